//! Walking, cycling, sports, the sky, animals.

use crate::events::Category::{
    AutoBoatAir, FamilyEducation, Games, OutdoorsAdventure, Pets, ScienceTech, Sports,
};
use crate::seed::plan::Host::{Camille, Pignon, Sentiers};
use crate::seed::plan::{Plan, WEEKLY, en, fr};
use crate::seed::venues::{
    GRANDE_OURSE, HALLE, HOUILLERES, JASSE, LAC, MOULIN, PIGNON, PUITS, VERCHERE,
};
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

pub const PLANS: &[Plan] = &[
    fr(
        OutdoorsAdventure,
        "Randonnée des Crêts",
        "Quatorze kilomètres et six cents mètres de dénivelé, des hêtres jusqu'aux chirats. Vue sur les Alpes si le vent \
         du nord s'en mêle.\n\nCar au départ de la gare à 8 h, retour vers 18 h. Bonnes chaussures, pique-nique, deux \
         litres d'eau.",
    )
    .at(&JASSE, Sentiers)
    .on(&[-1, 2, 5], Sun, (9, 0), 480)
    .tags(&["randonnée", "pilat"])
    .seats(25)
    .asked(),
    en(
        OutdoorsAdventure,
        "An easy walk around the lake",
        "Seven flat kilometres with stories about the drowned village. Prams will manage, dogs on a lead.",
    )
    .at(&LAC, Sentiers)
    .on(&[0, 4], Sat, (14, 0), 150)
    .tags(&["walking", "family"])
    .seats(30),
    fr(
        ScienceTech,
        "Soirée étoiles au col",
        "Trois télescopes, un ciel sans lampadaire et quelqu'un pour expliquer. Habillez-vous deux fois plus chaudement que \
         prévu.\n\nSi le ciel est couvert, la soirée est remplacée par une conférence au refuge.",
    )
    .at(&GRANDE_OURSE, Sentiers)
    .on(&[1, 5], Fri, (21, 30), 150)
    .tags(&["astronomie", "nuit", "famille"])
    .seats(35)
    .price(4.0),
    en(
        Sports,
        "Running for people who do not run",
        "One minute of running, two of walking, eight times. In six weeks it will be the other way round. Meet at the gym, \
         whatever the weather.",
    )
    .at(&VERCHERE, Camille)
    .on(WEEKLY, Tue, (18, 30), 60)
    .tags(&["running", "beginners", "free"]),
    fr(
        Sports,
        "Basket fauteuil : essai ouvert à tous",
        "Que vous marchiez ou non, prenez un fauteuil et essayez de marquer. Les joueuses de l'équipe vous montrent, \
         puis vous battent.",
    )
    .at(&VERCHERE, Camille)
    .on(&[1, 4], Wed, (18, 0), 120)
    .tags(&["handisport", "basket"])
    .seats(20),
    fr(
        Sports,
        "Yoga du lundi",
        "Une heure et quart, tous niveaux, tapis fournis. Premier cours offert, puis participation libre.",
    )
    .at(&PUITS, Camille)
    .on(WEEKLY, Mon, (19, 0), 75)
    .tags(&["yoga"])
    .seats(22),
    en(
        OutdoorsAdventure,
        "Slow ride to the terraces",
        "Twenty kilometres at the speed of the slowest, along the old railway to the orchards above the valley. \
         We stop for cherries, or for whatever is ripe.",
    )
    .at(&PIGNON, Pignon)
    .on(&[0, 2, 4], Sun, (10, 0), 240)
    .tags(&["cycling", "slow"])
    .seats(25),
    fr(
        Sports,
        "Vélorution du vendredi",
        "On se retrouve, on roule lentement au milieu de la rue, on rentre. Musique, chasubles et bonne humeur.",
    )
    .at(&HALLE, Pignon)
    .on(&[-2, 2, 6], Fri, (18, 30), 120)
    .tags(&["vélo", "mobilité"]),
    fr(
        FamilyEducation,
        "Sur la piste des chauves-souris",
        "À la tombée de la nuit, un détecteur à ultrasons dans la poche : on entend ce qui vole au-dessus des jardins. Dès \
         6 ans.",
    )
    .at(&HOUILLERES, Sentiers)
    .on(&[3], Fri, (20, 30), 90)
    .tags(&["nature", "enfants", "nuit"])
    .seats(20),
    en(
        Pets,
        "Dogs' morning at the lake",
        "Off the lead in the fenced meadow, with a trainer at hand for those who pull, bark or sulk. Humans get coffee.",
    )
    .at(&LAC, Camille)
    .on(&[3], Sun, (9, 30), 120)
    .tags(&["dogs"])
    .seats(15),
    fr(
        AutoBoatAir,
        "Baptêmes d'aviron",
        "Une heure en yolette avec un barreur du club. Savoir nager, c'est tout. Vestiaires et douches sur place.",
    )
    .at(&LAC, Camille)
    .on(&[1, 2], Sat, (10, 0), 360)
    .tags(&["aviron", "lac"])
    .seats(32),
    fr(
        OutdoorsAdventure,
        "Week-end au refuge : lire le paysage",
        "Deux jours à pied avec une géologue et un berger. Nuit au refuge, repas compris.\n\n\
         Quinze places, priorité à celles et ceux qui ne sont jamais venus.",
    )
    .at(&JASSE, Sentiers)
    .whole(&[4], Sat, 2)
    .tags(&["randonnée", "géologie", "refuge"])
    .seats(15)
    .price(58.0)
    .asked(),
    fr(
        Sports,
        "Tournoi de pétanque des trois ponts",
        "Doublettes formées au tirage, mixtes et intergénérationnelles. Boules prêtées, arbitre indulgent.",
    )
    .at(&MOULIN, Camille)
    .on(&[5], Sat, (13, 30), 300)
    .tags(&["pétanque"])
    .seats(64)
    .price(3.0),
    en(
        Sports,
        "Ultimate frisbee, mixed",
        "No referee, no contact, a lot of running. Beginners play from the first minute.",
    )
    .at(&VERCHERE, Camille)
    .on(&[0, 1, 2, 3, 4, 5], Thu, (19, 30), 90)
    .tags(&["frisbee", "mixed"])
    .seats(28),
    fr(
        OutdoorsAdventure,
        "Sortie champignons",
        "Reconnaître, cueillir peu, ne rien manger sans l'avis de la mycologue. La date dépend de la pluie : elle sera confirmée \
         trois jours avant.",
    )
    .at(&JASSE, Sentiers)
    .on(&[6], Sat, (8, 30), 240)
    .tags(&["nature", "champignons"])
    .seats(18)
    .tentative(),
    en(
        Games,
        "City treasure hunt",
        "Teams of two to five, twelve riddles in two languages, one bronze beaver to find. Takes three hours if you are quick.",
    )
    .at(&HALLE, Camille)
    .on(&[3], Sun, (14, 30), 210)
    .tags(&["game", "family"])
    .seats(100)
    .price(2.0),
];
