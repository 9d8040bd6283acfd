//! Delivering: one job for each server that has something to get, so that a slow or dead one takes nobody else's
//! turn. What waits for a server is sent in order, at most four at a time, and of one object one after the other.
//!
//! A row is deleted after the answer: killed in between, it is sent once more, and the other side knows it again.

use super::facts::DeliveryFact;
use super::fetch::{scheme, scheme_word};
use super::model::Queued;
use super::store;
use crate::actors;
use crate::app::App;
use crate::instances::{self, Instance, Stance};
use crate::kernel::host::{host_of, same_host};
use crate::kernel::prelude::*;
use crate::worker::{DELIVER as QUICK, DELIVER_SLOWLY as SLOW};
use farandole_jobs::{Limits, NewJob, RetryAt};
use farandole_wire::Reply;
use farandole_wire::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use farandole_wire::signature::Scheme;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::time::Instant;
use url::Url;

/// The job that sends what waits for one server.
pub const DELIVER: &str = "federation.deliver";
/// Requests to one server at a time.
const AT_ONCE: usize = 4;
/// Activities that are looked at together.
const BATCH: i64 = 100;
/// Seconds after which a job lets another one have its turn.
const TURN: u64 = 30;
/// Days after which an activity that did not arrive is given up.
const GIVE_UP_DAYS: i64 = 7;
/// Tries of one activity that its server answers with a refusal that may pass.
const TRIES: i32 = 5;
/// Bytes of an answer that are read.
const ANSWER_BYTES: usize = 64 * 1024;
/// The shortest time for which a server that asks us to wait is left alone, in seconds.
const SHORTEST_WAIT: i64 = 60;
/// The longest that a server may ask us to wait, in seconds.
const LONGEST_WAIT: i64 = 24 * 3600;

/// A try may take as long as a turn and its last requests.
pub fn limits() -> Limits {
    Limits { run_time: std::time::Duration::from_secs(75), ..Limits::default() }
}

/// The server that something waits for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    instance: InstanceId,
}

/// The job for a server.
pub fn job(instance: InstanceId, state: &str) -> Result<NewJob> {
    let queue = if state == "ok" { QUICK } else { SLOW };
    let payload = serde_json::to_value(Deliver { instance })?;
    Ok(NewJob::new(queue, DELIVER, payload).once(key(instance)))
}

fn key(instance: InstanceId) -> String {
    format!("deliver:{instance}")
}

/// A server that was given up has shown itself alive: what waits for it is sent now.
pub async fn wake(
    conn: &mut AsyncPgConnection,
    instance: InstanceId,
    now: DateTime<Utc>,
) -> Result<()> {
    farandole_jobs::hasten(conn, &key(instance), now).await?;
    Ok(())
}

/// The operator wants what waits for a server to be sent now.
pub async fn hasten(app: &App, instance: InstanceId) -> Result<()> {
    let mut conn = app.db.get().await?;
    instances::put_off(&conn, instance, app.now()).await?;
    let job = job(instance, "ok")?;
    let now = app.now();
    conn.transaction(async |tx| farandole_jobs::enqueue(tx, now, &[job]).await).await?;
    wake(&mut conn, instance, now).await
}

/// What one request led to.
enum End {
    /// It is there.
    Arrived(Scheme),
    /// It will never be taken.
    Never(String),
    /// This one was not taken now; others may be.
    NotNow(String),
    /// The server wants to be left alone.
    Wait(DateTime<Utc>),
    /// Nobody answered: in words for everybody, and for the operator.
    Silence(String, String),
}

/// Sends what waits for a server.
pub async fn deliver(app: App, Deliver { instance }: Deliver) -> Result<()> {
    let began = Instant::now();
    loop {
        let (server, queue) = {
            let conn = app.db.get().await?;
            let Some(server) = instances::find(&conn, instance).await? else { return Ok(()) };
            let queue = store::queue_of(&conn, instance, None, BATCH).await?;
            (server, queue)
        };
        if queue.is_empty() {
            return Ok(());
        }
        if stopped(&app, &server).await? {
            return Ok(());
        }
        if let Some(at) = server.next_try_at.filter(|at| *at > app.now()) {
            return later(at, &server);
        }
        let due = in_order(&queue, app.now());
        if due.is_empty() {
            let next = queue.iter().filter_map(|one| one.next_try_at).min();
            return later(next.unwrap_or_else(|| app.now() + Duration::minutes(1)), &server);
        }
        // One request finds out whether a server that was silent is there again.
        let due = if server.failures > 0 { &due[..1] } else { &due[..] };
        round(&app, &server, due).await?;
        if began.elapsed().as_secs() >= TURN {
            return later(app.now(), &server);
        }
    }
}

