//! What parts have when they cross from one server to another.

use crate::kernel::prelude::*;
use crate::participation::model::{Participant, Rsvp};
use farandole_schema::tables::participants;

/// The part that came, or went, with this Join.
pub async fn by_activity(mut conn: &AsyncPgConnection, url: &str) -> Result<Option<Participant>> {
    let row = participants::table
        .filter(participants::activity_url.eq(url))
        .order(participants::id.desc())
        .select(Participant::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// Keeps the id of the Join.
pub async fn set_activity(tx: &mut AsyncPgConnection, id: ParticipantId, url: &str) -> Result<()> {
    diesel::update(participants::table.find(id))
        .set(participants::activity_url.eq(url))
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps how far a wish has come.
pub async fn set_rsvp(
    conn: &mut AsyncPgConnection,
    id: ParticipantId,
    rsvp: Rsvp,
    error: Option<&str>,
) -> Result<()> {
    let error = error.map(|error| error.chars().take(500).collect::<String>());
    diesel::update(participants::table.find(id))
        .set((participants::rsvp.eq(rsvp), participants::rsvp_error.eq(error)))
        .execute(conn)
        .await?;
    Ok(())
}
