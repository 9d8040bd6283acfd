//! W13: how soon a server answers, what it holds, how big it is.

use crate::Bench;
use crate::process::{self, Server};
use crate::report::Report;
use crate::stopwatch::median;
use anyhow::Result;

/// Starts both again and again.
pub async fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let (mut ready, mut ready_tiny) = (Vec::new(), Vec::new());
    let (mut memory, mut memory_tiny) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        let (real, tiny) = (Server::real(bench).await?, Server::tiny(bench).await?);
        ready.push(real.ready_after.as_secs_f64() * 1e3);
        ready_tiny.push(tiny.ready_after.as_secs_f64() * 1e3);
        // What is prepared in the background is part of what the server holds.
        real.get("/").await?;
        memory.push(real.memory()?);
        memory_tiny.push(tiny.memory()?);
    }
    report.add("W13", "ms from start to first answer", median(ready), median(ready_tiny));
    report.add("W13", "MB at rest", median(memory), median(memory_tiny));
    let size = |path: std::path::PathBuf| -> Result<f64> {
        Ok(std::fs::metadata(path)?.len() as f64 / 1e6)
    };
    report.add(
        "W13",
        "MB of the program",
        size(process::program()?)?,
        size(std::env::current_exe()?)?,
    );
    Ok(())
}