fn later(at: DateTime<Utc>, server: &Instance) -> Result<()> {
    let reason = match &server.last_error {
        Some(error) => format!("{}: {error}", server.host),
        None => format!("{} has more to get", server.host),
    };
    Err(anyhow::Error::from(RetryAt { at, reason }).into())
}

/// Whether the server is blocked by now: then what waits is given up, and those who want to know are told.
async fn stopped(app: &App, server: &Instance) -> Result<bool> {
    {
        let conn = app.db.get().await?;
        if instances::stance(&conn, &server.host).await? != Stance::Blocked {
            return Ok(false);
        }
    }
    let_go(app, server.id, app.now(), "its server is blocked here").await?;
    Ok(true)
}

/// The first of each object, where it is due: what comes after it waits for it.
fn in_order(queue: &[Queued], now: DateTime<Utc>) -> Vec<&Queued> {
    let mut seen = HashSet::new();
    let first = queue.iter().filter(|one| seen.insert((&one.inbox, &one.object)));
    first.filter(|one| one.next_try_at.is_none_or(|at| at <= now)).collect()
}

async fn round(app: &App, server: &Instance, due: &[&Queued]) -> Result<()> {
    let known = scheme(&server.scheme);
    let mut requests = Vec::with_capacity(due.len());
    for one in due {
        requests.push(try_one(app, server, one, known));
    }
    // A row goes as soon as there is an answer: what is on its way when the process is killed goes again, and no more.
    let ends = futures_util::stream::iter(requests).buffer_unordered(AT_ONCE);
    let mut ends = ends.ready_chunks(AT_ONCE);
    let mut silent = Vec::new();
    let (mut spoke, mut wait) = (None, None);
    while let Some(ready) = ends.next().await {
        let mut arrived = Vec::new();
        for (one, end) in ready {
            match end? {
                End::Arrived(scheme) => {
                    spoke = Some(scheme);
                    arrived.push(one);
                }
                End::Never(error) => give_up(app, &[one], &error).await?,
                End::NotNow(error) => not_now(app, one, &error).await?,
                End::Wait(at) => wait = Some(at),
                End::Silence(told, cause) => silent.push((one, told, cause)),
            }
        }
        if !arrived.is_empty() {
            finish(app, &arrived).await?;
        }
    }
    if spoke.is_some() {
        // The server is there, so those that met silence are put off on their own.
        for (one, told, _) in silent.drain(..) {
            not_now(app, one, &told).await?;
        }
    }
    match (spoke, silent.into_iter().next()) {
        (Some(scheme), None) => {
            let conn = app.db.get().await?;
            instances::answered(&conn, server, scheme_word(scheme), app.now()).await?;
        }
        (None, Some((_, told, cause))) => {
            {
                let conn = app.db.get().await?;
                instances::failed(app, &conn, server, &cause).await?;
            }
            let old = app.now() - Duration::days(GIVE_UP_DAYS);
            return let_go(app, server.id, old, &told).await;
        }
        _ => {}
    }
    if let Some(at) = wait {
        {
            let conn = app.db.get().await?;
            instances::put_off(&conn, server.id, at).await?;
        }
        let old = app.now() - Duration::days(GIVE_UP_DAYS);
        let_go(app, server.id, old, "its server has asked for patience for a week").await?;
    }
    Ok(())
}

/// One request, with what it is for.
fn try_one<'a>(
    app: &'a App,
    server: &'a Instance,
    one: &'a Queued,
    known: Scheme,
) -> BoxFuture<'a, (&'a Queued, Result<End>)> {
    Box::pin(async move { (one, attempt(app, server, one, known).await) })
}

async fn finish(app: &App, arrived: &[&Queued]) -> Result<()> {
    let mut conn = app.db.get().await?;
    let ids: Vec<DeliveryId> = arrived.iter().map(|one| one.id).collect();
    conn.transaction(async |tx| {
        store::remove_deliveries(tx, &ids).await?;
        for one in arrived {
            if let Some(tell) = &one.tell {
                let (url, tell) = (one.url.clone(), tell.clone());
                app.emit(tx, DeliveryFact::Arrived { url, tell }).await?;
            }
        }
        Result::<()>::Ok(())
    })
    .await
}

async fn give_up(app: &App, lost: &[&Queued], error: &str) -> Result<()> {
    let mut conn = app.db.get().await?;
    let ids: Vec<DeliveryId> = lost.iter().map(|one| one.id).collect();
    conn.transaction(async |tx| {
        store::remove_deliveries(tx, &ids).await?;
        for one in lost {
            if let Some(tell) = &one.tell {
                let (url, tell, error) = (one.url.clone(), tell.clone(), error.to_owned());
                app.emit(tx, DeliveryFact::Failed { url, tell, error }).await?;
            }
        }
        Result::<()>::Ok(())
    })
    .await?;
    for one in lost {
        tracing::info!(activity = one.url, inbox = one.inbox, error, "not delivered");
    }
    Ok(())
}

