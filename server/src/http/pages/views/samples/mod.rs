//! Invented content to look at every page with: little, much, none.

mod accounts;
mod around;
mod events;
mod finding;
mod organising;
mod profiles;
mod reports;
mod taking_part;

use askama::Template;

use super::*;
use crate::kernel::text::{Lang, T};

/// How much there is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A quiet village.
    Some,
    /// Long titles, every option, every state.
    Much,
    /// A fresh site.
    Nothing,
}

impl Amount {
    pub const ALL: [Self; 3] = [Self::Some, Self::Much, Self::Nothing];

    pub fn name(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::Much => "much",
            Self::Nothing => "nothing",
        }
    }
}

pub const LONG: &str = "Grande fête intergénérationnelle de la Saint-Jean avec bal folk, farandole aux flambeaux, \
    repas partagé et démonstration de Donaudampfschifffahrtsgesellschaftskapitänsmütze <script>";

/// What every sample is made from.
#[derive(Clone, Copy)]
pub struct Sample {
    pub t: T,
    pub amount: Amount,
}

impl Sample {
    pub fn much(self) -> bool {
        self.amount == Amount::Much
    }

    /// The English or the French words.
    pub fn say(self, en: &str, fr: &str) -> String {
        if self.t.lang == Lang::En { en.into() } else { fr.into() }
    }

    pub fn page(self, title: &str) -> Page {
        let site = if self.much() {
            "La Farandole des associations du Haut-Diois et du Vercors drômois"
        } else {
            "Farandole"
        };
        Page {
            site: site.into(),
            title: title.into(),
            description: self.say("Events around Die.", "Les événements autour de Die."),
            canonical: Some("https://farandole.example/events/1".into()),
            indexed: true,
            path: "/events/1?a=b&c=d".into(),
            viewer: self.much().then(|| self.who()),
            signed_in: self.amount != Amount::Nothing,
            masks: if self.much() { vec![self.group()] } else { Vec::new() },
            registration: true,
            csrf: Some("token".into()),
            announcement: self.much().then(|| {
                self.say(
                    "On Sunday morning the site rests for an hour.",
                    "Dimanche matin, le site se repose une heure.",
                )
            }),
            notices: if self.much() {
                vec![Notice { tone: Tone::Good, text: self.t.get("organise-saved") }]
            } else {
                Vec::new()
            },
            feeds: vec![FeedLink {
                media_type: "application/atom+xml",
                title: "Atom".into(),
                url: "/feed/instance/atom".into(),
            }],
            preview: Some(picture()),
            json_ld: Some(JsonLd::new(&serde_json::json!({ "name": LONG }))),
            words: if self.much() { "bal \"folk\"".into() } else { String::new() },
            theme_css: self.much().then(|| "/theme.css?v=7a2e8a-".into()),
            logo: self.much().then(|| Picture { width: 320, height: 80, ..picture() }),
            favicon: self.much().then(|| "/media/sample.svg".into()),
            source: "https://code.example/farandole".into(),
            ..Page::default()
        }
    }

    pub fn who(self) -> Who {
        let name = if self.much() {
            "Association des Amies et Amis de la Maison commune"
        } else {
            "Maïa Roux"
        };
        Who {
            name: name.into(),
            handle: "@maia".into(),
            url: "/@maia".into(),
            picture: None,
            group: false,
        }
    }

    pub fn group(self) -> Who {
        let handle = if self.much() { "@bal_folk_du_diois@fetes.example" } else { "@balfolk" };
        Who {
            name: "Bal Folk du Diois".into(),
            handle: handle.into(),
            url: "/@balfolk".into(),
            picture: None,
            group: true,
        }
    }

    pub fn leaf(self, weekday: u8, day: &str) -> Leaf {
        Leaf {
            weekday: self.t.get(&format!("weekday-short-{weekday}")),
            day: day.into(),
            month: self.t.get("month-short-6"),
        }
    }

    pub fn brief(self) -> EventBrief {
        EventBrief {
            title: if self.much() { LONG.into() } else { "Bal sous les platanes".into() },
            url: "/events/1".into(),
            leaf: self.leaf(6, "20"),
            when: self.say(
                "Saturday 20 June 2026, 19:30 to 23:00 (Paris time)",
                "samedi 20 juin 2026, de 19 h 30 à 23 h (heure de Paris)",
            ),
            place: (self.amount != Amount::Nothing).then(|| "Place de la République, Die".into()),
            meeting: self.much().then(|| "https://meet.example/folk".into()),
        }
    }

    /// As many cards as the amount says, each a little different.
    pub fn cards(self) -> Vec<EventCard> {
        let count = match self.amount {
            Amount::Nothing => 0,
            Amount::Some => 5,
            Amount::Much => 8,
        };
        (0..count).map(|n| self.card(n)).collect()
    }

    pub fn card(self, n: usize) -> EventCard {
        let titles = [
            self.say("Dance under the plane trees", "Bal sous les platanes"),
            self.say("Repair café", "Café réparation"),
            self.say(
                "Walk to the Glandasse: from the spring to the cirque",
                "Randonnée au Glandasse : de la source au cirque",
            ),
            self.say(
                "Choir rehearsal, open to all",
                "Répétition de la chorale, ouverte à toutes et tous",
            ),
            self.say(
                "How do we want to move in 2030? Citizens’ evening",
                "Comment se déplacer en 2030 ? Soirée citoyenne",
            ),
        ];
        let states: [&[Status]; 5] =
            [&[], &[Status::Full], &[], &[Status::Cancelled], &[Status::Online, Status::Tentative]];
        let long = self.much() && n == 0;
        EventCard {
            url: format!("/events/{n}"),
            title: if long { LONG.into() } else { titles[n % titles.len()].clone() },
            lang: None,
            leaf: self.leaf((n % 7) as u8 + 1, &(14 + n).to_string()),
            begins: "2026-06-20T19:30:00+02:00".into(),
            when: self.say("Sat 20 Jun, 19:30 to 23:00", "sam. 20 juin, de 19 h 30 à 23 h"),
            place: Some(if n % 5 == 4 {
                self.t.get("event-online")
            } else {
                "Place de la République, Die".into()
            }),
            distance: (n.is_multiple_of(2) && self.much())
                .then(|| self.t.count("search-km-away", 12)),
            organiser: (n % 3 != 2).then(|| self.group().name),
            price: (n % 2 == 1).then(|| self.say("Free", "Gratuit")),
            status: if self.much() && n == 6 {
                Status::ALL.to_vec()
            } else {
                states[n % 5].to_vec()
            },
            picture: n.is_multiple_of(3).then(picture),
        }
    }

