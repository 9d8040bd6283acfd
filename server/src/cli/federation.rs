//! Other servers: whom this one follows, who follows it, what waits for whom, and what was decided about them.

use crate::actors::Side;
use crate::app::App;
use crate::boot::{self, Database};
use crate::federation::{self, Followed};
use crate::instances::{self, Stance};
use crate::kernel::config::Config;
use crate::kernel::host::normal;
use crate::kernel::prelude::*;
use clap::Subcommand;

/// Rows that a list shows.
const ROWS: i64 = 100;

/// What to do about other servers.
#[derive(Subcommand)]
pub enum Federation {
    /// List the servers that this one follows, and those that follow it.
    List,
    /// Follow a server: what it publishes is listed here once it has agreed.
    Follow { host: String },
    /// Do not follow a server any more.
    Unfollow { host: String },
    /// Let a server follow this one.
    Accept { host: String },
    /// Do not let a server follow this one, or no longer.
    Reject { host: String },
    /// Take nothing from a server and its sub-domains, and send nothing there.
    Block {
        host: String,
        /// Why, for those who keep order.
        #[arg(long)]
        note: Option<String>,
    },
    /// Take back what was decided about a server.
    Open { host: String },
    /// Deal with a server although all others are blocked (`block '*'` makes this an allow-list).
    Allow { host: String },
    /// Show for which servers something waits, how much, since when, and why.
    Queue,
    /// Show what is known of a server, and what waits for it.
    Host { host: String },
    /// Send now what waits for a server.
    Retry { host: String },
}

/// Does what a command says, beside a running server or without one.
pub async fn run(command: Federation, config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let app = boot::migrated_app(config, &database).await?;
    let done = act(&app, command).await;
    boot::close(database).await;
    done
}

async fn act(app: &App, command: Federation) -> anyhow::Result<()> {
    let system = Viewer::system();
    match command {
        Federation::List => list(app).await,
        Federation::Follow { host } => {
            let followed = federation::follow_relay(app, &system, &host).await?;
            println!("Asked {}. It answers when its administrators do.", followed.target.handle());
            Ok(())
        }
        Federation::Unfollow { host } => {
            said(federation::unfollow_relay(app, &system, &host).await?, "is not followed any more")
        }
        Federation::Accept { host } => {
            let followed = federation::accept_relay(app, &system, &host).await?;
            println!("{} may follow this server.", followed.follower.handle());
            Ok(())
        }
        Federation::Reject { host } => {
            let followed = federation::reject_relay(app, &system, &host).await?;
            println!("{} may not follow this server.", followed.follower.handle());
            Ok(())
        }
        Federation::Block { host, note } => {
            decide(app, &host, Stance::Blocked, note.as_deref()).await
        }
        Federation::Open { host } => decide(app, &host, Stance::Open, None).await,
        Federation::Allow { host } => decide(app, &host, Stance::Allowed, None).await,
        Federation::Queue => queue(app).await,
        Federation::Host { host } => show(app, &host).await,
        Federation::Retry { host } => retry(app, &host).await,
    }
}

fn said(followed: Followed, what: &str) -> anyhow::Result<()> {
    println!("{} {what}.", followed.target.handle());
    Ok(())
}

async fn decide(app: &App, host: &str, stance: Stance, note: Option<&str>) -> anyhow::Result<()> {
    let instance = instances::set_stance(app, &Viewer::system(), host, stance, note).await?;
    println!("{}: {stance}.", instance.host);
    Ok(())
}

async fn list(app: &App) -> anyhow::Result<()> {
    let system = Viewer::system();
    for (side, title) in
        [(Side::Following, "This server follows"), (Side::Followers, "This server is followed by")]
    {
        println!("{title}:");
        let page = Page { limit: ROWS, offset: 0 };
        let found = federation::relay_follows(app, &system, side, page).await?;
        for one in &found.elements {
            let other = if side == Side::Following { &one.target } else { &one.follower };
            println!("  {:<40} {}", other.handle(), one.follow.state);
        }
        if found.elements.is_empty() {
            println!("  nobody");
        }
    }
    Ok(())
}

async fn queue(app: &App) -> anyhow::Result<()> {
    let conn = app.db.get().await?;
    let waiting = federation::queue(&conn, ROWS).await?;
    for one in &waiting {
        let since = one.since.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        println!(
            "{:<40} {:>6} since {}, {}{}",
            one.host,
            one.waiting,
            since.unwrap_or_default(),
            one.state,
            one.last_error.as_ref().map(|error| format!(": {error}")).unwrap_or_default(),
        );
    }
    if waiting.is_empty() {
        println!("Nothing waits.");
    }
    Ok(())
}

async fn known(app: &App, host: &str) -> anyhow::Result<instances::Instance> {
    let conn = app.db.get().await?;
    let host = normal(host).unwrap_or_default();
    let found = instances::of_host(&conn, &host).await?;
    found.ok_or_else(|| anyhow::anyhow!("No server of this name is known: {host}."))
}

async fn show(app: &App, host: &str) -> anyhow::Result<()> {
    let instance = known(app, host).await?;
    let moment = |at: Option<DateTime<Utc>>| {
        at.map_or("never".to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
    };
    println!("{}", instance.host);
    println!("  decided    {}", instance.stance);
    println!(
        "  runs       {} {}",
        instance.software.as_deref().unwrap_or("unknown"),
        instance.software_version.as_deref().unwrap_or_default()
    );
    println!("  state      {}, {} failures in a row", instance.state, instance.failures);
    println!("  took       {}", moment(instance.last_success_at));
    println!("  was heard  {}", moment(instance.last_heard_at));
    println!("  next try   {}", moment(instance.next_try_at));
    if let Some(error) = &instance.last_error {
        println!("  last error {error}");
    }
    let conn = app.db.get().await?;
    let waits = federation::queue_of(&conn, instance.id, None, ROWS).await?;
    println!("  waiting    {}{}", waits.len(), if waits.len() == 100 { " or more" } else { "" });
    for one in waits.iter().take(10) {
        println!("    {} ({} tries)", one.url, one.attempts);
    }
    Ok(())
}

async fn retry(app: &App, host: &str) -> anyhow::Result<()> {
    let instance = known(app, host).await?;
    federation::hasten(app, instance.id).await?;
    println!("The running server sends now what waits for {}.", instance.host);
    Ok(())
}
