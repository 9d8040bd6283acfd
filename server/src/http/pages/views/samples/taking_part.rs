//! The steps of taking part.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn taking_part(self) -> Rendered {
        let form = Form::filled([("email", "maia(at)example"), ("remind", "1")]);
        let ask = |identities: Vec<Who>| ParticipatePage {
            t: self.t,
            page: self.page(&self.t.get("participate")),
            event: self.brief(),
            form: if self.much() && identities.is_empty() {
                form.clone().wrong("email", self.t.get("form-email-wrong"))
            } else {
                form.clone()
            },
            identities,
            sign_in: "/login?back=/events/1/participate".into(),
            approval: self.much(),
            waiting: self.amount == Amount::Nothing,
            action: "/events/1/participate".into(),
        };
        let sent = ParticipateSentPage {
            t: self.t,
            page: self.page("x"),
            event: self.brief(),
            email: "maia@example.org".into(),
            again: "/events/1/participate".into(),
        };
        let confirm = ParticipateConfirmPage {
            t: self.t,
            page: self.page("x"),
            event: self.brief(),
            name: self.much().then(|| LONG.into()),
            message: self.much().then(|| LONG.into()),
            action: "/participation/email/confirm/abc".into(),
        };
        let mut pages = vec![
            ("participate".into(), html(&ask(Vec::new()))),
            ("participate-as".into(), html(&ask(vec![self.who(), self.group()]))),
            ("participate-sent".into(), html(&sent)),
            ("participate-confirm".into(), html(&confirm)),
        ];
        for state in Attendance::ALL {
            let going = state == Attendance::Going;
            let page = ParticipateStatePage {
                t: self.t,
                page: self.page("x"),
                event: self.brief(),
                how: Standing {
                    fresh: going,
                    calendar: going.then(|| self.calendar()),
                    leave: going.then(|| "/leave".into()),
                    forget: going.then(|| "/forget".into()),
                    keep: going.then(|| "https://farandole.example/participation/abc".into()),
                    ..self.standing(state)
                },
            };
            pages.push((format!("participate-{state:?}").to_lowercase(), html(&page)));
        }
        let closed = ParticipateClosedPage {
            t: self.t,
            page: self.page("x"),
            event: self.brief(),
            reason: self.t.get("participate-full"),
            instead: vec![Link::new(self.t.get("participate-others"), "/search")],
        };
        pages.push(("participate-closed".into(), html(&closed)));
        let way = |text: &str| {
            let there =
                "https://evenements.example/interact?uri=https%3A%2F%2Ffarandole.example%2F1";
            Link::new(self.t.one(text, "host", "evenements.example"), there)
        };
        let elsewhere = ElsewherePage {
            t: self.t,
            page: self.page("x"),
            title: if self.much() { LONG.into() } else { "Bal folk".into() },
            action: "/events/1/elsewhere".into(),
            back: "/events/1".into(),
            form: match self.amount {
                Amount::Nothing => {
                    Form::default().wrong("server", self.t.get("error-elsewhere-server"))
                }
                _ => Form::default(),
            },
            links: match self.amount {
                Amount::Much => vec![way("elsewhere-go"), way("elsewhere-mastodon")],
                _ => Vec::new(),
            },
        };
        pages.push(("elsewhere".into(), html(&elsewhere)));
        pages
    }

    fn standing(self, state: Attendance) -> Standing {
        let other = OwnPart {
            who: self.group(),
            state: self.t.get("attendance-asked"),
            leave: Some("/leave".into()),
        };
        let form = Form::filled([("name", "Maïa"), ("message", LONG)]);
        let wrong = form.wrong("message", self.t.count("form-too-long", 2_000));
        Standing {
            state,
            text: state.text(&self.t),
            note: self.much().then(|| self.t.get("event-closed-cancelled")),
            acting: self.much().then(|| self.who()),
            others: if self.much() { vec![other] } else { Vec::new() },
            another: self.much().then(|| "/events/1/participate?as=another".into()),
            reword: (self.amount != Amount::Nothing).then(|| Reword {
                action: "/change".into(),
                form: wrong,
                named: self.amount == Amount::Some,
            }),
            remind: (self.amount != Amount::Nothing)
                .then(|| Reminder { action: "/remind".into(), on: self.much() }),
            ..Standing::default()
        }
    }
}
