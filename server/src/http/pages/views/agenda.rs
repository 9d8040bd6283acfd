//! What I attend and organise. Template: `agenda.html`.

use askama::Template;

use super::{EventCard, Page, Pager, Subscribe, Tone, Who};
use crate::kernel::text::T;

/// My agenda: the next event first.
#[derive(Template)]
#[template(path = "agenda.html")]
pub struct AgendaPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// What is to come.
    pub coming: Vec<AgendaItem>,
    /// To the pages of what is to come.
    pub coming_pager: Pager,
    /// Drafts.
    pub drafts: Vec<AgendaItem>,
    /// What is over, latest first.
    pub past: Vec<AgendaItem>,
    /// To the pages of what is over.
    pub pager: Pager,
    /// The private calendar.
    pub feed: Option<Subscribe>,
}

/// An event, and what I have to do with it.
#[derive(Debug, Clone, Default)]
pub struct AgendaItem {
    /// The event. Used by `parts/event_card.html`.
    pub card: EventCard,
    /// The identity that goes or organises.
    pub identity: Who,
    /// How it stands: organising, going, asked.
    pub state: String,
    /// How the state is meant.
    pub tone: Tone,
}
