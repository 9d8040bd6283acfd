//! Participants by what names them.

use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use farandole_schema::tables::{actors, participants};

/// The participant with this id.
pub async fn find(
    mut conn: &AsyncPgConnection,
    id: ParticipantId,
) -> QueryResult<Option<Participant>> {
    participants::table.find(id).select(Participant::as_select()).first(&mut conn).await.optional()
}

/// The participant with this id, locked until the end of the transaction.
pub async fn lock(
    tx: &mut AsyncPgConnection,
    id: ParticipantId,
) -> QueryResult<Option<Participant>> {
    let row = participants::table.find(id).select(Participant::as_select()).for_update();
    row.first(tx).await.optional()
}

/// The part of an identity in an event.
pub async fn of_actor(
    mut conn: &AsyncPgConnection,
    event: EventId,
    actor: ActorId,
) -> QueryResult<Option<Participant>> {
    participants::table
        .filter(participants::event_id.eq(event).and(participants::actor_id.eq(actor)))
        .filter(participants::email_key.is_null())
        .select(Participant::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The first parts of an identity, in whatever events.
pub async fn ids_of_actor(
    mut conn: &AsyncPgConnection,
    actor: ActorId,
    most: i64,
) -> QueryResult<Vec<ParticipantId>> {
    participants::table
        .filter(participants::actor_id.eq(actor).and(participants::email_key.is_null()))
        .order(participants::id)
        .limit(most)
        .select(participants::id)
        .load(&mut conn)
        .await
}

/// Identities that are gone and still have a part in something.
pub async fn gone_with_parts(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<ActorId>> {
    participants::table
        .inner_join(actors::table.on(actors::id.eq(participants::actor_id)))
        .filter(actors::deleted_at.is_not_null().and(participants::email_key.is_null()))
        .select(participants::actor_id)
        .distinct()
        .limit(most)
        .load(&mut conn)
        .await
}

/// The part of an address in an event, locked until the end of the transaction.
pub async fn lock_of_address(
    tx: &mut AsyncPgConnection,
    event: EventId,
    email_key: &str,
) -> QueryResult<Option<Participant>> {
    participants::table
        .filter(participants::event_id.eq(event).and(participants::email_key.eq(email_key)))
        .select(Participant::as_select())
        .for_update()
        .first(tx)
        .await
        .optional()
}

/// The participant whose link confirms with this token.
pub async fn by_confirm_hash(
    mut conn: &AsyncPgConnection,
    hash: &[u8],
) -> QueryResult<Option<Participant>> {
    participants::table
        .filter(participants::confirm_hash.eq(hash))
        .select(Participant::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The participant whose mails carry this token.
pub async fn by_manage_hash(
    mut conn: &AsyncPgConnection,
    hash: &[u8],
) -> QueryResult<Option<Participant>> {
    participants::table
        .filter(participants::manage_hash.eq(hash))
        .select(Participant::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Whether the owner of an address has ever answered a mail of ours about an event.
pub async fn address_confirmed(mut conn: &AsyncPgConnection, email_key: &str) -> QueryResult<bool> {
    let rows = participants::table
        .filter(participants::email_key.eq(email_key))
        .filter(participants::confirmed_at.is_not_null());
    diesel::select(diesel::dsl::exists(rows)).get_result(&mut conn).await
}

/// Those who are the creators of an event, locked until the end of the transaction.
pub async fn lock_creators(
    tx: &mut AsyncPgConnection,
    event: EventId,
) -> QueryResult<Vec<Participant>> {
    participants::table
        .filter(participants::event_id.eq(event))
        .filter(participants::role.eq(ParticipantRole::Creator))
        .order(participants::id)
        .select(Participant::as_select())
        .for_update()
        .load(tx)
        .await
}
