//! Finding places by name and by point. Nobody outside is asked while somebody types, and when those outside do not
//! answer, the gazetteer does.

use super::cache;
use crate::app::App;
use crate::kernel::config::Geocoding;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use farandole_geocode::{Gazetteer, Geocoder, Place, Query};
use std::future::Future;

/// Questions of one client.
const QUESTIONS: Limit = Limit::per_minute("geocode", 120);
/// Those of them that may go outside; the gazetteer answers the others.
const OUTSIDE: Limit = Limit::per_minute("geocode-outside", 20);
/// Moves of a map.
const TOWNS: Limit = Limit::per_minute("map-towns", 240);
/// Names on one screen of a map.
const LABELS: usize = 30;
/// Questions to a server that is everybody's.
const TURNS: Limit = Limit::per_second("geocode-turns", 1);
/// Seconds that somebody waits for a turn.
const PATIENCE: u8 = 5;
/// Characters of a question.
const LONGEST: usize = 200;
/// Characters with which a question outside is worth asking.
const SHORTEST_OUTSIDE: usize = 3;
/// Places in an answer, at most: no provider gives more.
const MOST: i64 = 50;
/// Places that a provider is asked for, so that pages of one list share an answer.
const USUAL: i64 = 10;

/// What somebody looks for.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    /// A name or an address.
    pub text: &'a str,
    /// The language of the answer, as a BCP 47 tag.
    pub lang: &'a str,
    /// Whether only settlements and larger areas count.
    pub administrative: bool,
    /// Whether somebody is still typing: then only a provider that allows it is asked.
    pub typing: bool,
    /// At most the first fifty places can be reached.
    pub page: Page,
}

/// Places that go by a name, best first.
pub async fn search(app: &App, viewer: &Viewer, search: Search<'_>) -> Result<Vec<Place>> {
    app.hit_client(viewer, QUESTIONS).await?;
    let Some(text) = limit::line("query", Some(search.text), LONGEST)? else {
        return Ok(Vec::new());
    };
    let outside = !search.typing && text.chars().count() >= SHORTEST_OUTSIDE;
    let wanted = (search.page.offset + search.page.limit).clamp(USUAL, MOST);
    let query = Query {
        limit: usize::try_from(wanted).unwrap_or(1),
        administrative_only: search.administrative,
        ..Query::new(text, search.lang)
    };
    let question = Question { app, viewer, outside, key: format!("by name|{}", query.cache_key()) };
    let found = question.put(app.geocoder.search(&query), Gazetteer.search(&query)).await?;
    let page = search.page;
    let [offset, limit] = [page.offset, page.limit].map(|n| usize::try_from(n).unwrap_or(0));
    Ok(found.into_iter().skip(offset).take(limit).collect())
}

/// Who must be named wherever places are shown: the provider, and the gazetteer that labels maps.
pub fn credit(app: &App) -> String {
    let mut credits: Vec<&str> =
        [app.geocoder.attribution(), Gazetteer.attribution()].into_iter().flatten().collect();
    credits.dedup();
    credits.join(" · ")
}

/// The town nearest to a point, for a label on a map; its degrees where there is none near.
pub fn nearest_town(lat: f64, lon: f64, lang: Lang) -> String {
    let town = Gazetteer.nearest(lat, lon, lang.as_str()).map(|place| place.description);
    town.unwrap_or_else(|| format!("{lat:.1}, {lon:.1}"))
}

/// The largest towns in a box (west, south, east, north, in degrees), to be written on a map: latitude, longitude, name.
pub async fn towns(
    app: &App,
    viewer: &Viewer,
    bbox: [f64; 4],
) -> Result<Vec<(f64, f64, &'static str)>> {
    app.hit_client(viewer, TOWNS).await?;
    let found = tokio::task::spawn_blocking(move || Gazetteer.largest(bbox, LABELS)).await;
    let found = found.map_err(anyhow::Error::from)?;
    Ok(found.into_iter().map(|town| (town.lat, town.lon, town.name)).collect())
}

/// The place at a point (degrees, WGS 84). `zoom` is that of web maps: 10 is a city, 18 a house.
pub async fn reverse(
    app: &App,
    viewer: &Viewer,
    (lon, lat): (f64, f64),
    zoom: u8,
    lang: &str,
) -> Result<Option<Place>> {
    app.hit_client(viewer, QUESTIONS).await?;
    for (field, value, most) in [("longitude", lon, 180.0), ("latitude", lat, 90.0)] {
        if !(-most..=most).contains(&value) {
            return Err(Error::invalid(field, Message::new("error-places-point")));
        }
    }
    // Ten metres are near enough for a house, and let neighbours share an answer.
    let key = format!("by point|{lang}|{zoom}|{lon:.4}|{lat:.4}");
    let question = Question { app, viewer, outside: true, key };
    let one = |found: farandole_geocode::Result<Option<Place>>| found.map(Vec::from_iter);
    let found = question
        .put(async { one(app.geocoder.reverse(lat, lon, zoom, lang).await) }, async {
            one(Gazetteer.reverse(lat, lon, zoom, lang).await)
        })
        .await?;
    Ok(found.into_iter().next())
}

/// Waits for a turn with a server that is everybody's, which wants one question a second from all our nodes together.
async fn turn(app: &App, viewer: &Viewer) -> Result<()> {
    if !matches!(
        Geocoding::named(&app.config.geocoder),
        Some(Geocoding::Nominatim { public: true, .. })
    ) {
        return Ok(());
    }
    for _ in 0..PATIENCE {
        match app.hit(viewer, TURNS, "all").await {
            Err(Error::TooMany { .. }) => {
                tokio::time::sleep(std::time::Duration::from_secs(1)).await
            }
            taken => return taken,
        }
    }
    Err(Error::TooMany { retry_after: PATIENCE.into() })
}

type Answer = farandole_geocode::Result<Vec<Place>>;

struct Question<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    /// Whether it may leave this server.
    outside: bool,
    /// The same for two questions with one answer.
    key: String,
}

impl Question<'_> {
    /// Asks the provider, or the gazetteer where the provider may not be asked or does not answer.
    async fn put(
        &self,
        provider: impl Future<Output = Answer>,
        gazetteer: impl Future<Output = Answer>,
    ) -> Result<Vec<Place>> {
        let app = self.app;
        if app.geocoder.name() != Gazetteer.name() && (self.outside || app.geocoder.autocomplete())
        {
            let polite = async {
                let allowed = app.hit_client(self.viewer, OUTSIDE).await;
                allowed.map_err(|refused| refused.to_string())?;
                turn(app, self.viewer).await.map_err(|refused| refused.to_string())?;
                provider.await.map_err(|failure| failure.to_string())
            };
            match cache::kept_or(app, &self.key, polite).await? {
                Ok(places) => return Ok(places),
                Err(reason) => tracing::info!(reason, "the gazetteer answers for the geocoder"),
            }
        }
        gazetteer.await.map_err(|_| {
            Error::conflict("geocoder_unavailable", Message::new("error-places-unavailable"))
        })
    }
}
