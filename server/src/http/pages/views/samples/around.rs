//! About, rules, and pages in place of others.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn site_facts(self) -> Vec<Fact> {
        ["about-topics", "about-languages", "about-creator", "about-how-long", "about-funding"]
            .map(|id| Fact {
                icon: "info",
                name: self.t.get(id),
                value: if id.ends_with("funding") {
                    String::new()
                } else {
                    self.say("Six friends and an old computer", "Six amis et un vieil ordinateur")
                },
                url: None,
            })
            .into()
    }

    pub(super) fn around(self) -> Rendered {
        let about = AboutPage {
            t: self.t,
            page: self.page(&self.t.get("foot-about")),
            tagline: self.say("The agenda of the Diois.", "L’agenda du Diois."),
            description: self.text(),
            facts: self.site_facts(),
            numbers: vec![
                (self.t.get("about-events"), "1 204".into()),
                (self.t.get("about-people"), "311".into()),
            ],
            team: vec![self.who()],
            contact: Some(Link::new(self.t.get("about-contact"), "mailto:bonjour@example.org")),
            version: "0.1.0".into(),
        };
        let document = DocumentPage {
            t: self.t,
            page: self.page("x"),
            heading: self.t.get("foot-rules"),
            changed: Some(self.t.one("about-changed", "date", "14 juin 2026")),
            body: self.text(),
            lang: None,
        };
        let mut pages = vec![("about".into(), html(&about)), ("document".into(), html(&document))];
        pages.extend(self.mailbox());
        for problem in Problem::ALL {
            let page = MessagePage {
                t: self.t,
                page: self.page("x"),
                problem,
                reason: (self.much() && problem == Problem::Invalid)
                    .then(|| self.t.get("error-participation-full")),
                reference: self.much().then(|| "5f3a-11".into()),
                instead: vec![
                    Link::new(self.t.get("message-home"), "/"),
                    Link::new(self.t.get("message-search"), "/search"),
                ],
            };
            pages.push((
                format!("message-{problem:?}").to_lowercase().replace(['(', ')'], ""),
                html(&page),
            ));
        }
        pages
    }

    fn mailbox(self) -> Rendered {
        let line = MailLine {
            subject: if self.much() { LONG.into() } else { "Bal sous les platanes".into() },
            url: "/dev/mailbox/1".into(),
            to: "ana@example.org".into(),
            at: self.say("Saturday 20 June 2026, 19:30", "samedi 20 juin 2026, 19 h 30"),
        };
        let count = if self.amount == Amount::Nothing { 0 } else { 3 };
        let mailbox = MailboxPage {
            t: self.t,
            page: self.page(&self.t.get("mailbox")),
            count,
            mails: vec![line.clone(); count],
        };
        let fact = Fact { icon: "info", name: "From".into(), value: LONG.into(), url: None };
        let mail = MailPage {
            t: self.t,
            page: self.page("x"),
            line,
            frame: "/dev/mailbox/1/html".into(),
            links: vec![Link::new("https://farandole.example/1", "https://farandole.example/1")],
            text: LONG.into(),
            headers: vec![fact],
            files: if self.much() { vec!["bal.ics (text/calendar)".into()] } else { Vec::new() },
        };
        vec![("mailbox".into(), html(&mailbox)), ("mail".into(), html(&mail))]
    }
}