/// Gives up all that was to be sent to a server until a moment.
async fn let_go(app: &App, server: InstanceId, until: DateTime<Utc>, error: &str) -> Result<()> {
    loop {
        let old = {
            let conn = app.db.get().await?;
            store::queue_of(&conn, server, Some(until), BATCH).await?
        };
        if old.is_empty() {
            return Ok(());
        }
        give_up(app, &old.iter().collect::<Vec<_>>(), error).await?;
    }
}

/// Put off on its own; given up after some tries.
async fn not_now(app: &App, one: &Queued, error: &str) -> Result<()> {
    if one.attempts + 1 >= TRIES {
        return give_up(app, &[one], error).await;
    }
    let minutes = 1_i64 << (2 * one.attempts).clamp(0, 12);
    let conn = app.db.get().await?;
    store::put_off(&conn, one.id, app.now() + Duration::minutes(minutes), error).await
}

async fn attempt(app: &App, server: &Instance, one: &Queued, known: Scheme) -> Result<End> {
    let Ok(url) = Url::parse(&one.inbox) else { return Ok(End::Never("no address".into())) };
    let here = host_of(&one.inbox).is_some_and(|host| host == server.host);
    if !here || same_host(&one.inbox, app.config.url.as_str()) {
        return Ok(End::Never("the inbox is another server's".into()));
    }
    let Some(key) = actors::key_of(app, one.actor).await? else {
        return Ok(End::Never("its sender is gone".into()));
    };
    let post = async |scheme: Scheme| {
        let body = one.body.clone().into_bytes();
        let mut headers = key.headers(scheme, &url, Some(&body), app.now());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/activity+json"));
        app.http.post(&url, headers, body, ANSWER_BYTES).await
    };
    let mut scheme = known;
    let mut reply = post(scheme).await;
    if matches!(&reply, Ok(reply) if matches!(reply.status.as_u16(), 400 | 401)) {
        let second = post(scheme.other()).await;
        if matches!(&second, Ok(reply) if reply.status.is_success()) {
            scheme = scheme.other();
            reply = second;
        }
    }
    Ok(judge(app, reply, scheme))
}

fn judge(app: &App, reply: Result<Reply, farandole_wire::Error>, scheme: Scheme) -> End {
    let reply = match reply {
        Ok(reply) => reply,
        // What it answered was too long to read, so it did answer.
        Err(farandole_wire::Error::TooLarge { .. }) => return End::Arrived(scheme),
        Err(cause @ farandole_wire::Error::Refused { .. }) => return End::Never(cause.to_string()),
        Err(cause) => return End::Silence(cause.to_string(), cause.in_full()),
    };
    let said = format!("it answered {}", reply.status);
    match reply.status.as_u16() {
        200..=299 => End::Arrived(scheme),
        401 => End::NotNow(said),
        429 => End::Wait(app.now() + patience(app, &reply.headers).unwrap_or(Duration::minutes(5))),
        503 if reply.headers.contains_key(RETRY_AFTER) => {
            End::Wait(app.now() + patience(app, &reply.headers).unwrap_or(Duration::minutes(5)))
        }
        408 | 425 | 500..=599 => End::Silence(said.clone(), said),
        _ => End::Never(said),
    }
}

/// How long a server asks to be left alone: seconds, or a date.
fn patience(app: &App, headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let seconds = match text.trim().parse::<i64>() {
        Ok(seconds) => seconds,
        Err(_) => (DateTime::parse_from_rfc2822(text).ok()?.to_utc() - app.now()).num_seconds(),
    };
    Some(Duration::seconds(seconds.clamp(SHORTEST_WAIT, LONGEST_WAIT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queued(id: i64, object: &str, next: Option<DateTime<Utc>>) -> Queued {
        Queued {
            id: DeliveryId(id),
            activity: ActivityId(id),
            inbox: "https://b.example/inbox".into(),
            object: object.into(),
            attempts: 0,
            next_try_at: next,
            created_at: DateTime::UNIX_EPOCH,
            url: format!("https://a.example/{id}"),
            actor: ActorId(1),
            body: String::new(),
            tell: None,
        }
    }

    #[test]
    fn of_one_object_one_activity_goes_after_the_other() {
        let now = DateTime::UNIX_EPOCH;
        let later = Some(now + Duration::minutes(1));
        let queue = [
            queued(1, "event", None),
            queued(2, "event", None),
            queued(3, "other", later),
            queued(4, "other", None),
            queued(5, "third", Some(now)),
        ];
        let due: Vec<i64> = in_order(&queue, now).iter().map(|one| one.id.0).collect();
        assert_eq!(due, [1, 5]);
    }
}
