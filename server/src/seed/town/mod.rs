//! What happens in the demo town, a table for each part of its life.

mod community;
mod learning;
mod music;
mod outdoors;
mod stage;

use super::plan::Plan;

/// Every plan, in the order of the tables.
pub fn plans() -> impl Iterator<Item = &'static Plan> {
    [community::PLANS, music::PLANS, stage::PLANS, outdoors::PLANS, learning::PLANS]
        .into_iter()
        .flatten()
}
