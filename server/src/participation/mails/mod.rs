//! The mails about taking part: their words, in the reader's language, in the order of what a reader wants to know.
//! The subject says what, which event and when; the first line says why the mail came.

mod changes;
mod letter;
mod reader;
mod roundup;
mod when;

pub use changes::{Change, still_true};
pub use letter::About;
pub use reader::{Reader, reader_of, readers_of};
pub use roundup::Roundup;

use super::model::ParticipantRole;
use super::service::Link;
use crate::app::App;
use crate::events::{self, Event, Status};
use crate::kernel::prelude::*;
use crate::places::{self, Address};
use crate::platform::mail::{Attachment, Letter};
use std::collections::HashMap;

/// The last mail to somebody without an account who cancels; `None` where none is due.
pub async fn left(app: &App, conn: &AsyncPgConnection, link: &Link) -> Result<Option<Letter>> {
    let Link { participant: row, event, sight } = link;
    if row.role == ParticipantRole::NotConfirmed || event.ended(app.now()) {
        return Ok(None);
    }
    let reader = reader_of(app, conn, event, row).await?;
    let key = format!("participant.{}.left", row.uuid);
    let sight = *sight;
    Ok(reader.map(|reader| About { app, event, sight, place: None, reader: &reader, key }.left()))
}

/// Where an event takes place; `None` where nobody said.
pub async fn place(conn: &AsyncPgConnection, id: Option<AddressId>) -> Result<Option<Address>> {
    match id {
        Some(id) => places::find(conn, id).await,
        None => Ok(None),
    }
}

/// The event as a file for a calendar, in each language, to go along with mails to those who come: it holds the link
/// of the meeting. One that does not take place any more is taken out of the calendar that knows it.
pub async fn calendars(app: &App, event: &Event) -> Result<HashMap<Lang, Attachment>> {
    let off = event.status == Status::Cancelled || event.deleted_at.is_some();
    let method = if off { "CANCEL" } else { "PUBLISH" };
    let mut files = HashMap::new();
    for lang in Lang::ALL {
        let file = Attachment {
            name: "event.ics".to_owned(),
            content_type: format!("text/calendar; charset=utf-8; method={method}"),
            bytes: events::calendar_mail(app, *lang, event, off).await?,
        };
        files.insert(*lang, file);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    /// The texts of this slice, by language.
    const TEXTS: [(&str, &str); 2] = [
        ("en", include_str!("../../../../front/locales/en/participation.ftl")),
        ("fr", include_str!("../../../../front/locales/fr/participation.ftl")),
    ];

    #[test]
    fn every_text_that_mails_and_refusals_name_is_there() {
        let sources = [
            include_str!("letter.rs"),
            include_str!("changes.rs"),
            include_str!("roundup.rs"),
            include_str!("../policy.rs"),
            include_str!("../reactions/own.rs"),
            include_str!("../reactions/remind.rs"),
            include_str!("../service/ask.rs"),
            include_str!("../service/confirm.rs"),
            include_str!("../service/join.rs"),
            include_str!("../graphql/lists.rs"),
        ];
        let ids = sources.iter().flat_map(|source| source.split('"')).filter(|id| {
            id.starts_with("mail-participation-") || id.starts_with("error-participation-")
        });
        let mut seen = 0;
        for id in ids {
            seen += 1;
            for (lang, texts) in TEXTS {
                assert!(
                    texts.lines().any(|line| line.starts_with(&format!("{id} ="))),
                    "{id} in {lang}"
                );
            }
        }
        assert!(seen > 40, "{seen}");
    }
}
