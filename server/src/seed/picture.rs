//! Which picture goes with which event, and what it shows in words.

use super::plan::Plan;
use crate::events::Category;
use farandole_covers::Motif;

/// The motif for what an event is about.
pub fn motif(category: Category) -> Motif {
    use Category as C;
    match category {
        C::Music | C::Party | C::Health | C::SpiritualityReligionBeliefs => Motif::Rings,
        C::OutdoorsAdventure | C::Sports | C::Pets | C::AutoBoatAir => Motif::Hills,
        C::Crafts | C::FashionBeauty | C::Arts | C::Lgbtq => Motif::Ribbons,
        C::Community | C::FoodDrink | C::Causes | C::FamilyEducation => Motif::Bunting,
        C::ScienceTech | C::Games | C::Networking | C::Business => Motif::Stars,
        C::FilmMedia | C::Theatre | C::Comedy | C::PerformingVisualArts | C::Photography => {
            Motif::Lights
        }
        _ => Motif::Pages,
    }
}

/// The picture in words, in the language of the event, for those who do not see it.
pub fn alt(plan: &Plan) -> &'static str {
    let (fr, en) = match motif(plan.category) {
        Motif::Rings => ("Dessin : des cercles concentriques", "Drawing: concentric rings"),
        Motif::Hills => {
            ("Dessin : des collines sous un soleil bas", "Drawing: hills under a low sun")
        }
        Motif::Ribbons => ("Dessin : des rubans tissés", "Drawing: woven ribbons"),
        Motif::Bunting => ("Dessin : des guirlandes de fanions", "Drawing: strings of bunting"),
        Motif::Stars => {
            ("Dessin : une constellation et une lune", "Drawing: a constellation and a moon")
        }
        Motif::Lights => {
            ("Dessin : des projecteurs sur une scène", "Drawing: spotlights on a stage")
        }
        Motif::Pages => ("Dessin : des pages en éventail", "Drawing: pages in a fan"),
    };
    if plan.lang == "fr" { fr } else { en }
}
