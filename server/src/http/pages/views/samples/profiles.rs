//! People, groups, places.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn profiles(self) -> Rendered {
        let profile = |who: Who| Profile {
            who,
            summary: self.text(),
            banner: self.much().then(picture),
            origin: self.origin(),
            edit: self.much().then(|| "/edit".into()),
            report: Some("/report".into()),
        };
        let person = PersonPage {
            t: self.t,
            page: self.page("Maïa"),
            profile: profile(self.who()),
            events: self.cards(),
            pager: self.pager(),
            subscribe: self.subscribe(),
        };
        let group = GroupPage {
            t: self.t,
            page: self.page("Bal Folk"),
            profile: profile(self.group()),
            facts: self.facts(),
            team: vec![self.who()],
            join: JoinGroup {
                join: Some("/join".into()),
                approval: true,
                follow: Some("/follow".into()),
                state: self.much().then(|| self.t.get("group-following")),
            },
            events: self.cards(),
            past: Some("/@balfolk/events".into()),
            posts: if self.much() {
                vec![PostLine {
                    link: Link::new(LONG, "/p/1"),
                    when: "14 juin".into(),
                    teaser: "Merci à toutes et tous !".into(),
                }]
            } else {
                Vec::new()
            },
            pager: self.pager(),
            subscribe: self.subscribe(),
        };
        let view = self.place_view();
        let place = PlacePage {
            t: self.t,
            page: self.page(&view.name),
            name: if self.much() { LONG.into() } else { view.name },
            lines: view.lines,
            facts: self.facts(),
            directions: view.directions,
            point: view.point,
            tiles: view.tiles,
            events: self.cards(),
            pager: self.pager(),
            subscribe: self.subscribe(),
        };
        vec![
            ("person".into(), html(&person)),
            ("group".into(), html(&group)),
            ("place".into(), html(&place)),
        ]
    }
}
