//! The provider of OpenStreetMap, on its public server or on one's own.
//!
//! The public one is run on donations and asks for manners
//! (<https://operations.osmfoundation.org/policies/nominatim/>): one question a second, a
//! `User-Agent` with a name, cached answers, none of it while someone is typing.

mod reply;

use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use url::Url;

use crate::place::{Place, Query};
use crate::{Error, Geocoder, Pace, Result, on_earth};

const ID_PREFIX: &str = "nominatim:";
const TIMEOUT: Duration = Duration::from_secs(10);
const LARGEST_REPLY: usize = 1024 * 1024;
/// How long to leave a server alone that says no without saying for how long, and at most.
const USUAL_REST: Duration = Duration::from_secs(30);
const LONGEST_REST: Duration = Duration::from_secs(60 * 60);
/// Half the side of the square around `near` in which places are preferred, in degrees.
const NEAR_DEGREES: f64 = 0.5;

/// A client of one Nominatim server. Make one per server and share it, since it keeps the pace.
pub struct Nominatim {
    client: reqwest::Client,
    base: Url,
    user_agent: HeaderValue,
    country_codes: String,
    timeout: Duration,
    pace: Pace,
}

impl Nominatim {
    /// A client of the server at `base` (`https://nominatim.openstreetmap.org`) that asks once a
    /// second at most and waits ten seconds for an answer.
    ///
    /// The HTTP client is the caller's, so what it refuses (private addresses, redirects) is
    /// refused here. The user agent has to name the program and say whom to write to.
    pub fn new(client: reqwest::Client, base: Url, user_agent: HeaderValue) -> Self {
        let pace = Pace::every(Duration::from_secs(1));
        Self { client, base, user_agent, country_codes: String::new(), timeout: TIMEOUT, pace }
    }

    /// Searches in these countries only (two letters each).
    pub fn with_countries<'a>(mut self, codes: impl IntoIterator<Item = &'a str>) -> Self {
        let codes: Vec<_> = codes.into_iter().map(str::to_ascii_lowercase).collect();
        self.country_codes = codes.join(",");
        self
    }

    /// Another pace, as one's own server or a test may allow.
    pub fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Another time to wait for a whole answer.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    async fn search_for(&self, query: &Query) -> Result<Vec<Place>> {
        let text = query.text();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let mut url = self.endpoint("search", &query.lang)?;
        {
            let mut ask = url.query_pairs_mut();
            ask.append_pair("q", text).append_pair("limit", &query.limit().to_string());
            if !self.country_codes.is_empty() {
                ask.append_pair("countrycodes", &self.country_codes);
            }
            if query.administrative_only {
                ask.append_pair("featureType", "settlement");
            }
            if let Some(near) = query.near() {
                ask.append_pair("viewbox", &view_box(near));
            }
        }
        let mut places = places(self.ask(url).await?)?;
        places.truncate(query.limit());
        Ok(places)
    }

    async fn at(&self, lat: f64, lon: f64, zoom: u8, lang: &str) -> Result<Option<Place>> {
        if !on_earth(lat, lon) {
            return Ok(None);
        }
        let mut url = self.endpoint("reverse", lang)?;
        url.query_pairs_mut()
            .append_pair("lat", &lat.to_string())
            .append_pair("lon", &lon.to_string())
            .append_pair("zoom", &zoom.min(18).to_string());
        let found = self.ask(url).await?;
        if found.get("error").is_some() {
            return Ok(None);
        }
        Ok(places(Value::Array(vec![found]))?.pop())
    }

    /// An id is a number that a node, a way and a relation may share, so all three are asked for;
    /// where more than one is a place, nobody can say which was meant.
    async fn with_id(&self, origin_id: &str, lang: &str) -> Result<Option<Place>> {
        let Some(id) = origin_id.strip_prefix(ID_PREFIX).and_then(|id| id.parse::<u64>().ok())
        else {
            return Ok(None);
        };
        let mut url = self.endpoint("lookup", lang)?;
        url.query_pairs_mut().append_pair("osm_ids", &format!("N{id},W{id},R{id}"));
        let mut found = places(self.ask(url).await?)?;
        let only = if found.len() == 1 { found.pop() } else { None };
        Ok(only)
    }

    fn endpoint(&self, name: &str, lang: &str) -> Result<Url> {
        let mut url = self.base.clone();
        match url.path_segments_mut() {
            Ok(mut path) => path.pop_if_empty().push(name),
            Err(()) => {
                return Err(Error::Unavailable(format!("{} is no address to ask at", self.base)));
            }
        };
        url.query_pairs_mut().append_pair("format", "jsonv2").append_pair("addressdetails", "1");
        if !lang.is_empty() {
            url.query_pairs_mut().append_pair("accept-language", lang);
        }
        Ok(url)
    }

    async fn ask(&self, url: Url) -> Result<Value> {
        self.pace.turn().await?;
        let answer = self.fetch(url).await;
        match &answer {
            Err(Error::Unavailable(_)) => self.pace.failed(Instant::now()),
            Err(Error::Refused { retry_after }) => self.pace.rest(Instant::now(), *retry_after),
            Ok(_) | Err(Error::BadReply(_)) => self.pace.worked(),
        }
        let body = answer.inspect_err(
            |error| tracing::warn!(%error, geocoder.host = self.base.host_str(), "no answer"),
        )?;
        serde_json::from_slice(&body).map_err(|error| Error::BadReply(error.to_string()))
    }

    async fn fetch(&self, url: Url) -> Result<Vec<u8>> {
        let request =
            self.client.get(url).header(USER_AGENT, &self.user_agent).timeout(self.timeout);
        let response = request.send().await.map_err(unavailable)?;
        let rest = rest(response.headers());
        match response.status() {
            StatusCode::OK => read(response).await,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::FORBIDDEN => {
                Err(Error::Refused { retry_after: rest.unwrap_or(USUAL_REST) })
            }
            StatusCode::SERVICE_UNAVAILABLE if let Some(retry_after) = rest => {
                Err(Error::Refused { retry_after })
            }
            status if status.is_server_error() => {
                Err(Error::Unavailable(format!("status {status}")))
            }
            status => Err(Error::BadReply(format!("status {status}"))),
        }
    }
}

