//! The geocoder of the configuration, behind the one way out.

use crate::kernel::config::{Config, Geocoding};
use farandole_geocode::{Gazetteer, Geocoder, Nominatim, Pace};
use reqwest::header::HeaderValue;
use std::sync::Arc;
use std::time::Duration;

/// Between two questions to a server of one's own.
const OWN_PACE: Duration = Duration::from_millis(50);

/// The provider that the operator chose. Its requests go through `http`, so they reach public addresses only.
pub fn open(
    config: &Config,
    http: &farandole_wire::Client,
    user_agent: &str,
) -> anyhow::Result<Arc<dyn Geocoder>> {
    let Some(choice) = Geocoding::named(&config.geocoder) else {
        anyhow::bail!("`geocoder` names nobody who knows places");
    };
    Ok(match choice {
        Geocoding::Gazetteer => Arc::new(Gazetteer),
        Geocoding::Nominatim { base, public } => {
            let agent = HeaderValue::from_str(user_agent)?;
            let nominatim = Nominatim::new(http.reqwest().clone(), base, agent);
            Arc::new(if public { nominatim } else { nominatim.with_pace(Pace::every(OWN_PACE)) })
        }
    })
}
