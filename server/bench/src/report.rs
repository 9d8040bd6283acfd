//! Figures: a line of JSON each for programs, a table for people.

use crate::Bench;
use serde_json::json;

/// The seed of the town; another one makes other figures.
pub const SEED: u32 = 20_260_601;

/// What was measured.
pub struct Report {
    scale: i64,
    rounds: usize,
    commit: String,
    figures: Vec<Figure>,
}

struct Figure {
    workload: &'static str,
    metric: String,
    value: f64,
    limit: f64,
}

impl Report {
    /// An empty report of this run.
    pub fn new(bench: &Bench) -> Self {
        let git = std::process::Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
        let commit = git.ok().filter(|it| it.status.success()).map_or_else(
            || "unknown".to_owned(),
            |it| String::from_utf8_lossy(&it.stdout).trim().to_owned(),
        );
        Self { scale: bench.events, rounds: bench.rounds, commit, figures: Vec::new() }
    }

    /// Notes a figure beside its limit.
    pub fn add(
        &mut self,
        workload: &'static str,
        metric: impl Into<String>,
        value: f64,
        limit: f64,
    ) {
        let metric = metric.into();
        eprintln!("{workload} {metric}: {value:.3} beside {limit:.3}");
        self.figures.push(Figure { workload, metric, value, limit });
    }

    /// Writes everything down.
    pub fn print(&self) {
        eprintln!("\n| workload | metric | value | limit | ratio |\n|---|---|---:|---:|---:|");
        for Figure { workload, metric, value, limit } in &self.figures {
            let ratio = value / limit;
            eprintln!("| {workload} | {metric} | {value:.3} | {limit:.3} | {ratio:.2} |");
            let line = json!({
                "workload": workload, "scale": self.scale, "metric": metric, "value": value, "limit": limit,
                "ratio": ratio.is_finite().then_some(ratio), "rounds": self.rounds, "seed": SEED, "commit": self.commit,
            });
            println!("{line}");
        }
    }
}
