#![doc = include_str!("../README.md")]

mod error;
mod fold;
pub mod gazetteer;
pub mod nominatim;
mod pace;
mod place;
mod zone;

use futures_util::future::BoxFuture;

pub use error::Error;
pub use gazetteer::Gazetteer;
pub use nominatim::Nominatim;
pub use pace::Pace;
pub use place::{Place, Query};
pub use zone::zone_at;

/// What a provider answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// Someone who knows places: an embedded table or a service elsewhere.
///
/// An answer of nothing is not an error: it means that the provider works and knows no such place.
/// Languages are BCP 47 tags (`fr`, `pt-BR`); a provider falls back to what it has.
pub trait Geocoder: Send + Sync {
    /// A short word for configuration and logs.
    fn name(&self) -> &'static str;

    /// Whether the provider may be asked while someone is still typing.
    fn autocomplete(&self) -> bool;

    /// What has to be shown wherever its answers are shown.
    fn attribution(&self) -> Option<&str>;

    /// Places that go by this name, best first, at most `query.limit` of them.
    fn search<'a>(&'a self, query: &'a Query) -> BoxFuture<'a, Result<Vec<Place>>>;

    /// The place at this point (degrees, WGS 84).
    ///
    /// `zoom` says how exact the answer should be on the scale of web maps: 10 is a city, 18 a
    /// house. A point that is not on Earth has no place.
    fn reverse<'a>(
        &'a self,
        lat: f64,
        lon: f64,
        zoom: u8,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>>;

    /// The place with this [`Place::origin_id`]; nothing for ids of other providers.
    fn lookup<'a>(
        &'a self,
        origin_id: &'a str,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>>;
}

/// Whether both are finite and within the Earth's degrees.
fn on_earth(lat: f64, lon: f64) -> bool {
    (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)
}
