//! The list of participants as its organiser works with it: sifted, searched, leaf by leaf.

use crate::app::App;
use crate::events::Event;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::policy;
use crate::participation::store;

pub use crate::participation::store::Turn;

/// Which participants are looked for.
#[derive(Debug, Clone)]
pub struct Sifting {
    pub roles: Vec<ParticipantRole>,
    /// A part of a name or handle, or a reservation number.
    pub words: Option<String>,
    pub turn: Turn,
}

/// One leaf of the list, in the order in which people came.
#[derive(Debug, Clone)]
pub struct Guests {
    pub rows: Vec<Participant>,
    /// Whether others stand before and after these.
    pub before: bool,
    pub after: bool,
}

/// So many of the participants that are looked for, to whoever sees them all.
pub async fn guests(
    app: &App,
    viewer: &Viewer,
    event: &Event,
    sifting: Sifting,
    size: i64,
) -> Result<Guests> {
    policy::list(viewer, event)?;
    let words = limit::line("q", sifting.words.as_deref(), limit::NAME)?;
    let conn = app.db.get().await?;
    let asked = (event.id, sifting.roles.as_slice());
    let mut rows = store::sifted(&conn, asked, words.as_deref(), sifting.turn, size + 1).await?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    Ok(match sifting.turn {
        Turn::After(first) => Guests { rows, before: first > ParticipantId(0), after: more },
        Turn::Before(_) => {
            rows.reverse();
            Guests { rows, before: more, after: true }
        }
    })
}
