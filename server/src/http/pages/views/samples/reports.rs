//! Telling the moderators, and what they see.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn reports(self) -> Rendered {
        let about = if self.much() { LONG } else { "Bal folk" };
        let form = ReportPage {
            t: self.t,
            page: self.page(&self.t.get("report-event")),
            about: about.into(),
            subject: ("event".into(), "1".into()),
            form: match self.amount {
                Amount::Nothing => Form::default().wrong("words", self.t.get("error-report-words")),
                _ => Form::default(),
            },
            host: self.much().then(|| "balfolk.example".into()),
            back: "/events/1".into(),
        };
        let line = ReportLine {
            url: "/moderation/report/1".into(),
            reported: "@maia".into(),
            by: self.t.get("report-by-stranger"),
            when: self.t.get("relative-today"),
            content: about.into(),
            named: self.much().then(|| self.t.count("report-named", 2)),
        };
        let tab = |text: &str, current| ReportTab {
            text: self.t.get(text),
            url: "/moderation/reports".into(),
            current,
        };
        let list = ReportsPage {
            t: self.t,
            page: self.page(&self.t.get("reports")),
            tabs: vec![tab("report-open", true), tab("report-resolved", false)],
            lines: if self.amount == Amount::Nothing { Vec::new() } else { vec![line] },
            pager: self.pager(),
        };
        let note = ReportNote {
            id: "1".into(),
            by: "@nour".into(),
            when: self.t.get("relative-today"),
            content: about.into(),
            own: true,
        };
        let comment = ReportedComment {
            url: "/events/1#comment-1".into(),
            event: about.into(),
            body: self.text(),
        };
        let one = ReportOnePage {
            t: self.t,
            page: self.page(&self.t.one("report-about", "name", "@maia")),
            reported: (self.amount != Amount::Nothing).then(|| self.who()),
            by: self.t.one("report-by-server", "host", "balfolk.example"),
            when: self.t.get("relative-today"),
            state: self.t.get("report-open"),
            content: if self.amount == Amount::Nothing { String::new() } else { about.into() },
            forwarded: self.much().then(|| "balfolk.example".into()),
            events: if self.much() { vec![Link::new(about, "/events/1")] } else { Vec::new() },
            comments: if self.much() { vec![comment] } else { Vec::new() },
            notes: if self.amount == Amount::Nothing { Vec::new() } else { vec![note] },
            action: "/moderation/report/1".into(),
            choices: vec![Link::new(self.t.get("report-resolve"), "resolved")],
            form: Form::default(),
        };
        vec![
            ("report".into(), html(&form)),
            ("reports".into(), html(&list)),
            ("report-one".into(), html(&one)),
        ]
    }
}
