//! Markets, repairing, neighbours, causes, food, meetings.

use crate::events::Category::{
    Business, Causes, Community, Crafts, FashionBeauty, FoodDrink, Health, Lgbtq, Meeting,
    MovementsPolitics, Networking, SpiritualityReligionBeliefs,
};
use crate::seed::plan::Host::{Camille, DeuxLunes, Navette, Pignon};
use crate::seed::plan::{Plan, WEEKLY, en, fr};
use crate::seed::venues::{
    CHEVALEMENT, DEUX_LUNES, FOREZ, HALLE, HOUILLERES, MOULIN, NAVETTE, ONDAINE, PIGNON,
    SEPT_COLLINES, TILLEULS,
};
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

pub const PLANS: &[Plan] = &[
    fr(
        FoodDrink,
        "Marché des producteurs",
        "Fromages du Pilat, légumes de la plaine, pain au levain, miel des terrils. Une trentaine d'étals, tous à moins de \
         cinquante kilomètres.\n\nConsigne pour les bocaux, panier suspendu à la caisse de l'entrée.",
    )
    .at(&HALLE, Camille)
    .on(WEEKLY, Sat, (8, 0), 300)
    .tags(&["marché", "local", "gratuit"]),
    fr(
        Crafts,
        "Repair café",
        "Grille-pain, lampes, fermetures éclair, ordinateurs : apportez ce qui ne marche plus, on regarde ensemble. \
         Sept objets sur dix repartent réparés.\n\nLes pièces sont à prix coûtant, le reste à prix libre.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[-1, 1, 3, 5], Sat, (14, 0), 210)
    .tags(&["réparation", "repair café", "gratuit"]),
    en(
        Community,
        "Fix your bike, with help",
        "Stands, tools and volunteers who speak French, English and derailleur. You do the work, we show you how. \
         Second-hand parts in the boxes by the door.",
    )
    .at(&PIGNON, Pignon)
    .on(WEEKLY, Thu, (17, 30), 150)
    .tags(&["cycling", "repair", "free"]),
    fr(
        Community,
        "Chantier au jardin partagé",
        "Désherber, pailler, réparer le muret, puis manger ensemble ce qui vient de sortir de terre. Outils et gants sur \
         place.",
    )
    .at(&HOUILLERES, Navette)
    .on(&[-2, 0, 2, 4, 6], Sun, (9, 30), 180)
    .tags(&["jardin", "bénévolat"]),
    fr(
        FoodDrink,
        "La cantine à prix libre",
        "Soixante repas cuisinés avec les invendus du marché. On épluche à partir de 9 h, on mange à 12 h 30, \
         chacun donne ce qu'il peut.",
    )
    .at(&NAVETTE, Navette)
    .on(WEEKLY, Wed, (12, 30), 90)
    .tags(&["cuisine", "anti-gaspi"])
    .seats(60),
    en(
        Community,
        "Newcomers' breakfast",
        "New in town, from the next valley or another continent? Coffee, brioche, and a table of people who remember \
         what it was like. Children welcome, there is a corner for them.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[-1, 1, 3, 5], Sun, (10, 0), 120)
    .tags(&["newcomers", "breakfast", "free"])
    .seats(30),
    fr(
        MovementsPolitics,
        "Réunion publique : la rue aux écoliers",
        "Faut-il fermer la rue aux voitures aux heures d'entrée et de sortie ? Présentation de l'essai de six mois, \
         questions, vote indicatif.",
    )
    .at(&SEPT_COLLINES, Camille)
    .on(&[1], Tue, (18, 30), 120)
    .tags(&["mobilité", "école", "débat"])
    .seats(90),
    fr(
        Causes,
        "Collecte solidaire de manteaux",
        "Déposez les manteaux propres qui ne servent plus ; ils seront triés, réparés et donnés le lendemain. \
         Besoin de bras pour le tri entre 14 h et 18 h.",
    )
    .at(&TILLEULS, Camille)
    .on(&[0], Sat, (10, 0), 480)
    .tags(&["solidarité", "bénévolat"]),
    en(
        Causes,
        "River clean-up along the Gier",
        "Gloves, bags and waders for twenty. We start at the mill, go downstream, weigh what we find, and have soup.",
    )
    .at(&MOULIN, Camille)
    .on(&[2], Sat, (9, 0), 180)
    .tags(&["environment", "volunteering"])
    .seats(40),
    fr(
        Crafts,
        "Initiation au tissage de ruban",
        "Un petit métier, quelques fils, et l'envie de comprendre ce qui a fait vivre la ville pendant deux siècles. \
         On repart avec un mètre de ruban.",
    )
    .at(&NAVETTE, Navette)
    .on(&[0, 2, 4], Sat, (10, 0), 150)
    .tags(&["tissage", "atelier", "patrimoine"])
    .seats(8)
    .price(25.0)
    .asked(),
    fr(
        FashionBeauty,
        "Troc de vêtements",
        "Cinq pièces apportées, cinq pièces emportées. Cabines d'essayage, miroir, machine à coudre pour les ourlets.",
    )
    .at(&NAVETTE, Navette)
    .on(&[3], Sun, (14, 0), 180)
    .tags(&["troc", "vêtements", "gratuit"]),
    en(
        Crafts,
        "Knit and natter",
        "Wool, needles, unfinished jumpers and finished opinions. Beginners get a seat next to somebody patient.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(WEEKLY, Mon, (18, 0), 120)
    .tags(&["knitting", "crafts"])
    .seats(20),
    fr(
        Health,
        "Apprendre les gestes qui sauvent",
        "Alerter, masser, défibriller : deux heures pour savoir quoi faire avant l'arrivée des secours. Attestation en fin de \
         séance.",
    )
    .at(&ONDAINE, Camille)
    .on(&[1, 4], Sat, (9, 30), 120)
    .tags(&["premiers secours", "formation"])
    .seats(12)
    .asked(),
    fr(
        Health,
        "Don du sang",
        "Avec ou sans rendez-vous, de 18 à 70 ans. Mangez avant de venir et prenez une pièce d'identité.",
    )
    .at(&TILLEULS, Camille)
    .on(&[2], Mon, (15, 0), 240)
    .tags(&["don du sang", "solidarité"]),
    fr(
        Lgbtq,
        "Café arc-en-ciel",
        "Une table, un jeu de cartes pour commencer à parler, personne pour juger. Ouvert à toutes et tous dès 16 ans.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[0, 2, 4], Wed, (19, 0), 120)
    .tags(&["lgbtqi", "rencontre"])
    .seats(25),
    en(
        Networking,
        "Freelancers' lunch",
        "Bring your lunch and one question that keeps you awake: invoices, rates, loneliness. Somebody at the table has \
         been there.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[-1, 1, 3, 5], Tue, (12, 15), 90)
    .tags(&["freelance", "networking"])
    .seats(24),
    fr(
        Business,
        "Créer sa coopérative : par où commencer ?",
        "Statuts, capital, gouvernance : deux coopératives du bassin racontent leurs trois premières années, chiffres à \
         l'appui.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[3], Thu, (18, 0), 120)
    .tags(&["coopérative", "entreprise"])
    .seats(50),
    fr(
        Meeting,
        "Assemblée générale de La Navette",
        "Bilan de l'année, budget, élection du conseil, et l'éternelle question du chauffage. Réservée aux adhérents ; \
         on peut adhérer à l'entrée.",
    )
    .at(&NAVETTE, Navette)
    .on(&[5], Thu, (18, 30), 150)
    .tags(&["association"])
    .seats(120)
    .asked(),
    fr(
        FoodDrink,
        "Fête de la fourme et du pain",
        "Deux jours de fours allumés, de tommes à goûter et de concours de tartines. Navettes depuis la gare toutes les \
         demi-heures.\n\nParking vélo surveillé à l'entrée du village.",
    )
    .at(&FOREZ, Camille)
    .whole(&[3], Sat, 2)
    .tags(&["gastronomie", "fête", "forez"]),
    en(
        SpiritualityReligionBeliefs,
        "An hour of silence",
        "No teaching, no belief asked for: chairs in a circle, a bell at the beginning and one at the end. Tea afterwards.",
    )
    .at(&NAVETTE, Navette)
    .on(&[-1, 1, 3, 5], Fri, (7, 30), 60)
    .tags(&["meditation", "free"])
    .seats(18),
    fr(
        Community,
        "Grand vide-grenier du quartier",
        "Cent cinquante exposants, buvette tenue par l'école, manège à pédales. Inscription des exposants close.",
    )
    .at(&MOULIN, Camille)
    .on(&[4], Sun, (7, 0), 600)
    .tags(&["vide-grenier"]),
];
