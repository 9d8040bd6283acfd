//! `/metrics`, in Prometheus' text form: what requests did, how the queues stand, what the process holds.

use super::middleware::door::loopback;
use crate::app::App;
use crate::federation;
use crate::kernel::error::Result;
use actix_web::http::header::{AUTHORIZATION, HOST};
use actix_web::{HttpRequest, HttpResponse, web};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use secrecy::ExposeSecret;
use std::fmt::Write;
use std::sync::OnceLock;
use std::time::Duration;

/// Servers for which what waits is told, those with most of it first.
const HOSTS: i64 = 50;
/// Seconds that requests take: the bounds of the histogram.
const BUCKETS: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// The process's recorder, installed at the first call: `metrics::counter!` and its like write to it from anywhere.
pub fn recorder() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(BUCKETS).expect("there are buckets");
        let handle = builder.install_recorder().expect("nobody else installs a recorder");
        metrics::describe_counter!("farandole_requests_total", "Requests answered.");
        metrics::describe_histogram!("farandole_request_seconds", "Seconds that requests took.");
        let upkeep = handle.clone();
        // Samples wait in memory until they are counted, whether somebody asks for them or not.
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(5));
                upkeep.run_upkeep();
            }
        });
        handle
    })
}

/// Counts a request that has been answered. `route` is the pattern of a route: there are few of them.
pub fn request(method: &str, route: &str, status: u16, took: Duration) {
    let method = match method {
        "GET" | "POST" | "HEAD" | "OPTIONS" | "DELETE" => method.to_owned(),
        _ => "other".to_owned(),
    };
    let route = route.to_owned();
    metrics::histogram!("farandole_request_seconds", "route" => route.clone())
        .record(took.as_secs_f64());
    metrics::counter!(
        "farandole_requests_total",
        "method" => method, "route" => route, "status" => status.to_string()
    )
    .increment(1);
}

/// Answers who has the token; where none is configured, who asks from this machine. Nobody else learns that there
/// is anything here.
pub async fn show(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    if !may_ask(&app, &request) {
        return HttpResponse::NotFound().finish();
    }
    let mut text = recorder().render();
    process(&app, &mut text);
    match queues(&app, &mut text).await {
        Ok(()) => text += "farandole_database_up 1\n",
        Err(error) => {
            tracing::warn!(%error, "the queues could not be counted");
            text += "farandole_database_up 0\n";
        }
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text)
}

fn may_ask(app: &App, request: &HttpRequest) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(token) = &app.config.metrics_token {
        let given = header(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        return given.is_some_and(|given| {
            let (given, token) = (given.as_bytes(), token.expose_secret().as_bytes());
            aws_lc_rs::constant_time::verify_slices_are_equal(given, token).is_ok()
        });
    }
    // A proxy on this machine asks from loopback too, but for others: it says so, or it keeps their host.
    let forwarded = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
    request.peer_addr().is_some_and(|peer| peer.ip().is_loopback())
        && header(HOST).is_some_and(loopback)
        && !forwarded.iter().any(|name| request.headers().contains_key(*name))
}

fn process(app: &App, text: &mut String) {
    let (open, waiting) = app.db.usage();
    gauge(
        text,
        "farandole_database_connections",
        "Connections that are open.",
        &[("", open as u64)],
    );
    gauge(text, "farandole_database_waiting", "Those who wait for one.", &[("", waiting as u64)]);
    let statements = app.db.statements();
    counter(text, "farandole_database_statements_total", "SQL statements run.", statements);
    let fetches = app.http.under_way() as u64;
    gauge(text, "farandole_fetches", "Requests to other servers under way.", &[("", fetches)]);
    if let Some(bytes) = resident_bytes() {
        gauge(text, "process_resident_memory_bytes", "Memory in use.", &[("", bytes)]);
    }
}

async fn queues(app: &App, text: &mut String) -> Result<()> {
    let now = app.now();
    let stats = farandole_jobs::stats(&mut *app.health.get().await?, now).await?;
    let (mut jobs, mut ages) = (Vec::new(), Vec::new());
    for queue in &stats {
        let name = &queue.queue;
        for (state, count) in [
            ("due", queue.due),
            ("later", queue.later),
            ("running", queue.running),
            ("dead", queue.dead),
        ] {
            jobs.push((format!("{{queue=\"{name}\",state=\"{state}\"}}"), count.unsigned_abs()));
        }
        let age = queue.oldest_due.map_or(0, |since| (now - since).num_seconds().max(0));
        ages.push((format!("{{queue=\"{name}\"}}"), age.unsigned_abs()));
    }
    gauge(text, "farandole_jobs", "Jobs by queue and state.", &jobs);
    gauge(text, "farandole_jobs_oldest_seconds", "Seconds that the first due job waits.", &ages);
    let waiting = federation::queue(&*app.health.get().await?, HOSTS).await?;
    let waiting = waiting.iter().map(|one| {
        let labels = format!("{{host=\"{}\",state=\"{}\"}}", one.host, one.state);
        (labels, one.waiting.unsigned_abs())
    });
    let help = "Activities that wait to be sent, for the servers with most of them.";
    gauge(text, "farandole_deliveries", help, &waiting.collect::<Vec<_>>());
    Ok(())
}

fn gauge(text: &mut String, name: &str, help: &str, values: &[(impl AsRef<str>, u64)]) {
    metric(text, name, "gauge", help, values);
}

fn counter(text: &mut String, name: &str, help: &str, value: u64) {
    metric(text, name, "counter", help, &[("", value)]);
}

fn metric(
    text: &mut String,
    name: &str,
    kind: &str,
    help: &str,
    values: &[(impl AsRef<str>, u64)],
) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    for (labels, value) in values {
        let _ = writeln!(text, "{name}{} {value}", labels.as_ref());
    }
}

/// Bytes of memory that the process holds (proc(5), `statm`); `None` where the system does not tell.
fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
