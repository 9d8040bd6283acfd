//! `farandole seed …`: the demo town.

use crate::boot::{self, Database, Seams};
use crate::kernel::config::Config;
use crate::kernel::db;
use crate::seed::{self, EMAIL, Login};
use anyhow::{Context, bail};
use clap::Subcommand;
use std::cell::Cell;

/// What can be filled in, and shown again.
#[derive(Clone, Copy, Subcommand)]
pub enum Seed {
    /// Found a demo town: an account, and an agenda full of events. What is there already stays.
    Demo,
    /// Print the login of the demo account.
    Login,
}

/// Does what is asked.
pub async fn run(what: Seed, config: Config) -> anyhow::Result<()> {
    match what {
        Seed::Demo => demo(config).await,
        Seed::Login => login(&config),
    }
}

async fn demo(config: Config) -> anyhow::Result<()> {
    if !config.local() {
        bail!(
            "{} is not a server for trying: the demo town is for localhost and hosts that end in .test.",
            config.host()
        );
    }
    if Login::load(&config.data_dir)?.is_some_and(|login| login.complete) {
        println!("The demo town is there.");
        return Ok(());
    }
    println!("Founding a demo town. This takes about a minute.");
    let database = Database::join(&config).await?;
    let founded = found(config, &database).await;
    boot::close(database).await;
    founded
}

async fn found(mut config: Config, database: &Database) -> anyhow::Result<()> {
    // The operator does this, not a visitor: there is no need to be slow.
    "off".clone_into(&mut config.rate_limits);
    let data = config.data_dir.clone();
    db::migrate(&database.url).await?;
    let app = boot::app(config, &database.url, Seams::default()).await?;
    let mut login = match Login::load(&data)? {
        Some(login) => login,
        None if seed::founded(&app).await? => bail!(
            "The account {EMAIL} is in the database, but its password is not in the data folder. \
             Ask for a new one where people sign in: the mail is kept in {}/mail.",
            data.display()
        ),
        None => Login::fresh(&app),
    };
    // Kept before the account is made, so that its password is never lost.
    login.save(&data).context("The login of the demo cannot be kept in the data folder")?;
    let tenths = Cell::new(0);
    let tell = |done: usize, all: usize| {
        if tenths.replace(done * 10 / all) < done * 10 / all {
            println!("  {done} of {all} events");
        }
    };
    seed::found(&app, &login, tell).await.map_err(anyhow::Error::from)?;
    login.complete = true;
    login.save(&data)?;
    Ok(())
}

fn login(config: &Config) -> anyhow::Result<()> {
    let login = Login::load(&config.data_dir)?
        .context("There is no demo town here yet; `farandole seed demo` founds one.")?;
    println!();
    println!("  Address   {}", config.url);
    println!("  Sign in   {}", login.email);
    println!("  Password  {}", login.password);
    println!();
    Ok(())
}
