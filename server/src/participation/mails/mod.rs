//! The mails about taking part: their words, in the reader's language, in the order of what a reader wants to know.
//! The subject says what, which event and when; the first line says why the mail came.

mod changes;
mod letter;
mod reader;
mod when;

pub use changes::{Change, still_true};
pub use letter::About;
pub use reader::{Reader, reader_of, readers_of};

use super::model::ParticipantRole;
use super::service::Link;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::platform::mail::Letter;
use farandole_schema::tables::addresses;

/// The last mail to somebody without an account who cancels; `None` where none is due.
pub async fn left(app: &App, conn: &AsyncPgConnection, link: &Link) -> Result<Option<Letter>> {
    let Link { participant: row, event, .. } = link;
    if row.role == ParticipantRole::NotConfirmed || event.ended(app.now()) {
        return Ok(None);
    }
    let reader = reader_of(app, conn, event, row).await?;
    let key = format!("participant.{}.left", row.uuid);
    Ok(reader.map(|reader| About { app, event, place: None, reader: &reader, key }.left()))
}

/// Where an event takes place, in lines; `None` where nobody said.
pub async fn place(
    mut conn: &AsyncPgConnection,
    id: Option<AddressId>,
) -> Result<Option<String>> {
    type Lines = [Option<String>; 3];
    let Some(id) = id else { return Ok(None) };
    let row: Option<(Option<String>, Option<String>, Option<String>, Option<String>)> =
        addresses::table
            .find(id)
            .select((
                addresses::description,
                addresses::street,
                addresses::postal_code,
                addresses::locality,
            ))
            .first(&mut conn)
            .await
            .optional()?;
    let Some((name, street, code, town)) = row else { return Ok(None) };
    let town = match (code, town) {
        (Some(code), Some(town)) => Some(format!("{code} {town}")),
        (code, town) => town.or(code),
    };
    let mut lines: Vec<String> = Lines::from([name, street, town]).into_iter().flatten().collect();
    lines.dedup();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}
