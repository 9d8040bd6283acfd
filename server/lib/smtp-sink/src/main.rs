//! The sink as a program, for tests that are not written in Rust.

use clap::Parser;
use farandole_smtp_sink::{Mood, Sink};
use std::path::PathBuf;

/// Keeps every mail it is given in DIR/mails.jsonl and delivers none.
#[derive(Parser)]
#[command(name = "smtp-sink", version)]
struct Args {
    /// Port on 127.0.0.1; 0 takes a free one. The address is printed on the first line.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Folder for mails.jsonl; made if it is missing.
    #[arg(long)]
    dir: PathBuf,
    /// What to answer to messages.
    #[arg(long, value_enum, default_value_t)]
    mood: Mood,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.dir)?;
    let sink = Sink::listen(args.port, Some(&args.dir.join("mails.jsonl"))).await?;
    sink.be(args.mood);
    println!("{}", sink.addr());
    tokio::signal::ctrl_c().await?;
    Ok(())
}
