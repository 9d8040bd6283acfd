//! The places of the demo town. The coordinates lie in and around Saint-Étienne, in the east of France; the venues and
//! their addresses are invented.

/// A place where things happen.
#[derive(Debug)]
pub struct Venue {
    pub name: &'static str,
    pub street: &'static str,
    pub postal_code: &'static str,
    pub locality: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    /// Whether a wheelchair gets in.
    pub accessible: bool,
}

const fn venue(
    name: &'static str,
    street: &'static str,
    (postal_code, locality): (&'static str, &'static str),
    (latitude, longitude): (f64, f64),
) -> Venue {
    Venue { name, street, postal_code, locality, latitude, longitude, accessible: true }
}

const fn steps(venue: Venue) -> Venue {
    Venue { accessible: false, ..venue }
}

const SAINT_ETIENNE: (&str, &str) = ("42000", "Saint-Étienne");
const SAINT_ETIENNE_SOUTH: (&str, &str) = ("42100", "Saint-Étienne");

pub static NAVETTE: Venue =
    venue("La Navette", "14 rue du Vieux Métier", SAINT_ETIENNE, (45.4449, 4.3937));
pub static HALLE: Venue =
    venue("Halle des Passementiers", "1 place du Ruban Bleu", SAINT_ETIENNE, (45.4382, 4.3861));
pub static GRISOU: Venue =
    venue("Le Grisou", "8 montée du Puits Neuf", SAINT_ETIENNE, (45.4378, 4.3769));
pub static LUCARNE: Venue =
    venue("Ciné Lucarne", "27 rue des Bobines", SAINT_ETIENNE, (45.4406, 4.3889));
pub static WAGONNET: Venue =
    steps(venue("Théâtre du Wagonnet", "5 passage de la Benne", SAINT_ETIENNE, (45.4361, 4.3921)));
pub static SEPT_COLLINES: Venue = venue(
    "Bibliothèque des Sept Collines",
    "40 avenue du Belvédère",
    SAINT_ETIENNE,
    (45.4432, 4.3851),
);
pub static PIGNON: Venue =
    venue("Atelier du Pignon", "3 rue de la Roue Libre", SAINT_ETIENNE, (45.4511, 4.3878));
pub static DEUX_LUNES: Venue =
    venue("Café des Deux Lunes", "19 rue du Quatre Heures", SAINT_ETIENNE, (45.4390, 4.3905));
pub static HOUILLERES: Venue =
    venue("Jardin des Houillères", "Chemin du Crassier", SAINT_ETIENNE_SOUTH, (45.4223, 4.4006));
pub static VERCHERE: Venue =
    venue("Gymnase de la Verchère", "60 rue du Stade Vert", SAINT_ETIENNE_SOUTH, (45.4189, 4.3928));
pub static CHEVALEMENT: Venue =
    venue("Le Chevalement", "2 allée des Machines", SAINT_ETIENNE, (45.4497, 4.3842));
pub static TILLEULS: Venue =
    venue("Salle des Tilleuls", "11 cours du Gier", ("42400", "Saint-Chamond"), (45.4745, 4.5135));
pub static LAC: Venue = venue(
    "Maison du Lac",
    "Quai de la Presqu'île",
    ("42230", "Saint-Victor-sur-Loire"),
    (45.4478, 4.2567),
);
pub static JASSE: Venue = steps(venue(
    "Refuge de la Jasse Haute",
    "Route des Crêts",
    ("42660", "Le Bessat"),
    (45.3706, 4.5170),
));
pub static GRANDE_OURSE: Venue = steps(venue(
    "Observatoire de la Grande Ourse",
    "Col de la Lauze",
    ("42660", "Le Bessat"),
    (45.3851, 4.5362),
));
pub static ONDAINE: Venue = venue(
    "Médiathèque de l'Ondaine",
    "6 place des Trois Ponts",
    ("42700", "Firminy"),
    (45.3889, 4.2875),
);
pub static MOULIN: Venue =
    venue("Place du Moulin", "Place du Moulin", ("42800", "Rive-de-Gier"), (45.5290, 4.6165));
pub static PUITS: Venue =
    venue("Salle du Puits", "9 rue des Eaux Vives", ("42330", "Saint-Galmier"), (45.5920, 4.3170));
pub static FOREZ: Venue =
    venue("Grange du Forez", "22 chemin des Fourmes", ("42600", "Montbrison"), (45.6077, 4.0653));
pub static CANUTS: Venue =
    steps(venue("La Traboule Verte", "31 montée du Fil", ("69004", "Lyon"), (45.7743, 4.8320)));
