//! `farandole doctor`: looks at everything the server needs and says in words what to do about what is missing. It
//! changes nothing but to make the embedded database and its folder, as a first start would.

mod address;
mod database;
mod disk;
mod jobs;
mod mail;

use crate::kernel::config::Config;
use serde::Serialize;

/// How a part of the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Ok,
    Warning,
    Broken,
}

/// What was found out about one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    /// What is so.
    says: String,
    /// What to do about it.
    advice: Option<String>,
}

impl Finding {
    fn ok(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, state: State::Ok, says: says.into(), advice: None }
    }

    fn warning(check: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, state: State::Warning, says: says.into(), advice: Some(advice.into()) }
    }

    fn broken(check: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, state: State::Broken, says: says.into(), advice: Some(advice.into()) }
    }
}

/// All findings, as `--json` prints them.
#[derive(Debug, Serialize)]
struct Report {
    /// Whether nothing is broken.
    ok: bool,
    findings: Vec<Finding>,
}

/// Looks at everything and prints what it finds. An error means that something is broken.
pub async fn examine(config: &Config, json: bool) -> anyhow::Result<()> {
    let mut findings = disk::examine(config);
    findings.extend(database::examine(config).await);
    findings.push(mail::examine(config).await);
    findings.extend(address::examine(config).await);
    let broken = findings.iter().filter(|finding| finding.state == State::Broken).count();
    let report = Report { ok: broken == 0, findings };
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    match broken {
        0 => Ok(()),
        1 => anyhow::bail!("One thing is broken."),
        many => anyhow::bail!("{many} things are broken."),
    }
}

fn print(report: &Report) {
    for finding in &report.findings {
        let mark = match finding.state {
            State::Ok => "ok",
            State::Warning => "look",
            State::Broken => "BROKEN",
        };
        println!("{mark:>6}  {}: {}", finding.check, finding.says);
        if let Some(advice) = &finding.advice {
            println!("        → {advice}");
        }
    }
}
