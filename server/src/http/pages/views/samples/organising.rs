//! Agenda and publishing.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn organising(self) -> Rendered {
        let item = |n| AgendaItem {
            card: self.card(n),
            identity: if n % 2 == 0 { self.who() } else { self.group() },
            state: self.t.get("agenda-going"),
            tone: if n % 2 == 0 { Tone::Good } else { Tone::Wait },
        };
        let some =
            |n: usize| (0..if self.amount == Amount::Nothing { 0 } else { n }).map(item).collect();
        let agenda = AgendaPage {
            t: self.t,
            page: Page { current: Current::Agenda, ..self.page(&self.t.get("agenda")) },
            coming: some(3),
            drafts: some(1),
            past: some(2),
            pager: self.pager(),
            feed: Some(self.subscribe()),
        };
        let form = if self.much() {
            Form::filled([("title", LONG), ("tags", "danse, folk")])
                .wrong("date", self.t.get("organise-date-needed"))
                .wrong("capacity", self.t.get("organise-capacity-wrong"))
        } else {
            Form::filled([("anonymous", "1")])
        };
        let new = EventFormPage {
            t: self.t,
            page: Page { current: Current::Publish, ..self.page(&self.t.get("organise-new")) },
            form,
            identities: if self.much() {
                vec![Choice::new("1", "Maïa"), Choice::new("2", "Bal Folk")]
            } else {
                Vec::new()
            },
            acting: Some(self.who()),
            categories: choices(&["Réunion", "Musique"]),
            languages: choices(&["Français"]),
            zones: vec!["Europe/Paris".into()],
            places: vec!["Place de la République, Die".into()],
            editing: self.much().then(|| "/events/1".into()),
            published: self.much(),
            audience: self.much().then(|| self.t.count("organise-audience", 42)),
            action: "/events/create".into(),
            delete: self.much().then(|| "/events/delete/1".into()),
        };
        vec![("agenda".into(), html(&agenda)), ("organise".into(), html(&new))]
    }
}
