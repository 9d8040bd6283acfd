//! Every page, filled with samples.

use askama::Template;

use super::*;
use crate::http::pages::map::{Cluster, draw};

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
    pages.into_iter().map(|(name, html)| (format!("{name}-{}-{}", t.lang, amount.name()), html)).collect()
}

type Rendered = Vec<(String, String)>;

fn html(page: &impl Template) -> String {
    page.render().expect("a page renders")
}

impl Sample {
    fn finding(self) -> Rendered {
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
            Amount::Much => (0..14).map(|n| spot(&format!("Saint-Lieu-{n}"), 43.0 + f64::from(n % 5) * 0.7, 1.0 + f64::from(n) * 0.45, 1 + u64::from(n as u32 * n as u32 * 7))).collect(),
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
            related: if self.much() { vec![Link::new("#folk", "/tag/folk"), Link::new("#musique", "/tag/musique")] } else { Vec::new() },
            search: "/search?search=danse".into(),
            subscribe: self.subscribe(),
        };
        vec![
            ("home".into(), html(&home)),
            ("search".into(), html(&self.search(Results::Events(days)))),
            ("map".into(), html(&self.search(Results::Map(map)))),
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
        ["music", "outdoors-adventure", "crafts", "food-drink", "community", "theatre", "movements-politics"]
            .iter()
            .zip(3..)
            .map(|(id, count)| Category { text: self.t.get(&format!("category-{id}")), url: format!("/search?category={id}"), count: count * 7 })
            .collect()
    }

    fn days(self) -> Vec<Day> {
        let cards = self.cards();
        let heading = |day: &str| self.say(&format!("Saturday {day} June 2026"), &format!("samedi {day} juin 2026"));
        vec![
            Day { heading: heading("14"), relative: Some(self.t.get("relative-today")), events: cards[..2].to_vec() },
            Day { heading: heading("20"), relative: Some(self.t.count("relative-in-days", 6)), events: cards[2..].to_vec() },
        ]
    }

    fn search(self, results: Results) -> SearchPage {
        let active = if self.amount == Amount::Some { Vec::new() } else {
            vec![Link::new(self.t.one("search-filter-words", "words", "bal folk"), "/search"), Link::new(self.t.get("when-weekend"), "/search"), Link::new(self.t.get("search-filter-online"), "/search")]
        };
        SearchPage {
            t: self.t,
            page: Page { current: Current::Events, ..self.page(&self.t.get("search-title")) },
            form: Form::filled([("search", "bal folk"), ("when", "weekend"), ("distance", "25")]),
            offers: Offers { times: self.times(), radii: choices(&["5", "10", "25"]), categories: choices(&["Musique"]), languages: choices(&["Français"]) },
            active,
            clear: "/search".into(),
            total: Some(if results.is_empty() { 0 } else { 1204 }),
            results,
            ways: Ways { list: "/search".into(), map: "/search?mode=map".into(), groups: "/search?contentType=GROUPS".into() },
            pager: self.pager(),
            instead: vec![Link::new(self.t.count("search-wider", 50), "/search"), Link::new(self.t.get("search-any-time"), "/search")],
            subscribe: self.subscribe(),
        }
    }

    fn group_card(self) -> GroupCard {
        GroupCard {
            who: self.group(),
            summary: self.say("Traditional dances for everybody, every other Saturday.", "Des danses traditionnelles pour tout le monde, un samedi sur deux."),
            place: Some("Die".into()),
            next: self.much().then(|| self.brief().when),
        }
    }

