//! One event, with every answer a reader can give.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn events(self) -> Rendered {
        let answers = [
            (
                "open",
                TakePart::Open {
                    url: "/events/1/participate".into(),
                    identity: self.much().then(|| self.who()),
                    approval: self.much(),
                },
            ),
            ("waiting", TakePart::WaitingList { url: "/events/1/participate".into() }),
            ("closed", TakePart::Closed(self.t.get("event-closed-past"))),
            ("signin", TakePart::SignIn { url: "/login".into() }),
            (
                "elsewhere",
                TakePart::Elsewhere {
                    url: "https://billets.example/".into(),
                    host: "billets.example".into(),
                },
            ),
            (
                "answered",
                TakePart::Answered {
                    identity: self.who(),
                    state: self.t.get("agenda-going"),
                    tone: Tone::Good,
                    manage: "/events/1/participate".into(),
                },
            ),
            ("organiser", TakePart::Organiser { participants: "/events/1/participants".into() }),
            ("none", TakePart::No),
        ];
        answers
            .into_iter()
            .map(|(name, take_part)| (format!("event-{name}"), html(&self.event(take_part))))
            .collect()
    }

    fn event(self, take_part: TakePart) -> EventPage {
        let brief = self.brief();
        let status = match take_part {
            TakePart::Closed(_) => vec![Status::Past],
            TakePart::No => vec![Status::Cancelled],
            TakePart::WaitingList { .. } => vec![Status::Full],
            _ if self.much() => vec![Status::Online, Status::Tentative],
            _ => Vec::new(),
        };
        let event = EventView {
            title: brief.title.clone(),
            language: self.much().then(|| Choice::new("fr", "français")),
            status_note: (take_part_is_none(&take_part)).then(|| {
                self.say(
                    "The storm is too close. We will dance in July!",
                    "L’orage est trop proche. On dansera en juillet !",
                )
            }),
            status,
            time: self.event_times(),
            place: brief.place.as_ref().map(|_| self.place_view()),
            online: self
                .much()
                .then(|| Online { url: None, note: self.t.get("event-online-later") }),
            price: (self.amount != Amount::Nothing)
                .then(|| self.say("Pay what you like", "Prix libre")),
            offers: if self.much() {
                vec![
                    Link::new("12 EUR", "https://billets.example/"),
                    Link::new(self.t.get("event-price-free"), ""),
                ]
            } else {
                Vec::new()
            },
            facts: self.facts(),
            contacts: if self.much() { vec![self.who()] } else { Vec::new() },
            phone: self.much().then(|| Link::new("04 75 22 00 01", "tel:0475220001")),
            organisers: if self.much() {
                vec![self.group(), self.who()]
            } else {
                vec![self.group()]
            },
            seats: Seats {
                left: self.much().then_some(1),
                going: (self.amount != Amount::Nothing).then_some(42),
                waiting: self.much().then_some(3),
            },
            description: self.text(),
            programme: self.much().then(|| "19 h 30 initiation\n20 h bal".into()),
            conditions: if self.much() {
                vec![ConditionView {
                    title: self.say("Dogs", "Chiens"),
                    text: self.say("on a leash only.", "en laisse seulement."),
                    url: Some("https://balfolk.example/".into()),
                }]
            } else {
                Vec::new()
            },
            category: Some(Link::new(self.t.get("category-music"), "/search")),
            tags: if self.amount == Amount::Nothing {
                Vec::new()
            } else {
                vec![Link::new("danse", "/tag/danse"), Link::new("folk", "/tag/folk")]
            },
            picture: (self.amount != Amount::Nothing).then(picture),
            website: self.much().then(|| Link::new("balfolk.example", "https://balfolk.example/")),
            calendar: Some(self.calendar()),
            share: Share {
                url: "https://farandole.example/events/1".into(),
                mail: "mailto:?subject=Bal".into(),
                qr: crate::http::pages::qr::svg("https://farandole.example/events/1"),
            },
            origin: self.origin(),
            edit: self.much().then(|| "/events/edit/1".into()),
            report: Some("/report/1".into()),
            elsewhere: (!self.much()).then(|| "/events/1/elsewhere".into()),
        };
        EventPage {
            t: self.t,
            page: self.page(&event.title),
            event,
            take_part,
            comments: if self.much() { self.comments() } else { Vec::new() },
            comments_count: if self.much() { 3 } else { 0 },
            comments_note: (!self.much()).then(|| self.t.get("comments-sign-in")),
            comments_link: (!self.much()).then(|| Link::new(self.t.get("nav-login"), "/login")),
            write: self.much().then(|| WriteComment {
                action: "/events/1/comments".into(),
                hint: self.t.get("comments-moderated-hint"),
                announces: true,
                ..WriteComment::default()
            }),
            related: self.cards().into_iter().take(4).collect(),
        }
    }

    fn event_times(self) -> Times {
        Times {
            leaf: self.leaf(6, "20"),
            date: self.say("Saturday 20 June 2026", "samedi 20 juin 2026"),
            hours: Some(self.say("19:30 to 23:00", "de 19 h 30 à 23 h")),
            zone: self.t.one("zone", "city", "Paris"),
            relative: Some(self.t.count("relative-in-days", 6)),
            note: None,
            begins: "2026-06-20T19:30:00+02:00".into(),
            ends: Some("2026-06-20T23:00:00+02:00".into()),
            zone_id: "Europe/Paris".into(),
        }
    }

    pub(super) fn place_view(self) -> PlaceView {
        PlaceView {
            name: "Place de la République".into(),
            url: Some("/places/1".into()),
            lines: vec!["12 rue de l’Armellerie".into(), "26150 Die".into()],
            directions: self.directions(),
            point: Some((44.753, 5.37)),
            coordinates: Some("44.75300, 5.37000".into()),
            tiles: self.much().then(tiles),
        }
    }

    fn comments(self) -> Vec<CommentView> {
        let one = |id: &str, author, organiser| CommentView {
            id: id.into(),
            author,
            organiser,
            when: self.t.count("relative-hours-ago", 3),
            at: "2026-06-14T10:00:00Z".into(),
            body: SafeHtml::sanitised("<p>Y aura-t-il de quoi garer des vélos ?</p>".into()),
            language: Some("fr".into()),
            announcement: organiser,
            waiting: !organiser,
            approve: (!organiser).then(|| "/comments/1/approve".into()),
            reply: Some("/events/1/comments".into()),
            delete: Some("/comments/1/delete".into()),
            ..CommentView::default()
        };
        let answered = CommentView {
            replies: vec![one("2", Some(self.group()), true)],
            ..one("1", Some(self.who()), false)
        };
        vec![answered, one("3", None, false)]
    }
}

fn take_part_is_none(take_part: &TakePart) -> bool {
    matches!(take_part, TakePart::No)
}
