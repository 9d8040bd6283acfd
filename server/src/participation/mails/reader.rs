//! Who reads a mail: where it goes, in which language, on which clocks.

use crate::app::App;
use crate::events::Event;
use crate::kernel::prelude::*;
use crate::participation::model::Participant;
use crate::participation::service::manage_token;
use crate::participation::store::{self, Contact};
use chrono_tz::Tz;

/// Somebody who gets a mail.
#[derive(Debug, Clone)]
pub struct Reader {
    pub address: String,
    pub lang: Lang,
    /// The zone of their clocks, where it is known.
    pub zone: Option<Tz>,
    /// For a person without an account, the link under which they change, cancel and are forgotten.
    pub manage: Option<String>,
}

impl Reader {
    /// Somebody with an account.
    pub fn with_account(contact: &Contact) -> Self {
        Self {
            address: contact.email.clone(),
            lang: Lang::negotiate(&contact.locale).unwrap_or(Lang::En),
            zone: contact.timezone.as_deref().and_then(|name| name.parse().ok()),
            manage: None,
        }
    }

    /// Somebody without one.
    fn without_account(app: &App, event: &Event, row: &Participant, address: &str) -> Self {
        let lang = row.locale.as_deref().and_then(Lang::negotiate);
        let token = manage_token(app, row.uuid);
        let manage = format!("/participation/email/cancel/{}/{}", event.uuid, token.reveal());
        Self {
            address: address.to_owned(),
            lang: lang.unwrap_or(app.config.default_language),
            zone: row.timezone.as_deref().and_then(|name| name.parse().ok()),
            manage: Some(app.config.link(&manage)),
        }
    }
}

/// The readers behind participants; those who cannot be reached are left out.
pub async fn readers_of(
    app: &App,
    conn: &AsyncPgConnection,
    event: &Event,
    rows: Vec<Participant>,
) -> Result<Vec<(Participant, Reader)>> {
    let with_account: Vec<ActorId> =
        rows.iter().filter(|row| !row.anonymous()).map(|row| row.actor_id).collect();
    let contacts = if with_account.is_empty() {
        std::collections::HashMap::new()
    } else {
        store::contacts(conn, &with_account).await?
    };
    let readers = rows.into_iter().filter_map(|row| {
        let reader = match &row.email {
            Some(address) => Some(Reader::without_account(app, event, &row, address)),
            None => contacts.get(&row.actor_id).map(Reader::with_account),
        };
        reader.map(|reader| (row, reader))
    });
    Ok(readers.collect())
}

/// The reader behind a participant, where there is one.
pub async fn reader_of(
    app: &App,
    conn: &AsyncPgConnection,
    event: &Event,
    row: &Participant,
) -> Result<Option<Reader>> {
    let readers = readers_of(app, conn, event, vec![row.clone()]).await?;
    Ok(readers.into_iter().next().map(|(_, reader)| reader))
}
