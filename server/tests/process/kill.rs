//! The power goes while two hundred people take part in an event with fewer seats.

use crate::server::{Home, Server, eventually};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use farandole::kernel::db::Db;
use farandole_smtp_sink::Sink;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const PEOPLE: usize = 200;
const SEATS: i64 = 120;

const JOIN: &str = "mutation ($event: ID!, $actor: ID!, $email: String!) { \
  joinEvent(eventId: $event, actorId: $actor, email: $email, locale: \"en\") { id role } }";
const CONFIRM: &str =
    "mutation ($token: String!) { confirmParticipation(confirmationToken: $token) { id role } }";

#[derive(QueryableByName, Debug, PartialEq)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn count(db: &Db, query: &str) -> i64 {
    let mut conn = db.get().await.unwrap();
    diesel::sql_query(query).get_result::<Count>(&mut conn).await.unwrap().n
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_loses_no_seat_sells_none_twice_and_mails_once() {
    let sink = Sink::start().await.unwrap();
    let home = Home::new(&[("mail", &sink.url())]).await;
    let server = Arc::new(home.start().await);
    let db = Db::open(&home.database.url, 2).unwrap();
    let (event, anonymous) = open_event(&home, &server).await;

    let joins: Vec<_> = (0..PEOPLE)
        .map(|n| tokio::spawn(join(server.clone(), event.clone(), anonymous.clone(), n)))
        .collect();
    eventually("half of them have joined", async || {
        count(&db, "SELECT count(*) AS n FROM participants WHERE email IS NOT NULL").await >= 60
    })
    .await;
    server.kill();
    let answered = futures_util::future::join_all(joins)
        .await
        .into_iter()
        .filter(|told| *told.as_ref().unwrap())
        .count();
    drop(server);

    let server = Arc::new(home.start().await);
    let told = i64::try_from(answered).unwrap();
    eventually("everybody who was told so has asked", async || {
        count(&db, "SELECT count(*) AS n FROM participants WHERE email IS NOT NULL").await >= told
    })
    .await;
    // Those who got no answer try again, and so do all others: nobody joins twice.
    for n in 0..PEOPLE {
        join(server.clone(), event.clone(), anonymous.clone(), n).await;
    }
    eventually("all of them have asked", async || {
        count(&db, "SELECT count(*) AS n FROM participants WHERE email IS NOT NULL").await == 200
    })
    .await;
    eventually("everybody has a mail", async || recipients(&sink).len() == PEOPLE).await;
    eventually("nothing is left to do", async || {
        count(
            &db,
            "SELECT count(*) AS n FROM jobs WHERE queue IN ('mail', 'work', 'facts', 'reactions')",
        )
        .await
            == 0
    })
    .await;
    let twice: Vec<_> = first_mails(&sink).into_iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "more than one mail for one reason: {twice:?}");

    confirm_all(&server, &sink).await;
    let seats = "SELECT participant::bigint AS n FROM event_counters WHERE capacity IS NOT NULL";
    let taken = "SELECT count(*) AS n FROM participants WHERE role = 'participant'";
    assert_eq!((count(&db, seats).await, count(&db, taken).await), (SEATS, SEATS));
}

/// Makes an account and an event with seats for people without an account; returns the ids of both.
async fn open_event(home: &Home, server: &Server) -> (String, String) {
    let (token, actor) = home.ana(server).await;
    let made = server
        .ask(
            Some(&token),
            "mutation ($actor: ID!, $begins: DateTime!, $seats: Int!) { createEvent(organizerActorId: $actor, title: \"Ball\", \
               description: \"\", beginsOn: $begins, options: { anonymousParticipation: true, maximumAttendeeCapacity: $seats }) { id } }",
            json!({ "actor": actor, "begins": chrono::Utc::now() + chrono::Duration::days(7), "seats": SEATS }),
        )
        .await;
    let config = server.ask(None, "{ config { anonymous { actorId } } }", json!({})).await;
    let id = |value: &Value| value.as_str().unwrap().to_owned();
    (id(&made["createEvent"]["id"]), id(&config["config"]["anonymous"]["actorId"]))
}

/// Whether the person was told that the request is in.
async fn join(server: Arc<Server>, event: String, anonymous: String, n: usize) -> bool {
    let variables =
        json!({ "event": event, "actor": anonymous, "email": format!("p{n}@example.org") });
    let reply = server.try_ask(None, JOIN, variables).await;
    reply.is_some_and(|reply| reply["errors"].is_null() && reply["data"]["joinEvent"].is_object())
}

fn recipients(sink: &Sink) -> std::collections::BTreeSet<String> {
    sink.mails().into_iter().flat_map(|mail| mail.to).filter(|to| to.starts_with('p')).collect()
}

/// The Message-IDs that each person got, and how often each came.
fn first_mails(sink: &Sink) -> BTreeMap<String, Vec<String>> {
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in sink.mails() {
        let id = header(&mail.data, "Message-ID");
        for to in mail.to.iter().filter(|to| to.starts_with('p')) {
            let known = mails.entry(to.clone()).or_default();
            if !known.contains(&id) {
                known.push(id.clone());
            }
        }
    }
    mails
}

fn header(raw: &str, name: &str) -> String {
    let start = format!("{}:", name.to_lowercase());
    raw.lines().find(|line| line.to_lowercase().starts_with(&start)).unwrap_or_default().to_owned()
}

/// Follows the link of every confirmation mail, all at once.
async fn confirm_all(server: &Arc<Server>, sink: &Sink) {
    let tokens: std::collections::BTreeSet<String> = sink
        .mails()
        .iter()
        .filter_map(|mail| {
            let plain = mail.data.replace("=\r\n", "").replace("=3D", "=");
            let after = plain.split("/participation/email/confirm/").nth(1)?;
            Some(
                after
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                    .collect(),
            )
        })
        .collect();
    assert_eq!(tokens.len(), PEOPLE);
    let confirmations = tokens.into_iter().map(|token| {
        let server = server.clone();
        async move { server.try_ask(None, CONFIRM, json!({ "token": token })).await }
    });
    futures_util::future::join_all(confirmations).await;
}
