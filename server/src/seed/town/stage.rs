//! Cinema, theatre, exhibitions, photography.

use crate::events::Category::{
    Arts, Comedy, FilmMedia, PerformingVisualArts, Photography, Theatre,
};
use crate::seed::plan::Host::{Camille, DeuxLunes, Lucarne, Navette};
use crate::seed::plan::{Plan, en, fr};
use crate::seed::venues::{
    CANUTS, DEUX_LUNES, HALLE, LUCARNE, NAVETTE, ONDAINE, PUITS, SEPT_COLLINES, WAGONNET,
};
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

pub const PLANS: &[Plan] = &[
    fr(
        FilmMedia,
        "Ciné-club : le documentaire du mois",
        "Un film, une personne qui l'a fait ou qui le vit, et une heure pour en parler. Version originale sous-titrée, \
         boucle magnétique dans toute la salle.",
    )
    .at(&LUCARNE, Lucarne)
    .on(&[-2, 2, 6], Tue, (20, 0), 150)
    .tags(&["cinéma", "documentaire", "débat"])
    .seats(80)
    .price(5.5),
    en(
        FilmMedia,
        "Silent film with live piano",
        "A comedy from 1926 in a restored copy, and somebody at the piano who has never played it the same way twice. \
         No language needed.",
    )
    .at(&LUCARNE, Lucarne)
    .on(&[1], Sun, (17, 0), 95)
    .tags(&["cinema", "silent film", "family"])
    .seats(80)
    .price(6.0),
    fr(
        FilmMedia,
        "Séance du matin pour les tout-petits",
        "Quatre courts métrages sans paroles, son doux et lumière tamisée. Dès 3 ans.",
    )
    .at(&LUCARNE, Lucarne)
    .on(&[-1, 0, 1, 2, 3, 4], Sun, (10, 30), 45)
    .tags(&["cinéma", "enfants"])
    .seats(80)
    .price(3.0),
    fr(
        FilmMedia,
        "Nuit du court métrage",
        "Trente films en une nuit, soupe à minuit, petit déjeuner pour les derniers. Venez avec un coussin.",
    )
    .at(&LUCARNE, Lucarne)
    .on(&[3], Fri, (20, 0), 600)
    .tags(&["cinéma", "court métrage"])
    .seats(80)
    .price(10.0),
    fr(
        Theatre,
        "Les Grandes Personnes — théâtre d'objets",
        "Une table, vingt valises et une famille qui déménage pour la dixième fois. Dès 8 ans.\n\n\
         La salle est au sous-sol : treize marches, sans ascenseur. Appelez-nous, nous trouverons une solution.",
    )
    .at(&WAGONNET, Camille)
    .on(&[0, 1], Sat, (19, 30), 75)
    .tags(&["théâtre", "marionnettes"])
    .seats(65)
    .price(11.0),
    fr(
        Theatre,
        "Match d'impro : Stéphanois contre Lyonnais",
        "Le public choisit les thèmes et le vainqueur. Aucune pantoufle n'a encore blessé personne.",
    )
    .at(&CANUTS, Camille)
    .on(&[2], Fri, (20, 30), 120)
    .tags(&["impro", "humour"])
    .seats(90)
    .price(6.0),
    en(
        Comedy,
        "Stand-up in two and a half languages",
        "Six comedians on living between languages, with subtitles by a friend and a flip chart. Not for children, not for \
         grammarians.",
    )
    .at(&DEUX_LUNES, DeuxLunes)
    .on(&[0, 4], Sat, (20, 30), 100)
    .tags(&["comedy", "stand-up"])
    .seats(45)
    .price(8.0),
    fr(
        Theatre,
        "Atelier théâtre adultes : séance d'essai",
        "On joue, on rit, on recommence. La troupe cherche quatre personnes pour sa prochaine création ; \
         l'expérience n'est pas un critère, la ponctualité si.",
    )
    .at(&WAGONNET, Camille)
    .on(&[0, 1], Mon, (19, 0), 120)
    .tags(&["théâtre", "atelier"])
    .seats(14)
    .asked(),
    fr(
        Arts,
        "Exposition : mille mètres de ruban",
        "Des métiers Jacquard, des échantillons de 1890 à aujourd'hui, et un ruban de mille mètres tissé par les habitants. \
         Entrée libre tous les jours de 10 h à 18 h.\n\nVisite commentée en anglais le dimanche.",
    )
    .at(&NAVETTE, Navette)
    .whole(&[-1], Sat, 44)
    .tags(&["exposition", "textile", "patrimoine"]),
    fr(
        Photography,
        "Marche photographique des crassiers",
        "Deux heures entre les terrils jumeaux et l'ancien carreau, avec n'importe quel appareil. \
         Les meilleures images seront tirées et accrochées au café.",
    )
    .at(&HALLE, Camille)
    .on(&[2], Sun, (9, 0), 150)
    .tags(&["photo", "patrimoine", "marche"])
    .seats(20),
    en(
        Photography,
        "Develop your first roll",
        "Bring a black and white film you have exposed, leave with negatives and one print. All chemistry provided; \
         wear something that may get stained.",
    )
    .at(&NAVETTE, Navette)
    .on(&[1, 5], Sat, (14, 0), 180)
    .tags(&["photography", "darkroom", "workshop"])
    .seats(6)
    .price(18.0),
    fr(
        PerformingVisualArts,
        "Cirque sous les arcades",
        "Cinq acrobates sur une bascule coréenne, au milieu des étals vides. Au chapeau.",
    )
    .at(&HALLE, Camille)
    .on(&[4], Sun, (16, 0), 60)
    .tags(&["cirque", "gratuit", "famille"]),
    fr(
        Arts,
        "Vernissage : dessins de chantier",
        "Pendant un an, une dessinatrice a suivi la rénovation de l'école. Elle raconte, vous regardez, il y a des verres.",
    )
    .at(&ONDAINE, Camille)
    .on(&[-2], Thu, (18, 0), 120)
    .tags(&["dessin", "vernissage"]),
    en(
        Arts,
        "Life drawing, all levels",
        "A model, easels, two hours of quiet. Short poses first, then longer ones. Bring your own paper if you want a large \
         sheet.",
    )
    .at(&NAVETTE, Navette)
    .on(&[0, 2, 4], Wed, (18, 30), 120)
    .tags(&["drawing"])
    .seats(16)
    .price(6.0),
    fr(
        PerformingVisualArts,
        "Danse contemporaine : Fil tendu",
        "Une pièce pour sept interprètes et quatre cents mètres de fil. Rencontre avec l'équipe après la représentation.",
    )
    .at(&PUITS, Camille)
    .on(&[5], Fri, (20, 30), 70)
    .tags(&["danse"])
    .seats(160)
    .price(13.0)
    .elsewhere("https://billetterie.example/fil-tendu"),
    fr(
        FilmMedia,
        "Atelier podcast : raconter son quartier",
        "Micro en main, on part enregistrer la rue, puis on monte trois minutes de son. Matériel prêté, dès 14 ans.",
    )
    .at(&SEPT_COLLINES, Camille)
    .on(&[1], Wed, (14, 0), 180)
    .tags(&["podcast", "radio", "atelier"])
    .seats(10),
];
