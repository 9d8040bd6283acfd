//! Home, search, map, groups, tag.

use super::*;
use super::{Rendered, html};
use crate::http::pages::map::{Cluster, draw};

impl Sample {
    pub(super) fn finding(self) -> Rendered {
        let home = HomePage {
            t: self.t,
            page: self.page(""),
            tagline: self.say(
                "Dances, workshops, walks and meetings around Die, announced by those who make them.",
                "Bals, ateliers, balades et réunions autour de Die, annoncés par celles et ceux qui les font.",
            ),
            form: Form::filled([("when", "weekend")]),
            times: self.times(),
            events: self.cards(),
            near: self.much().then(|| "Die".into()),
            all: "/search".into(),
            categories: self.categories(),
            welcome: !self.much(),
        };
        let clusters = match self.amount {
            Amount::Nothing => Vec::new(),
            Amount::Some => vec![spot("Die", 44.753, 5.37, 7), spot("Crest", 44.73, 5.02, 3)],
            Amount::Much => (0..14)
                .map(|n| {
                    spot(
                        &format!("Saint-Lieu-{n}"),
                        43.0 + f64::from(n % 5) * 0.7,
                        1.0 + f64::from(n) * 0.45,
                        1 + u64::from(n as u32 * n as u32 * 7),
                    )
                })
                .collect(),
        };
        let mut map = draw(clusters);
        map.tiles = self.much().then(tiles);
        let days = if self.amount == Amount::Nothing { Vec::new() } else { self.days() };
        let groups = self.cards().iter().map(|_| self.group_card()).collect();
        let tag = TagPage {
            t: self.t,
            page: self.page("#danse"),
            tag: "danse".into(),
            events: self.cards(),
            pager: self.pager(),
            related: if self.much() {
                vec![Link::new("#folk", "/tag/folk"), Link::new("#musique", "/tag/musique")]
            } else {
                Vec::new()
            },
            search: "/search?search=danse".into(),
            subscribe: self.subscribe(),
        };
        vec![
            ("home".into(), html(&home)),
            ("search".into(), html(&self.search(Results::Events(days)))),
            ("map".into(), html(&self.search(Results::Map(map)))),
            ("ranked".into(), html(&self.search(Results::Ranked(self.cards())))),
            ("groups".into(), html(&self.search(Results::Groups(groups)))),
            ("tag".into(), html(&tag)),
        ]
    }

    fn times(self) -> Vec<Choice> {
        ["any", "today", "tomorrow", "weekend", "week", "month"]
            .map(|when| Choice::new(when, self.t.get(&format!("when-{when}"))))
            .into()
    }

    fn categories(self) -> Vec<Category> {
        if self.amount == Amount::Nothing {
            return Vec::new();
        }
        [
            "music",
            "outdoors-adventure",
            "crafts",
            "food-drink",
            "community",
            "theatre",
            "movements-politics",
        ]
        .iter()
        .zip(3..)
        .map(|(id, count)| Category {
            text: self.t.get(&format!("category-{id}")),
            url: format!("/search?category={id}"),
            count: count * 7,
        })
        .collect()
    }

    fn days(self) -> Vec<Day> {
        let cards = self.cards();
        let heading = |day: &str| {
            self.say(&format!("Saturday {day} June 2026"), &format!("samedi {day} juin 2026"))
        };
        vec![
            Day {
                heading: heading("14"),
                relative: Some(self.t.get("relative-today")),
                events: cards[..2].to_vec(),
            },
            Day {
                heading: heading("20"),
                relative: Some(self.t.count("relative-in-days", 6)),
                events: cards[2..].to_vec(),
            },
        ]
    }

    fn search(self, results: Results) -> SearchPage {
        let active = if self.amount == Amount::Some {
            Vec::new()
        } else {
            vec![
                Link::new(self.t.one("search-filter-words", "words", "bal folk"), "/search"),
                Link::new(self.t.get("when-weekend"), "/search"),
                Link::new(self.t.get("search-filter-online"), "/search"),
            ]
        };
        SearchPage {
            t: self.t,
            page: Page { current: Current::Events, ..self.page(&self.t.get("search-title")) },
            form: Form::filled([("search", "bal folk"), ("when", "weekend"), ("distance", "25")]),
            offers: Offers {
                times: self.times(),
                radii: choices(&["5", "10", "25"]),
                categories: choices(&["Musique"]),
                languages: choices(&["Français"]),
                statuses: choices(&["Confirmed"]),
            },
            active,
            clear: "/search".into(),
            total: Some(if results.is_empty() { 0 } else { 1204 }),
            mended: self.much().then(|| {
                Link::new(self.t.one("search-mended", "words", "bal folk"), "/search?exact=1")
            }),
            order: self
                .much()
                .then(|| Link::new(self.t.get("search-order-date"), "/search?sort=date")),
            results,
            ways: Ways {
                list: "/search".into(),
                map: "/search?mode=map".into(),
                groups: "/search?contentType=GROUPS".into(),
            },
            pager: self.pager(),
            instead: vec![
                Link::new(self.t.count("search-wider", 50), "/search"),
                Link::new(self.t.get("search-any-time"), "/search"),
            ],
            subscribe: self.subscribe(),
        }
    }

    fn group_card(self) -> GroupCard {
        GroupCard {
            who: self.group(),
            summary: self.say(
                "Traditional dances for everybody, every other Saturday.",
                "Des danses traditionnelles pour tout le monde, un samedi sur deux.",
            ),
            place: Some("Die".into()),
            next: self.much().then(|| self.brief().when),
        }
    }
}

fn spot(name: &str, lat: f64, lon: f64, count: u64) -> Cluster {
    Cluster { lat, lon, count, name: name.into(), url: format!("/search?place={name}") }
}
