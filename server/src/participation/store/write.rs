//! Changing and removing participants. The counts are moved by `seats`, in the same transaction.

use super::seats::uncount;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use farandole_schema::tables::participants;

/// Gives a participant another role. The count must have been moved.
pub async fn set_role(
    tx: &mut AsyncPgConnection,
    id: ParticipantId,
    role: ParticipantRole,
    now: DateTime<Utc>,
) -> QueryResult<Participant> {
    diesel::update(participants::table.find(id))
        .set((participants::role.eq(role), participants::updated_at.eq(now)))
        .returning(Participant::as_returning())
        .get_result(tx)
        .await
}

/// Marks the address of a participant as confirmed.
pub async fn set_confirmed(
    tx: &mut AsyncPgConnection,
    id: ParticipantId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(participants::table.find(id))
        .set(participants::confirmed_at.eq(now))
        .execute(tx)
        .await
}

/// Notes that somebody asked once more, which keeps the link of their mails alive.
pub async fn ask_again(
    tx: &mut AsyncPgConnection,
    id: ParticipantId,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(participants::table.find(id))
        .set(participants::updated_at.eq(now))
        .execute(tx)
        .await
}

/// Changes what a participant told the organiser.
pub async fn set_words(
    tx: &mut AsyncPgConnection,
    id: ParticipantId,
    name: Option<&str>,
    message: Option<&str>,
) -> QueryResult<Participant> {
    diesel::update(participants::table.find(id))
        .set((participants::name.eq(name), participants::message.eq(message)))
        .returning(Participant::as_returning())
        .get_result(tx)
        .await
}

/// Removes a participant, whose row must be locked, and frees the seat.
pub async fn remove(tx: &mut AsyncPgConnection, row: &Participant) -> QueryResult<()> {
    uncount(tx, row.event_id, row.role, 1).await?;
    diesel::delete(participants::table.find(row.id)).execute(tx).await?;
    Ok(())
}

/// Removes up to `limit` of those whose address nobody has confirmed since `before`; returns how many it were.
pub async fn sweep_unconfirmed(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> QueryResult<usize> {
    let rows: Vec<(ParticipantId, EventId)> = participants::table
        .filter(participants::role.eq(ParticipantRole::NotConfirmed))
        .filter(participants::updated_at.lt(before))
        .order((participants::event_id, participants::id))
        .limit(limit)
        .select((participants::id, participants::event_id))
        .for_update()
        .skip_locked()
        .load(tx)
        .await?;
    for of_event in rows.chunk_by(|a, b| a.1 == b.1) {
        let count = i32::try_from(of_event.len()).unwrap_or(i32::MAX);
        if let Some((_, event)) = of_event.first() {
            uncount(tx, *event, ParticipantRole::NotConfirmed, count).await?;
        }
    }
    let ids: Vec<ParticipantId> = rows.iter().map(|(id, _)| *id).collect();
    diesel::delete(participants::table.filter(participants::id.eq_any(ids))).execute(tx).await
}
