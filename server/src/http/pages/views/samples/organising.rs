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
            coming_pager: Pager::default(),
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
            news: (self.amount == Amount::Some).then(|| News {
                lines: vec![NewsLine {
                    field: "title".into(),
                    name: self.t.get("organise-title"),
                    value: LONG.into(),
                    yours: true,
                }],
                picture: true,
            }),
            identities: if self.much() {
                vec![Choice::new("1", "Maïa"), Choice::new("2", "Bal Folk")]
            } else {
                Vec::new()
            },
            acting: Some(self.who()),
            categories: choices(&["Réunion", "Musique"]),
            languages: choices(&["Français"]),
            contacts: choices(&["contact_1"]),
            wheelchair: choices(&["fully"]),
            zones: vec!["Europe/Paris"],
            places: vec![("Salle des fêtes".into(), "Place de la République, Die".into())],
            begins_twice: self.much(),
            ends_twice: self.much(),
            picture: self.much().then(picture),
            save: (!self.much()).then(|| "/events/draft".into()),
            editing: self.much().then(|| "/events/1".into()),
            published: self.much(),
            audience: self.much().then(|| self.t.count("organise-audience", 42)),
            action: "/events/create".into(),
            steps: self.much().then(|| Steps {
                cancel: Some("/events/1/cancel".into()),
                duplicate: "/events/1/duplicate".into(),
                delete: "/events/1/delete".into(),
            }),
        };
        let [guests, sheet] = self.guests();
        let cancel = CancelPage {
            t: self.t,
            page: self.page(&self.t.get("organise-cancel")),
            form: Form::default(),
            title: LONG.into(),
            audience: self.t.count("organise-cancel-told", 42),
            action: "/events/1/cancel".into(),
            back: "/events/1/edit".into(),
        };
        let copy = DuplicatePage {
            t: self.t,
            page: self.page(&self.t.get("organise-duplicate")),
            form: Form::filled([("date", "2026-07-01")]),
            title: LONG.into(),
            was: "24. 6. 2026".into(),
            all_day: false,
            identities: choices(&["Maïa", "Bal Folk"]),
            action: "/events/1/duplicate".into(),
            back: "/events/1/edit".into(),
        };
        vec![
            ("agenda".into(), html(&agenda)),
            ("organise".into(), html(&new)),
            ("organise-cancel".into(), html(&cancel)),
            ("organise-duplicate".into(), html(&copy)),
            guests,
            sheet,
        ]
    }

    /// The list of participants, and the same on paper.
    fn guests(self) -> [(String, String); 2] {
        let guest = |n: usize| Guest {
            id: n.to_string(),
            name: self.who().name,
            who: n.is_multiple_of(2).then(|| self.who()),
            code: "K7TXWM".into(),
            state: self.t.get("exports-not-approved"),
            badge: "badge-wait",
            since: "9 juin, 18:00".into(),
            message: self.much().then(|| LONG.into()),
            accept: true,
            refuse: !n.is_multiple_of(3),
            remove: n.is_multiple_of(3),
        };
        let guests = || (0..if self.amount == Amount::Nothing { 0 } else { 4 }).map(guest);
        let tab = |current| GuestTab {
            text: self.t.get("guests-waiting"),
            count: 4,
            url: "/events/1/participants?state=waiting".into(),
            current,
        };
        let list = GuestsPage {
            t: self.t,
            page: self.page(&self.t.get("guests")),
            event: self.brief(),
            seats: self.t.count("guests-seats-free", 12),
            tabs: vec![tab(true), tab(false)],
            state: "waiting".into(),
            words: if self.much() { LONG.into() } else { String::new() },
            turn: String::new(),
            guests: guests().collect(),
            pager: self.pager(),
            action: "/events/1/participants".into(),
        };
        let sheet = SheetPage {
            t: self.t,
            page: self.page(&self.t.get("guests-sheet")),
            event: self.brief(),
            guests: guests().collect(),
            back: "/events/1/participants".into(),
        };
        [("guests".into(), html(&list)), ("guests-sheet".into(), html(&sheet))]
    }
}
