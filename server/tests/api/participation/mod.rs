//! Taking part: the doors, and what many tests need.

mod anonymous;
mod confirming;
mod decisions;
mod guests;
mod joining;
mod leaving;
mod lists;
mod mails;
mod managing;
mod news;
mod pages;
mod reminders;
mod seats;
mod told;

pub use joining::identity;

use crate::events::Made;
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use farandole::actors;
use farandole::kernel::id::ActorId;
use farandole::platform::mail::capture::Caught;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Joining, with everything that it answers with.
pub const JOIN: &str = "
  mutation ($event: ID!, $actor: ID!, $message: String, $email: String, $locale: String, $timezone: Timezone,
      $name: String) {
    joinEvent(eventId: $event, actorId: $actor, message: $message, email: $email, locale: $locale,
      timezone: $timezone, name: $name) {
      id role code name insertedAt metadata { cancellationToken message locale }
      actor { id preferredUsername } event { id title }
    }
  }";
/// Confirming an address.
pub const CONFIRM: &str = "
  mutation ($token: String!) { confirmParticipation(confirmationToken: $token) {
    id role code metadata { cancellationToken message locale } } }";
/// Leaving.
pub const LEAVE: &str = "
  mutation ($event: ID!, $actor: ID!, $token: String) {
    leaveEvent(eventId: $event, actorId: $actor, token: $token) { id actor { id } event { id } } }";
/// The organiser's word.
pub const DECIDE: &str = "
  mutation ($id: ID!, $role: ParticipantRoleEnum!) { updateParticipation(id: $id, role: $role) { id role } }";
/// The participants of an event.
pub const LIST: &str = "
  query ($uuid: UUID!, $roles: String, $page: Int, $limit: Int) { event(uuid: $uuid) {
    participants(roles: $roles, page: $page, limit: $limit) { total elements {
      id role code name insertedAt metadata { cancellationToken message locale } actor { id preferredUsername } } } } }";

/// An identity of somebody asks to take part.
pub async fn join(who: &Person, event: &Made, more: Value) -> Value {
    let mut variables = json!({ "event": event.id, "actor": who.actor.to_string() });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    who.ask(JOIN, variables).await
}

/// The same, which must not be refused; returns the id of the participant.
pub async fn joined(who: &Person, event: &Made) -> String {
    let reply = join(who, event, json!({})).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["joinEvent"]["id"].as_str().unwrap().to_owned()
}

/// Somebody who says that they are another actor.
pub fn acting(who: &Person, actor: ActorId) -> Person {
    let mut acting = who.clone();
    acting.actor = actor;
    acting
}

/// The actor who stands for everybody without an account.
pub async fn anonymous(t: &TestApp) -> ActorId {
    let conn = t.app.db.get().await.unwrap();
    actors::anonymous(&conn).await.unwrap().id
}

/// Somebody without an account asks to take part.
pub async fn ask(t: &TestApp, event: &Made, email: &str, more: Value) -> Value {
    let mut variables = json!({
        "event": event.id, "actor": anonymous(t).await.to_string(), "email": email,
    });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    t.stranger().ask(JOIN, variables).await
}

/// Somebody without an account asks and confirms; returns the token of their mails.
pub async fn came(t: &TestApp, event: &Made, email: &str) -> String {
    let reply = ask(t, event, email, json!({})).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    t.settle().await;
    let token = confirm_token(&t.mail_to(email).await);
    let reply = t.stranger().ask(CONFIRM, json!({ "token": token })).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    t.settle().await;
    let token = &reply["data"]["confirmParticipation"]["metadata"]["cancellationToken"];
    token.as_str().unwrap().to_owned()
}

/// The secret in a mail that asks to confirm.
pub fn confirm_token(mail: &Caught) -> String {
    token_after(mail, "/participation/email/confirm/")
}

/// The secret in every mail to somebody without an account.
pub fn manage_token(mail: &Caught, event: &Made) -> String {
    token_after(mail, &format!("/participation/email/cancel/{}/", event.uuid))
}

fn token_after(mail: &Caught, path: &str) -> String {
    let after = mail.text.split(path).nth(1).unwrap_or_else(|| panic!("{path}: {}", mail.text));
    after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// The organiser decides.
pub async fn decide(who: &Person, participant: &str, role: &str) -> Value {
    who.ask(DECIDE, json!({ "id": participant, "role": role })).await
}

/// The participants that somebody sees.
pub async fn listed(who: &Person, event: &Made, more: Value) -> Value {
    let mut variables = json!({ "uuid": event.uuid });
    for (key, value) in more.as_object().unwrap() {
        variables[key] = value.clone();
    }
    let reply = who.ask(LIST, variables).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["event"]["participants"].clone()
}

/// Mails to an address so far.
pub async fn mails_to(t: &TestApp, address: &str) -> Vec<Caught> {
    t.mails().await.into_iter().filter(|mail| mail.to.iter().any(|to| to == address)).collect()
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows an event has in each role; the counters must say the same.
pub async fn counts(t: &TestApp, event: &Made) -> BTreeMap<String, i64> {
    let count = async |query: &str| -> BTreeMap<String, i64> {
        let mut conn = t.app.db.get().await.unwrap();
        let rows: Vec<Count> = diesel::sql_query(query)
            .bind::<BigInt, _>(event.id.parse::<i64>().unwrap())
            .load(&mut conn)
            .await
            .unwrap();
        rows.into_iter().map(|row| (row.role, row.n)).collect()
    };
    let rows =
        count("SELECT role, count(*) AS n FROM participants WHERE event_id = $1 GROUP BY role")
            .await;
    let counters = count(
        "SELECT key AS role, value::bigint AS n FROM event_counters, \
         jsonb_each_text(to_jsonb(event_counters) - 'event_id' - 'capacity') \
         WHERE event_id = $1 AND value::bigint <> 0",
    )
    .await;
    assert_eq!(rows, counters, "the counters equal the rows");
    rows
}

/// Counts of one role in a map.
pub fn of(counts: &BTreeMap<String, i64>, role: &str) -> i64 {
    counts.get(role).copied().unwrap_or(0)
}