    fn events(self) -> Rendered {
        let answers = [
            ("open", TakePart::Open { url: "/events/1/participate".into(), identity: self.much().then(|| self.who()), approval: self.much() }),
            ("waiting", TakePart::WaitingList { url: "/events/1/participate".into() }),
            ("closed", TakePart::Closed(self.t.get("event-closed-past"))),
            ("signin", TakePart::SignIn { url: "/login".into() }),
            ("elsewhere", TakePart::Elsewhere { url: "https://billets.example/".into(), host: "billets.example".into() }),
            ("answered", TakePart::Answered { identity: self.who(), state: self.t.get("agenda-going"), tone: Tone::Good, manage: "/events/1/participate".into() }),
            ("organiser", TakePart::Organiser { participants: "/events/1/participants".into() }),
            ("none", TakePart::No),
        ];
        answers.into_iter().map(|(name, take_part)| (format!("event-{name}"), html(&self.event(take_part)))).collect()
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
            status_note: (take_part_is_none(&take_part)).then(|| self.say("The storm is too close. We will dance in July!", "L’orage est trop proche. On dansera en juillet !")),
            status,
            time: self.event_times(),
            place: brief.place.as_ref().map(|_| self.place_view()),
            online: self.much().then(|| Online { url: None, note: self.t.get("event-online-later") }),
            price: (self.amount != Amount::Nothing).then(|| self.say("Pay what you like", "Prix libre")),
            facts: self.facts(),
            organisers: if self.much() { vec![self.group(), self.who()] } else { vec![self.group()] },
            seats: Seats { left: self.much().then_some(1), going: (self.amount != Amount::Nothing).then_some(42), waiting: self.much().then_some(3) },
            description: self.text(),
            category: Some(Link::new(self.t.get("category-music"), "/search")),
            tags: if self.amount == Amount::Nothing { Vec::new() } else { vec![Link::new("danse", "/tag/danse"), Link::new("folk", "/tag/folk")] },
            picture: (self.amount != Amount::Nothing).then(picture),
            website: self.much().then(|| Link::new("balfolk.example", "https://balfolk.example/")),
            calendar: Some(self.calendar()),
            share: Share { url: "https://farandole.example/events/1".into(), mail: "mailto:?subject=Bal".into() },
            origin: self.origin(),
            edit: self.much().then(|| "/events/edit/1".into()),
            report: Some("/report/1".into()),
        };
        EventPage {
            t: self.t,
            page: self.page(&event.title),
            event,
            take_part,
            comments: if self.much() { self.comments() } else { Vec::new() },
            comment_url: self.much().then(|| "/events/1/comments".into()),
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

    fn place_view(self) -> PlaceView {
        PlaceView {
            name: "Place de la République".into(),
            url: Some("/places/1".into()),
            lines: vec!["12 rue de l’Armellerie".into(), "26150 Die".into()],
            directions: self.directions(),
            point: Some((44.753, 5.37)),
            tiles: self.much().then(tiles),
        }
    }

    fn comments(self) -> Vec<CommentView> {
        let one = |id: &str, author, organiser| CommentView {
            id: id.into(), author, organiser, when: self.t.count("relative-hours-ago", 3), at: "2026-06-14T10:00:00Z".into(),
            body: SafeHtml::sanitised("<p>Y aura-t-il de quoi garer des vélos ?</p>".into()), replies: Vec::new(),
        };
        let answered = CommentView { replies: vec![one("c2", Some(self.group()), true)], ..one("c1", Some(self.who()), false) };
        vec![answered, one("c3", None, false)]
    }

    fn profiles(self) -> Rendered {
        let profile = |who: Who| Profile {
            who,
            summary: self.text(),
            banner: self.much().then(picture),
            origin: self.origin(),
            edit: self.much().then(|| "/edit".into()),
            report: Some("/report".into()),
        };
        let person = PersonPage { t: self.t, page: self.page("Maïa"), profile: profile(self.who()), events: self.cards(), pager: self.pager(), subscribe: self.subscribe() };
        let group = GroupPage {
            t: self.t,
            page: self.page("Bal Folk"),
            profile: profile(self.group()),
            facts: self.facts(),
            team: vec![self.who()],
            join: JoinGroup { join: Some("/join".into()), approval: true, follow: Some("/follow".into()), state: self.much().then(|| self.t.get("group-following")) },
            events: self.cards(),
            past: Some("/@balfolk/events".into()),
            posts: if self.much() { vec![PostLine { link: Link::new(LONG, "/p/1"), when: "14 juin".into(), teaser: "Merci à toutes et tous !".into() }] } else { Vec::new() },
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
        vec![("person".into(), html(&person)), ("group".into(), html(&group)), ("place".into(), html(&place))]
    }

    fn taking_part(self) -> Rendered {
        let form = Form::filled([("email", "maia(at)example"), ("remind", "1")]);
        let ask = |identities: Vec<Who>| ParticipatePage {
            t: self.t, page: self.page(&self.t.get("participate")), event: self.brief(), form: if self.much() && identities.is_empty() { form.clone().wrong("email", self.t.get("form-email-wrong")) } else { form.clone() }, identities,
            sign_in: "/login?back=/events/1/participate".into(), approval: self.much(), waiting: self.amount == Amount::Nothing, action: "/events/1/participate".into(),
        };
        let sent = ParticipateSentPage { t: self.t, page: self.page("x"), event: self.brief(), email: "maia@example.org".into(), again: "/events/1/participate".into() };
        let confirm = ParticipateConfirmPage { t: self.t, page: self.page("x"), event: self.brief(), action: "/participation/email/confirm/abc".into() };
        let mut pages = vec![
            ("participate".into(), html(&ask(Vec::new()))),
            ("participate-as".into(), html(&ask(vec![self.who(), self.group()]))),
            ("participate-sent".into(), html(&sent)),
            ("participate-confirm".into(), html(&confirm)),
        ];
        for state in Attendance::ALL {
            let going = state == Attendance::Going;
            let page = ParticipateStatePage {
                t: self.t, page: self.page("x"), event: self.brief(), state, fresh: going, calendar: going.then(|| self.calendar()),
                leave: going.then(|| "/leave".into()), forget: going.then(|| "/forget".into()), keep: going.then(|| "https://farandole.example/participation/abc".into()),
            };
            pages.push((format!("participate-{state:?}").to_lowercase(), html(&page)));
        }
        pages
    }

    fn accounts(self) -> Rendered {
        let wrong = |field: &str, text: &str| if self.much() { Form::default().wrong(field, self.t.get(text)).wrong("", self.t.get("login-wrong")) } else { Form::default() };
        let login = LoginPage { t: self.t, page: self.page("x"), form: wrong("email", "form-email-wrong"), back: "/".into(), providers: if self.much() { vec![Link::new("Université", "/auth/uni")] } else { Vec::new() } };
        let register = |mode| RegisterPage { t: self.t, page: self.page("x"), form: wrong("username", "register-taken"), mode, facts: self.site_facts(), password_min: 12, host: "@farandole.example".into() };
        let request = ResetRequestPage { t: self.t, page: self.page("x"), form: Form::default() };
        let set = ResetSetPage { t: self.t, page: self.page("x"), form: Form::default(), action: "/password-reset/abc".into(), password_min: 12 };
        let ask = AskPage { t: self.t, page: self.page("x"), heading: self.t.get("organise-delete-ask"), text: vec![self.t.get("organise-delete-text")], action: "/delete".into(), button: self.t.get("organise-delete-do"), danger: true, back: Some(Link::new(self.t.get("form-back"), "/")) };
        let told = ToldPage { t: self.t, page: self.page("x"), tone: Tone::Good, mail: self.much(), heading: self.t.get("register-sent"), text: vec![self.t.one("register-sent-text", "email", "maia@example.org")], links: vec![Link::new(self.t.get("message-home"), "/")] };
        let settings = AccountPage {
            t: self.t, page: self.page("x"), email: "maia@example.org".into(), identities: vec![(self.who(), "/identity/update/maia".into()), (self.group(), "/identity/update/balfolk".into())],
            sessions: vec![SessionLine { id: "1".into(), device: "Firefox, Linux".into(), when: self.t.get("relative-today"), current: true }, SessionLine { id: "2".into(), device: "Safari, iPhone".into(), when: self.t.get("relative-yesterday"), current: false }],
            feed: Some(self.subscribe()), form: wrong("old_password", "account-password-wrong"), password_min: 12,
        };
        let identity = |editing| IdentityPage { t: self.t, page: self.page("x"), form: Form::default(), editing, action: "/identity/create".into(), delete: self.much().then(|| "/identity/delete/maia".into()), host: "@farandole.example".into() };
        vec![
            ("login".into(), html(&login)),
            ("register".into(), html(&register(Registration::Open))),
            ("register-approval".into(), html(&register(Registration::Approval))),
            ("register-closed".into(), html(&register(Registration::Closed))),
            ("reset".into(), html(&request)),
            ("reset-set".into(), html(&set)),
            ("ask".into(), html(&ask)),
            ("told".into(), html(&told)),
            ("settings".into(), html(&settings)),
            ("identity".into(), html(&identity(None))),
            ("identity-edit".into(), html(&identity(Some(self.who())))),
        ]
    }

    fn organising(self) -> Rendered {
        let item = |n| AgendaItem { card: self.card(n), identity: if n % 2 == 0 { self.who() } else { self.group() }, state: self.t.get("agenda-going"), tone: if n % 2 == 0 { Tone::Good } else { Tone::Wait } };
        let some = |n: usize| (0..if self.amount == Amount::Nothing { 0 } else { n }).map(item).collect();
        let agenda = AgendaPage { t: self.t, page: Page { current: Current::Agenda, ..self.page(&self.t.get("agenda")) }, coming: some(3), drafts: some(1), past: some(2), pager: self.pager(), feed: Some(self.subscribe()) };
        let form = if self.much() { Form::filled([("title", LONG), ("tags", "danse, folk")]).wrong("date", self.t.get("organise-date-needed")).wrong("capacity", self.t.get("organise-capacity-wrong")) } else { Form::filled([("anonymous", "1")]) };
        let new = EventFormPage {
            t: self.t, page: Page { current: Current::Publish, ..self.page(&self.t.get("organise-new")) }, form,
            identities: if self.much() { vec![Choice::new("1", "Maïa"), Choice::new("2", "Bal Folk")] } else { Vec::new() }, acting: Some(self.who()),
            categories: choices(&["Réunion", "Musique"]), languages: choices(&["Français"]), zones: vec!["Europe/Paris".into()], places: vec!["Place de la République, Die".into()],
            editing: self.much().then(|| "/events/1".into()), published: self.much(), audience: self.much().then(|| self.t.count("organise-audience", 42)),
            action: "/events/create".into(), delete: self.much().then(|| "/events/delete/1".into()),
        };
        vec![("agenda".into(), html(&agenda)), ("organise".into(), html(&new))]
    }

    fn site_facts(self) -> Vec<Fact> {
        ["about-topics", "about-languages", "about-creator", "about-how-long", "about-funding"]
            .map(|id| Fact { icon: "info", name: self.t.get(id), value: if id.ends_with("funding") { String::new() } else { self.say("Six friends and an old computer", "Six amis et un vieil ordinateur") }, url: None })
            .into()
    }

    fn around(self) -> Rendered {
        let about = AboutPage {
            t: self.t, page: self.page(&self.t.get("foot-about")), tagline: self.say("The agenda of the Diois.", "L’agenda du Diois."), description: self.text(), facts: self.site_facts(),
            numbers: vec![(self.t.get("about-events"), "1 204".into()), (self.t.get("about-people"), "311".into())], team: vec![self.who()], contact: Some(Link::new(self.t.get("about-contact"), "mailto:bonjour@example.org")), version: "0.1.0".into(),
        };
        let document = DocumentPage { t: self.t, page: self.page("x"), heading: self.t.get("foot-rules"), changed: Some(self.t.one("about-changed", "date", "14 juin 2026")), body: self.text(), lang: None };
        let mut pages = vec![("about".into(), html(&about)), ("document".into(), html(&document))];
        for problem in Problem::ALL {
            let page = MessagePage { t: self.t, page: self.page("x"), problem, reference: self.much().then(|| "5f3a-11".into()), instead: vec![Link::new(self.t.get("message-home"), "/"), Link::new(self.t.get("message-search"), "/search")] };
            pages.push((format!("message-{problem:?}").to_lowercase().replace(['(', ')'], ""), html(&page)));
        }
        pages
    }
}

fn take_part_is_none(take_part: &TakePart) -> bool {
    matches!(take_part, TakePart::No)
}

fn spot(name: &str, lat: f64, lon: f64, count: u64) -> Cluster {
    Cluster { lat, lon, count, name: name.into(), url: format!("/search?place={name}") }
}

fn tiles() -> Tiles {
    Tiles { url: "/tiles/{z}/{x}/{y}.png".into(), credit: "© OpenStreetMap".into() }
}