impl Geocoder for Nominatim {
    fn name(&self) -> &'static str {
        "nominatim"
    }

    fn autocomplete(&self) -> bool {
        false
    }

    fn attribution(&self) -> Option<&str> {
        Some("© OpenStreetMap contributors, ODbL")
    }

    fn search<'a>(&'a self, query: &'a Query) -> BoxFuture<'a, Result<Vec<Place>>> {
        self.search_for(query).boxed()
    }

    fn reverse<'a>(
        &'a self,
        lat: f64,
        lon: f64,
        zoom: u8,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>> {
        self.at(lat, lon, zoom, lang).boxed()
    }

    fn lookup<'a>(
        &'a self,
        origin_id: &'a str,
        lang: &'a str,
    ) -> BoxFuture<'a, Result<Option<Place>>> {
        self.with_id(origin_id, lang).boxed()
    }
}

/// The results that can be read; one that cannot does not spoil the others.
fn places(found: Value) -> Result<Vec<Place>> {
    let Value::Array(found) = found else {
        return Err(Error::BadReply("a list was expected".to_owned()));
    };
    let read = |one| serde_json::from_value::<reply::Found>(one).ok()?.into_place();
    Ok(found.into_iter().filter_map(read).collect())
}

async fn read(mut response: Response) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unavailable)? {
        if body.len() + chunk.len() > LARGEST_REPLY {
            return Err(Error::BadReply(format!("longer than {LARGEST_REPLY} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What went wrong, without the address: it holds what someone searched for.
fn unavailable(error: reqwest::Error) -> Error {
    Error::Unavailable(error.without_url().to_string())
}

/// How long a server wants to be left alone, if it says so in seconds.
fn rest(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_REST))
}

fn view_box((lon, lat): (f64, f64)) -> String {
    let (west, east) = ((lon - NEAR_DEGREES).max(-180.0), (lon + NEAR_DEGREES).min(180.0));
    let (south, north) = ((lat - NEAR_DEGREES).max(-90.0), (lat + NEAR_DEGREES).min(90.0));
    format!("{west:.4},{south:.4},{east:.4},{north:.4}")
}
