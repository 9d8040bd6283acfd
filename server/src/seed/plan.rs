//! What the demo town's tables are made of: plans for events, and when they take place.

use super::venues::Venue;
use crate::events::Category;
use chrono::Weekday;

/// Who organises: one of the identities of the demo account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Host {
    /// The person behind it all.
    Camille,
    Navette,
    Grisou,
    Lucarne,
    Pignon,
    DeuxLunes,
    Sentiers,
}

/// The identities: who, username, name, and one line about them.
pub const HOSTS: [(Host, &str, &str, &str); 7] = [
    (
        Host::Camille,
        "camille",
        "Camille",
        "I show visitors around this demo town. / Je fais visiter cette ville de démonstration.",
    ),
    (
        Host::Navette,
        "lanavette",
        "La Navette",
        "Tiers-lieu dans une ancienne fabrique de rubans : ateliers, jardin, cantine.",
    ),
    (
        Host::Grisou,
        "legrisou",
        "Le Grisou",
        "Salle de concerts. Des groupes d'ici et d'ailleurs, trois soirs par semaine.",
    ),
    (
        Host::Lucarne,
        "lucarne",
        "Ciné Lucarne",
        "Un écran, quatre-vingts fauteuils, des films qu'on ne voit pas ailleurs.",
    ),
    (
        Host::Pignon,
        "lepignon",
        "Atelier du Pignon",
        "Repair your bike with us. / Répare ton vélo avec nous.",
    ),
    (
        Host::DeuxLunes,
        "deuxlunes",
        "Café des Deux Lunes",
        "Two languages, one counter: books, tea, conversation.",
    ),
    (
        Host::Sentiers,
        "sentiers",
        "Les Sentiers du Pilat",
        "Randonnées et sorties nature, à pied et en car.",
    ),
];

/// How people come to take part.
#[derive(Debug, Clone, Copy)]
pub enum Joining {
    Free,
    /// The organiser says yes.
    Asked,
    /// On another site.
    Elsewhere(&'static str),
}

/// Where.
#[derive(Debug, Clone, Copy)]
pub enum Spot {
    At(&'static Venue),
    Online(&'static str),
}

/// When, in weeks counted from the current one, on the clocks of the town.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub weeks: &'static [i8],
    pub day: Weekday,
    pub hour: (u32, u32),
    /// How long, in minutes.
    pub lasts: i64,
}

/// Something to put into the agenda of the town.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub title: &'static str,
    /// Paragraphs, apart by an empty line.
    pub text: &'static str,
    pub lang: &'static str,
    pub category: Category,
    pub host: Host,
    pub spot: Spot,
    pub slot: Slot,
    pub tags: &'static [&'static str],
    pub seats: Option<i32>,
    /// Euros.
    pub price: Option<f64>,
    pub joining: Joining,
    /// Whole days, this many.
    pub days: Option<i64>,
    pub cancelled: bool,
    pub tentative: bool,
    /// Whether people without an account may come.
    pub anonymous: bool,
    pub accessible: bool,
}

/// From last week to the fifth after this one.
pub const WEEKLY: &[i8] = &[-1, 0, 1, 2, 3, 4, 5];

/// A plan in French.
pub const fn fr(category: Category, title: &'static str, text: &'static str) -> Plan {
    plan("fr", category, title, text)
}

/// A plan in English.
pub const fn en(category: Category, title: &'static str, text: &'static str) -> Plan {
    plan("en", category, title, text)
}

const fn plan(
    lang: &'static str,
    category: Category,
    title: &'static str,
    text: &'static str,
) -> Plan {
    Plan {
        title,
        text,
        lang,
        category,
        host: Host::Camille,
        spot: Spot::Online(""),
        slot: Slot { weeks: &[], day: Weekday::Mon, hour: (0, 0), lasts: 60 },
        tags: &[],
        seats: None,
        price: None,
        joining: Joining::Free,
        days: None,
        cancelled: false,
        tentative: false,
        anonymous: true,
        accessible: false,
    }
}

impl Plan {
    /// At a venue, by one of the hosts.
    pub const fn at(mut self, venue: &'static Venue, host: Host) -> Self {
        self.spot = Spot::At(venue);
        self.host = host;
        self.accessible = venue.accessible;
        self
    }

    /// On the net.
    pub const fn online(mut self, address: &'static str, host: Host) -> Self {
        self.spot = Spot::Online(address);
        self.host = host;
        self
    }

    /// In these weeks, on this day, at this hour, for so many minutes.
    pub const fn on(
        mut self,
        weeks: &'static [i8],
        day: Weekday,
        hour: (u32, u32),
        lasts: i64,
    ) -> Self {
        self.slot = Slot { weeks, day, hour, lasts };
        self
    }

    /// For whole days, so many of them.
    pub const fn whole(mut self, weeks: &'static [i8], day: Weekday, days: i64) -> Self {
        self.slot = Slot { weeks, day, hour: (0, 0), lasts: 0 };
        self.days = Some(days);
        self
    }

    /// With these words on it.
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// With so many seats.
    pub const fn seats(mut self, seats: i32) -> Self {
        self.seats = Some(seats);
        self
    }

    /// For so many euros.
    pub const fn price(mut self, euros: f64) -> Self {
        self.price = Some(euros);
        self
    }

    /// The organiser says who comes, and wants an account for it.
    pub const fn asked(mut self) -> Self {
        self.joining = Joining::Asked;
        self.anonymous = false;
        self
    }

    /// Places are given out on another site.
    pub const fn elsewhere(mut self, site: &'static str) -> Self {
        self.joining = Joining::Elsewhere(site);
        self.anonymous = false;
        self
    }

    /// Called off.
    pub const fn cancelled(mut self) -> Self {
        self.cancelled = true;
        self
    }

    /// Not certain yet.
    pub const fn tentative(mut self) -> Self {
        self.tentative = true;
        self
    }
}
