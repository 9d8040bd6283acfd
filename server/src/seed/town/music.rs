//! Concerts, dances, singing together.

use crate::events::Category::{FamilyEducation, LanguageCulture, Music, Party};
use crate::seed::plan::Host::{Camille, DeuxLunes, Grisou, Navette};
use crate::seed::plan::{Plan, WEEKLY, en, fr};
use crate::seed::venues::{
    CANUTS, DEUX_LUNES, FOREZ, GRISOU, HALLE, LAC, MOULIN, NAVETTE, TILLEULS,
};
use chrono::Weekday::{Fri, Sat, Sun, Thu, Tue, Wed};

pub const PLANS: &[Plan] = &[
    fr(
        Music,
        "Bal folk à la Halle",
        "Scottish, mazurka, cercle circassien : trois musiciens, un parquet et de la place pour tout le monde. \
         Initiation à 20 h pour celles et ceux qui n'ont jamais dansé.\n\n\
         Venez avec des chaussures qui glissent et quelque chose à partager pour le buffet.",
    )
    .at(&HALLE, Grisou)
    .on(&[0, 3], Fri, (20, 0), 240)
    .tags(&["bal folk", "danse", "musique"])
    .seats(220)
    .price(7.0),
    fr(
        Music,
        "Les Lampistes + première partie",
        "Cuivres, accordéon et textes au charbon : Les Lampistes reviennent jouer à la maison, un an après leur premier \
         disque.\n\nOuverture des portes à 19 h 30, petite restauration sur place.",
    )
    .at(&GRISOU, Grisou)
    .on(&[1], Sat, (20, 30), 180)
    .tags(&["concert", "chanson"])
    .seats(350)
    .price(12.0)
    .elsewhere("https://billetterie.example/les-lampistes"),
    en(
        Music,
        "Open mic at the Two Moons",
        "Ten minutes each: a song, a poem, a story, in any language. Put your name on the board when you come in.\n\n\
         The piano has been tuned. The audience is kind.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[-1, 1, 3, 5], Thu, (20, 0), 150)
    .tags(&["open mic", "poetry", "songs"])
    .seats(45),
    fr(
        Music,
        "Répétition ouverte du Chœur des Collines",
        "Pas besoin de savoir lire la musique : on apprend à l'oreille, du gospel au chant de travail. \
         Venez écouter une fois, chanter la suivante.",
    )
    .at(&NAVETTE, Navette)
    .on(WEEKLY, Tue, (19, 30), 120)
    .tags(&["chorale", "chant"]),
    en(
        Music,
        "Jazz quartet: four players, no plan",
        "Two sets of standards and surprises by a quartet from across the region. After the break the stage is open: bring \
         your horn.\n\nDoors at 8 pm. Under eighteen free.",
    )
    .at(&GRISOU, Grisou)
    .on(&[2], Thu, (20, 30), 150)
    .tags(&["jazz", "jam session"])
    .seats(120)
    .price(9.0),
    fr(
        Party,
        "Nuit électro à l'usine",
        "Quatre platines, une installation lumineuse conçue par les élèves de l'école de design, et le dernier tram \
         remplacé par une navette gratuite jusqu'à 5 h.",
    )
    .at(&GRISOU, Grisou)
    .on(&[4], Sat, (22, 0), 420)
    .tags(&["électro", "nuit"])
    .seats(400)
    .price(15.0),
    fr(
        FamilyEducation,
        "Le concert en chaussettes",
        "Quarante minutes de musique de chambre pour les oreilles de 0 à 5 ans. On enlève ses chaussures, on s'assied \
         par terre, on a le droit de bouger.",
    )
    .at(&TILLEULS, Camille)
    .on(&[0, 4], Sun, (10, 30), 40)
    .tags(&["enfants", "musique classique"])
    .seats(60),
    en(
        Music,
        "Sea shanties, far from the sea",
        "Hundreds of kilometres from the nearest tide, and we sing anyway. Words on the wall, ginger beer at the counter.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[2, 5], Fri, (19, 0), 120)
    .tags(&["singing", "folk"])
    .seats(40),
    fr(
        Music,
        "Fanfare au bord du lac",
        "Trois fanfares, une presqu'île et le coucher du soleil. Repli sous la grande tente s'il pleut.\n\n\
         Bus spécial depuis la gare à 17 h 15, retour à 22 h.",
    )
    .at(&LAC, Camille)
    .on(&[3], Sat, (18, 0), 210)
    .tags(&["fanfare", "plein air"]),
    fr(
        LanguageCulture,
        "Veillée de contes et vielle à roue",
        "Des histoires des monts du Forez, dites et chantées, autour d'une soupe et de la fourme du village. \
         En français et un peu en forézien.",
    )
    .at(&FOREZ, Camille)
    .on(&[2], Sat, (19, 0), 180)
    .tags(&["contes", "forez", "musique traditionnelle"])
    .seats(70)
    .price(5.0),
    fr(
        Music,
        "Scène des lycéens",
        "Neuf groupes, quinze minutes chacun, et un public qui crie plus fort que les amplis. Entrée libre.",
    )
    .at(&GRISOU, Grisou)
    .on(&[-1], Wed, (18, 30), 180)
    .tags(&["rock", "jeunes"])
    .seats(350),
    en(
        Music,
        "String quartet by candlelight",
        "Schubert and a new piece by a composer from the valley, in the old weaving room. Sixty chairs, sixty candles.",
    )
    .at(&NAVETTE, Navette)
    .on(&[4], Sun, (18, 0), 80)
    .tags(&["classical", "chamber music"])
    .seats(60)
    .price(14.0)
    .asked(),
    fr(
        Music,
        "Apéro-concert sur la place",
        "Un trio de musique des Balkans, les tables des voisins et la rue fermée aux voitures. Chacun apporte à boire et \
         à manger.",
    )
    .at(&MOULIN, Camille)
    .on(&[1], Fri, (18, 30), 180)
    .tags(&["balkans", "plein air", "gratuit"]),
    fr(
        Music,
        "Concert annulé : Trio Verticale",
        "La contrebassiste s'est cassé le poignet : le concert est annulé, les billets sont remboursés. Bon rétablissement !",
    )
    .at(&CANUTS, Camille)
    .on(&[1], Thu, (20, 0), 120)
    .tags(&["jazz"])
    .seats(80)
    .price(10.0)
    .cancelled(),
];
