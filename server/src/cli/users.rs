//! Accounts from the command line, through the same services as everybody else.

use crate::accounts::{self, AdminChange, MadeUser, User};
use crate::actors::{self, NewPerson};
use crate::app::App;
use crate::boot::{self, Database};
use crate::kernel::config::Config;
use crate::kernel::prelude::*;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::{Args, Subcommand, ValueEnum};
use std::io::{IsTerminal, Read};

/// What to do with accounts.
#[derive(Subcommand)]
pub enum Users {
    /// Make an account that is confirmed and can sign in at once.
    Create(Create),
    /// Confirm an account without the link in its mail.
    Confirm {
        /// Its mail address.
        email: String,
    },
    /// Let somebody in who waits for a moderator: the link to confirm is sent by the running server.
    Approve {
        /// Its mail address.
        email: String,
    },
    /// Give an account another role; its sign-ins end.
    Role {
        /// Its mail address.
        email: String,
        /// What it may do from then on.
        role: RoleWord,
    },
    /// Set the password of an account; its sign-ins end.
    Password {
        /// Its mail address.
        email: String,
        #[command(flatten)]
        secret: Secret,
    },
    /// Hide a profile with all that it organises, or show it again.
    Suspend {
        /// The name of the profile, such as `ana`.
        username: String,
        /// Show it again.
        #[arg(long)]
        undo: bool,
    },
    /// Show an account.
    Show {
        /// Its mail address.
        email: String,
    },
}

/// A new account.
#[derive(Args)]
pub struct Create {
    /// Its mail address.
    email: String,
    /// What it may do to the server.
    #[arg(long, value_enum, default_value = "user")]
    role: RoleWord,
    /// The name of its first profile: small letters, digits and _.
    #[arg(long)]
    username: Option<String>,
    /// The name that the profile shows.
    #[arg(long, requires = "username")]
    name: Option<String>,
    /// The language of its mails; that of the server unless given.
    #[arg(long, value_parser = language)]
    locale: Option<Lang>,
    #[command(flatten)]
    secret: Secret,
}

/// A password: given, read, or made.
#[derive(Args)]
pub struct Secret {
    /// The password. Others on this machine may see it in the list of processes: better send it to the standard
    /// input. With neither, one is made and printed.
    #[arg(long)]
    password: Option<String>,
}

/// What an account may do to the server.
#[derive(Clone, Copy, ValueEnum)]
pub enum RoleWord {
    /// Nothing special.
    User,
    /// Reports and suspensions.
    Moderator,
    /// Everything.
    Administrator,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::User => Self::User,
            RoleWord::Moderator => Self::Moderator,
            RoleWord::Administrator => Self::Administrator,
        }
    }
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::negotiate(tag).ok_or_else(|| "the server does not speak this language".to_owned())
}

/// Does what a command says, beside a running server or without one.
pub async fn run(command: Users, config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let app = boot::migrated_app(config, &database).await?;
    let done = act(&app, command).await;
    boot::close(database).await;
    Ok(done?)
}

async fn act(app: &App, command: Users) -> Result<()> {
    let system = Viewer::system();
    match command {
        Users::Create(create) => make(app, &system, create).await,
        Users::Confirm { email } => {
            let user = accounts::by_email(app, &system, &email).await?;
            show(app, &accounts::confirm(app, &system, user.id).await?).await
        }
        Users::Approve { email } => {
            let user = accounts::by_email(app, &system, &email).await?;
            show(app, &accounts::approve(app, &system, user.id).await?).await
        }
        Users::Role { email, role } => {
            let user = accounts::by_email(app, &system, &email).await?;
            let change = AdminChange { role: Some(role.into()), ..AdminChange::default() };
            show(app, &accounts::update(app, &system, user.id, change).await?).await
        }
        Users::Password { email, secret } => {
            let password = secret.settle(app)?;
            let user = accounts::set_password(app, &system, &email, &password.text).await?;
            password.tell();
            show(app, &user).await
        }
        Users::Suspend { username, undo } => suspend(app, &system, &username, undo).await,
        Users::Show { email } => show(app, &accounts::by_email(app, &system, &email).await?).await,
    }
}

async fn suspend(app: &App, system: &Viewer, username: &str, undo: bool) -> Result<()> {
    let id = actors::read_by_handle(app, system, username).await?.id;
    let actor = match undo {
        true => actors::restore(app, system, id).await?,
        false => actors::suspend(app, system, id).await?,
    };
    let word = if actor.suspended_at.is_some() { "hidden" } else { "shown" };
    println!("@{} is {word}; what it organises follows within seconds.", actor.preferred_username);
    Ok(())
}

async fn make(app: &App, system: &Viewer, create: Create) -> Result<()> {
    let password = create.secret.settle(app)?;
    let name = create.name;
    let made = MadeUser {
        email: &create.email,
        password: &password.text,
        role: create.role.into(),
        locale: create.locale.unwrap_or(app.config.default_language),
        profile: create.username.map(|username| NewPerson { name, ..NewPerson::named(username) }),
    };
    let user = accounts::create(app, system, made).await?;
    password.tell();
    show(app, &user).await
}

/// A password, and whether nobody knows it yet.
struct Settled {
    text: String,
    made: bool,
}

impl Secret {
    fn settle(self, app: &App) -> Result<Settled> {
        // Where it is given, nothing is waited for on the standard input.
        let given = match self.password {
            Some(text) => Some(text),
            None => piped()?,
        };
        if let Some(text) = given {
            return Ok(Settled { text, made: false });
        }
        Ok(Settled { text: URL_SAFE_NO_PAD.encode(app.random.bytes::<15>()), made: true })
    }
}

impl Settled {
    fn tell(&self) {
        if self.made {
            println!("password   {}", self.text);
        }
    }
}

/// What was sent to the standard input, without the end of its line; nothing from a terminal.
fn piped() -> Result<Option<String>> {
    let mut text = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_to_string(&mut text)?;
    }
    let text = text.trim_end_matches(['\r', '\n']).to_owned();
    Ok(Some(text).filter(|text| !text.is_empty()))
}

async fn show(app: &App, user: &User) -> Result<()> {
    let conn = app.db.get().await?;
    let names: Vec<String> = actors::of_account(&conn, user.id)
        .await?
        .into_iter()
        .map(|actor| format!("@{}", actor.preferred_username))
        .collect();
    let since = |at: Option<DateTime<Utc>>| match at {
        Some(at) => at.format("%Y-%m-%d %H:%M UTC").to_string(),
        None => "no".to_owned(),
    };
    println!("id         {}", user.id);
    println!("email      {}", user.email);
    println!("role       {}", user.role);
    println!("locale     {}", user.locale);
    println!("confirmed  {}", since(user.confirmed_at));
    println!("disabled   {}", since(user.disabled_at));
    println!("signed in  {}", since(user.current_sign_in_at));
    println!("profiles   {}", names.join(" "));
    Ok(())
}
