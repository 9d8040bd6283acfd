//! The provider that needs nobody else: the world's settlements of 500 people and more, compiled
//! into the program.

mod ask;
mod countries;
mod index;
mod near;
mod search;
mod table;
mod words;

use std::sync::OnceLock;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::place::{Place, Query, language};
use crate::{Error, Geocoder, Result, on_earth, zone_at};
use index::Index;

/// How far from a point the nearest settlement may be to still say where that point is.
const WITHIN_KM: f64 = 50.0;
const ID_PREFIX: &str = "geonames:";

static INDEX: OnceLock<Index> = OnceLock::new();

/// A name to be written on a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// As people call it there.
    pub name: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// Settlements from GeoNames, searched in memory.
///
/// It knows no streets: of an address it finds the town. All values share one index, built when
/// the first of them is asked (about a second of work) and kept for good.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gazetteer;

impl Gazetteer {
    /// Builds the index now, so that the first search need not wait. Blocks.
    pub fn warm(self) {
        Self::index();
    }

    /// [`Geocoder::search`] on the spot: a few milliseconds of work.
    pub fn find(self, query: &Query) -> Vec<Place> {
        let index = Self::index();
        let language = language(&query.lang);
        search::search(index, query.text(), query.near(), query.limit())
            .into_iter()
            .map(|hit| place(index, hit.town, hit.name, &language))
            .collect()
    }

    /// [`Geocoder::reverse`] on the spot: the settlement nearest to a point, within 50 km.
    pub fn nearest(self, lat: f64, lon: f64, lang: &str) -> Option<Place> {
        let index = Self::index();
        let town = on_earth(lat, lon)
            .then(|| index.grid.nearest(&index.table.towns, lat, lon, WITHIN_KM))??;
        Some(place_by_own_name(index, town, lang))
    }

    /// The largest settlements in a box of degrees, to be written on a map: at most `most` of them.
    pub fn largest(self, [west, south, east, north]: [f64; 4], most: usize) -> Vec<Label> {
        let index = Self::index();
        let within = |town: &&table::Town| {
            (west..=east).contains(&town.lon()) && (south..=north).contains(&town.lat())
        };
        let label = |town: &table::Town| Label {
            name: index.table.names[town.first_name as usize].text(),
            lat: town.lat(),
            lon: town.lon(),
        };
        index.table.towns.iter().filter(within).take(most).map(label).collect()
    }

    /// [`Geocoder::lookup`] on the spot.
    pub fn known(self, origin_id: &str, lang: &str) -> Option<Place> {
        let id: u32 = origin_id.strip_prefix(ID_PREFIX)?.parse().ok()?;
        let index = Self::index();
        let town = (0u32..).zip(&index.table.towns).find(|(_, town)| town.id == id)?.0;
        Some(place_by_own_name(index, town, lang))
    }

    fn index() -> &'static Index {
        INDEX.get_or_init(Index::build)
    }
}

impl Geocoder for Gazetteer {
    fn name(&self) -> &'static str {
        "gazetteer"
    }

    fn autocomplete(&self) -> bool {
        true
    }

    fn attribution(&self) -> Option<&str> {
        Some("GeoNames, CC BY 4.0. Time zones: © OpenStreetMap contributors")
    }

    fn search<'a>(&'a self, query: &'a Query) -> BoxFuture<'a, Result<Vec<Place>>> {
        let query = query.clone();
        elsewhere(move || Gazetteer.find(&query))
    }

    /// The zoom makes no difference: there is nothing smaller or larger than a settlement.
    fn reverse<'a>(
        &'a self,
        lat: f64,
        lon: f64,
        _: u8,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>> {
        let lang = lang.to_owned();
        elsewhere(move || Gazetteer.nearest(lat, lon, &lang))
    }

    fn lookup<'a>(
        &'a self,
        origin_id: &'a str,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>> {
        let (origin_id, lang) = (origin_id.to_owned(), lang.to_owned());
        elsewhere(move || Gazetteer.known(&origin_id, &lang))
    }
}

/// Runs on a thread that may block, so that building the index holds up no one else.
fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> BoxFuture<'static, Result<T>> {
    let running = async { tokio::task::spawn_blocking(work).await };
    running.map(|done| done.map_err(|error| Error::Unavailable(error.to_string()))).boxed()
}

fn place_by_own_name(index: &Index, town: u32, lang: &str) -> Place {
    place(index, town, index.table.towns[town as usize].first_name, &language(lang))
}

/// The town as a place, under the name by which it was found.
fn place(index: &Index, town: u32, name: u32, language: &str) -> Place {
    let name = index.table.names[name as usize].text().to_owned();
    let town = &index.table.towns[town as usize];
    let region = &index.table.regions[usize::from(town.region)];
    let region_name = if language == "en" { region.english } else { region.name };
    let country = region.country.map(|at| countries::countries()[usize::from(at)].name(language));
    let (lat, lon) = (town.lat(), town.lon());
    Place {
        description: name.clone(),
        street: None,
        locality: Some(name),
        postal_code: None,
        region: Some(region_name.to_owned()).filter(|name| !name.is_empty()),
        country: country.map(str::to_owned),
        kind: "city".to_owned(),
        lon,
        lat,
        origin_id: format!("{ID_PREFIX}{}", town.id),
        timezone: zone_at(lon, lat).map(|zone| zone.name().to_owned()),
    }
}