    pub fn subscribe(self) -> Subscribe {
        Subscribe {
            webcal: Some("webcal://farandole.example/feed/instance/ics".into()),
            ics: Some("/feed/instance/ics".into()),
            atom: Some("/feed/instance/atom".into()),
            handle: self.much().then(|| "@balfolk@farandole.example".into()),
        }
    }

    pub fn pager(self) -> Pager {
        match self.amount {
            Amount::Nothing => Pager::default(),
            Amount::Some => Pager { previous: None, next: Some("?after=5".into()) },
            Amount::Much => {
                Pager { previous: Some("?before=1".into()), next: Some("?after=5".into()) }
            }
        }
    }

    pub fn text(self) -> SafeHtml {
        match self.amount {
            Amount::Nothing => SafeHtml::default(),
            Amount::Some => SafeHtml::sanitised(format!("<p>{}</p>", self.say(
                "Bring your shoes, your neighbours and something for the table. An hour of introduction for beginners, then the band plays until the lamps go out.",
                "Venez avec vos chaussures, vos voisins et quelque chose pour la table. Une heure d’initiation, puis l’orchestre joue jusqu’à l’extinction des lampions.",
            ))),
            Amount::Much => SafeHtml::sanitised("<p>Venez avec vos <strong>chaussures</strong>, vos voisins et <a href=\"https://example.org/\">quelque chose pour la table</a>.</p><h2>Programme</h2><ul><li>18 h : initiation</li><li>19 h 30 : bal</li></ul><blockquote><p>« On ne danse jamais seul une farandole. »</p></blockquote><p>Une heure d’initiation, puis l’orchestre joue jusqu’à l’extinction des lampions. L’entrée est libre, les enfants sont les bienvenus, les chiens aussi s’ils aiment la musique.</p><h3>Venir</h3><p>La gare est à cinq minutes. Une navette repart à minuit.</p>".into()),
        }
    }

    pub fn origin(self) -> Option<Origin> {
        self.much().then(|| Origin {
            host: "fetes.example".into(),
            url: "https://fetes.example/events/7".into(),
            age: self.t.one("event-origin-age", "when", self.t.count("relative-hours-ago", 2)),
        })
    }

    pub fn directions(self) -> Vec<IconLink> {
        let ways = [
            ("bus", self.t.get("way-transit")),
            ("walk", self.t.get("way-foot")),
            ("bike", self.t.get("way-bike")),
            ("car", self.t.get("way-car")),
        ];
        ways.map(|(icon, text)| IconLink {
            icon,
            text,
            url: "https://www.openstreetmap.org/directions".into(),
        })
        .into()
    }

    pub fn facts(self) -> Vec<Fact> {
        let access = Fact {
            icon: "access",
            name: self.t.get("access-wheelchair"),
            value: self.t.get("access-wheelchair-fully"),
            url: None,
        };
        let tickets = Fact {
            icon: "ticket",
            name: self.t.get("fact-tickets"),
            value: "billets.example".into(),
            url: Some("https://billets.example/".into()),
        };
        match self.amount {
            Amount::Nothing => Vec::new(),
            Amount::Some => vec![access],
            Amount::Much => vec![access, tickets],
        }
    }

    pub fn calendar(self) -> CalendarLinks {
        CalendarLinks {
            ics: "/events/1/export/ics".into(),
            google: "https://calendar.google.com/calendar/render?action=TEMPLATE".into(),
            outlook: "https://outlook.live.com/calendar/0/deeplink/compose".into(),
        }
    }
}

pub fn picture() -> Picture {
    Picture {
        url: "/media/sample.svg".into(),
        alt: "Des gens dansent sur une place, le soir.".into(),
        width: 1200,
        height: 675,
        srcset: "/media/320.webp 320w, /media/1200.webp 1200w".into(),
    }
}

pub fn choices(values: &[&str]) -> Vec<Choice> {
    values.iter().map(|v| Choice::new(*v, *v)).collect()
}

pub fn tiles() -> Tiles {
    Tiles { url: "/tiles/{z}/{x}/{y}.png".into(), credit: "© OpenStreetMap".into() }
}

/// Name and HTML of each page.
type Rendered = Vec<(String, String)>;

fn html(page: &impl Template) -> String {
    page.render().expect("a page renders")
}

/// Each page's name and HTML.
pub fn all(t: T, amount: Amount) -> Vec<(String, String)> {
    let s = Sample { t, amount };
    let mut pages = Vec::new();
    pages.extend(s.finding());
    pages.extend(s.events());
    pages.extend(s.profiles());
    pages.extend(s.taking_part());
    pages.extend(s.accounts());
    pages.extend(s.organising());
    pages.extend(s.around());
    pages.extend(s.reports());
    pages
        .into_iter()
        .map(|(name, html)| (format!("{name}-{}-{}", t.lang, amount.name()), html))
        .collect()
}
