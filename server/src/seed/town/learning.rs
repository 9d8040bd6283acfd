//! Languages, books, science, computers, games.

use crate::events::Category::{
    BookClubs, FamilyEducation, Games, LanguageCulture, Learning, Networking, ScienceTech,
};
use crate::seed::plan::Host::{Camille, DeuxLunes, Navette};
use crate::seed::plan::{Plan, WEEKLY, en, fr};
use crate::seed::venues::{CANUTS, CHEVALEMENT, DEUX_LUNES, NAVETTE, ONDAINE, SEPT_COLLINES};
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

pub const PLANS: &[Plan] = &[
    en(
        LanguageCulture,
        "English conversation, French cake",
        "An hour and a half of talking about anything but grammar. Tables by mood rather than by level. \
         One drink each keeps the café alive.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(WEEKLY, Wed, (16, 30), 90)
    .tags(&["english", "conversation"])
    .seats(24),
    fr(
        LanguageCulture,
        "Table de français pour nouveaux arrivants",
        "Lire un courrier, prendre rendez-vous, raconter sa journée. Gratuit, sans inscription, avec garde d'enfants.",
    )
    .at(&NAVETTE, Navette)
    .on(&[0, 1, 2, 3, 4, 5], Mon, (14, 0), 120)
    .tags(&["français", "apprendre", "gratuit"]),
    fr(
        FamilyEducation,
        "L'heure du conte",
        "Trois histoires, dont une en langue des signes. De 3 à 7 ans, avec un adulte.",
    )
    .at(&SEPT_COLLINES, Camille)
    .on(WEEKLY, Wed, (10, 30), 45)
    .tags(&["enfants", "contes", "lsf"])
    .seats(30),
    en(
        BookClubs,
        "Book club: short novels only",
        "Nothing over two hundred pages, nothing you must have finished. This month's title is chalked on the board; \
         lending copies at the counter.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[-2, 2, 6], Thu, (19, 0), 120)
    .tags(&["books", "reading"])
    .seats(18),
    fr(
        BookClubs,
        "Rencontre d'autrice : écrire la mine",
        "Lecture, questions, signature. Le roman suit trois générations d'une famille du bassin, de la fermeture du dernier \
         puits à aujourd'hui.",
    )
    .at(&ONDAINE, Camille)
    .on(&[3], Thu, (18, 30), 90)
    .tags(&["littérature", "rencontre"])
    .seats(70),
    fr(
        Games,
        "Soirée jeux de société",
        "Deux cents boîtes, des gens qui connaissent les règles, et une table pour apprendre les échecs. Dès 10 ans.",
    )
    .at(&NAVETTE, Navette)
    .on(WEEKLY, Fri, (19, 30), 240)
    .tags(&["jeux", "gratuit"])
    .seats(50),
    en(
        Games,
        "Role-playing for first-timers",
        "Four tables, four worlds, pre-made characters and two hours. You will leave with dice.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[1, 4], Sun, (15, 0), 150)
    .tags(&["rpg", "games"])
    .seats(20)
    .asked(),
    en(
        ScienceTech,
        "Hack night: small servers at home",
        "Bring an old laptop, leave with a server: a web page, a backup, your own agenda that talks to other agendas. \
         Talks of ten minutes at half past seven.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[0, 2, 4], Thu, (19, 0), 180)
    .tags(&["self-hosting", "free software", "fediverse"])
    .seats(30),
    fr(
        ScienceTech,
        "Install-party : un ordinateur libre",
        "On sauvegarde, on installe, on vérifie que le wifi marche. Comptez deux heures par machine, inscrivez-vous pour \
         qu'on prépare.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[2], Sat, (13, 30), 300)
    .tags(&["logiciel libre", "linux"])
    .seats(15),
    fr(
        ScienceTech,
        "Bar des sciences : l'eau du Pilat",
        "Une hydrologue, un paysan, un verre. D'où vient l'eau du robinet, et combien en reste-t-il en été ?",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[4], Tue, (19, 30), 105)
    .tags(&["sciences", "eau", "débat"])
    .seats(45),
    en(
        Learning,
        "Laser cutter: first cut",
        "Safety, file, focus, fire. After this evening you may use the machine on your own. Bring a drawing or choose one of ours.",
    )
    .at(&CHEVALEMENT, Navette)
    .on(&[1, 3, 5], Wed, (18, 30), 120)
    .tags(&["makerspace", "laser", "workshop"])
    .seats(6)
    .price(12.0)
    .asked(),
    fr(
        Learning,
        "Permanence numérique",
        "Une démarche en ligne qui bloque, un mot de passe perdu, un téléphone qui rame : sans rendez-vous, avec patience.",
    )
    .at(&ONDAINE, Camille)
    .on(&[-1, 0, 1, 2, 3, 4, 5], Tue, (10, 0), 120)
    .tags(&["numérique", "gratuit"]),
    en(
        ScienceTech,
        "Webinar: publishing events without a giant",
        "What a town gains when its agenda is its own: one hour with questions, from people who run such servers. \
         The link opens ten minutes before.",
    )
    .online("https://visio.example/agenda-libre", Camille)
    .on(&[2], Tue, (18, 0), 60)
    .tags(&["fediverse", "online"])
    .seats(200),
    fr(
        Learning,
        "Visio : comprendre sa facture d'énergie",
        "Kilowattheures, heures creuses, aides : une conseillère lit des factures anonymes en direct et répond à tout.",
    )
    .online("https://visio.example/facture-energie", Camille)
    .on(&[0, 3], Tue, (12, 30), 60)
    .tags(&["énergie", "en ligne"])
    .seats(100),
    en(
        Networking,
        "Translators' tea",
        "Contracts, dictionaries, untranslatable jokes. Monthly, friendly, over by six.",
    )
    .at(&CANUTS, DeuxLunes)
    .on(&[4], Thu, (16, 0), 120)
    .tags(&["translation", "networking"])
    .seats(15),
    fr(
        Learning,
        "Fresque des déchets",
        "Un atelier de trois heures pour démêler, cartes en main, ce qui se passe après la poubelle. Animé par des \
         bénévoles.",
    )
    .at(&SEPT_COLLINES, Camille)
    .on(&[5], Sat, (14, 0), 180)
    .tags(&["environnement", "atelier"])
    .seats(28),
    en(
        LanguageCulture,
        "Quiz night: how well do you know the valley?",
        "Coal, ribbons, bicycles, green shirts. Teams of up to six, questions in both languages, a wheel of cheese for the \
         winners.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[-1, 3], Tue, (20, 0), 120)
    .tags(&["quiz", "games"])
    .seats(48)
    .price(2.0),
];
