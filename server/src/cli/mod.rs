//! The command line: one function per command, one file per area.

mod config;
mod doctor;
mod federation;
mod jobs;
mod seed;
mod serve;
mod stop;
mod users;

use crate::boot::{self, Database};
use crate::kernel::config::{Config, LogFormat};
use crate::kernel::{db, fail};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::process::ExitCode;
use stop::Stop;

/// A federated server for events and groups.
#[derive(Parser)]
#[command(name = "farandole", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests and do the work behind them.
    Serve {
        /// Which part of the work this process does.
        #[arg(long, value_enum, default_value = "all")]
        role: ServeRole,
    },
    /// Fill the server with a demo, or print the login of it.
    Seed {
        #[command(subcommand)]
        what: seed::Seed,
    },
    /// Bring the database to this version's tables.
    Migrate,
    /// Look at database, mail, clock, disk and address, and say what to do about what is wrong.
    Doctor {
        /// Print the findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make, confirm and change accounts.
    #[command(subcommand)]
    Users(users::Users),
    /// Write anew what lists and searches read of all events.
    Reindex,
    /// See what could not be done, and have it tried again or dropped.
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// Follow, accept, block and watch other servers.
    #[command(subcommand)]
    Federation(federation::Federation),
    /// Print the API's schema.
    ApiSchema,
    /// Print the configuration in force and where each value came from, without its secrets.
    Config,
}

/// A part of the work of a server.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ServeRole {
    /// Answer requests only.
    Web,
    /// Do jobs only: mails, deliveries, schedules.
    Worker,
    /// Both.
    All,
}

/// Reads the command line and does what it says. A failure is one clear sentence and a code other than zero.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::ApiSchema) {
        print!("{}", crate::graphql::root::schema().sdl());
        return ExitCode::SUCCESS;
    }
    let config = match Config::from_process() {
        Ok(config) => config,
        Err(reason) => return refuse(&reason.to_string()),
    };
    start_logging(&config);
    fail::arm(&config.fail_points);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return refuse(&format!("No runtime: {cause}.")),
    };
    let outcome = runtime.block_on(dispatch(cli.command, config));
    // What was given up on a thread of its own, such as a migration, is not waited for.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => refuse(&format!("{cause:#}")),
    }
}

async fn dispatch(command: Command, config: Config) -> anyhow::Result<()> {
    let stop = Stop::listen()?;
    if let Command::Serve { role } = command {
        return serve::serve(config, role, &stop).await;
    }
    let outcome = stop.unless_asked(carry_out(command, config)).await;
    outcome.unwrap_or_else(|| Err(anyhow::anyhow!("Stopped before it was done.")))
}

async fn carry_out(command: Command, config: Config) -> anyhow::Result<()> {
    match command {
        Command::Seed { what } => seed::run(what, config).await,
        Command::Migrate => migrate(&config).await,
        Command::Doctor { json } => doctor::examine(&config, json).await,
        Command::Users(command) => users::run(command, config).await,
        Command::Reindex => reindex(config).await,
        Command::Jobs(command) => jobs::run(command, config).await,
        Command::Federation(command) => federation::run(command, config).await,
        Command::Config => config::print(&config),
        Command::Serve { .. } => unreachable!("it listens for signals in its own way"),
        Command::ApiSchema => unreachable!("answered before the configuration is read"),
    }
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(config).await?;
    let ran = db::migrate(&database.url).await?;
    match ran.as_slice() {
        [] => println!("The database is up to date."),
        ran => println!("{} migrations run: {}.", ran.len(), ran.join(", ")),
    }
    boot::close(database).await;
    Ok(())
}

async fn reindex(config: Config) -> anyhow::Result<()> {
    let database = Database::join(&config).await?;
    let app = boot::migrated_app(config, &database).await?;
    let looked_at = crate::events::reindex(&app).await;
    boot::close(database).await;
    println!("{} events are listed anew.", looked_at?);
    Ok(())
}

fn refuse(reason: &str) -> ExitCode {
    eprintln!("farandole: {reason}");
    ExitCode::FAILURE
}

fn start_logging(config: &Config) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
}
