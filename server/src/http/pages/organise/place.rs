//! The place of the form. Typed text is always taken; the point is kept or found where it can be.

use super::change::Typed;
use crate::events::{self, Event};
use crate::http::pages::forms::Sent;
use crate::http::pages::frame::Visit;
use crate::kernel::prelude::*;
use crate::places::{self, Address, AddressInput};

/// Events whose places are offered again.
const REMEMBERED: i64 = 20;

/// The place as typed. What says just where stays with its point when only its name changes; a place used before is
/// found again by its name; else the town is looked up.
pub async fn address(
    visit: &Visit,
    typed: Typed<'_>,
    event: Option<&Event>,
) -> Result<Option<AddressInput>> {
    let sent = typed.sent;
    let text = |name: &str| sent.some(name).map(str::to_owned);
    if super::change::PLACE.split(' ').all(|name| sent.value(name).is_empty()) {
        return Ok(None);
    }
    if let Some(id) = event.and_then(|event| event.address_id)
        && !typed.changed("town street postcode")
    {
        let description = Some(sent.value("place").to_owned());
        return Ok(Some(AddressInput { id: Some(id), description, ..AddressInput::default() }));
    }
    if let Some(known) = remembered(visit, sent).await? {
        return Ok(Some(AddressInput { id: Some(known.id), ..AddressInput::default() }));
    }
    let found = look_up(visit, sent).await;
    Ok(Some(AddressInput {
        description: text("place"),
        street: text("street"),
        locality: text("town"),
        postal_code: text("postcode"),
        region: found.as_ref().and_then(|place| place.region.clone()),
        country: found.as_ref().and_then(|place| place.country.clone()),
        geom: found.as_ref().map(|place| (place.lon, place.lat)),
        ..AddressInput::default()
    }))
}

/// What is known of the town. The name of a venue alone is no town, so without one nothing is looked up; and whoever
/// finds the geocoder silent publishes all the same.
async fn look_up(visit: &Visit, sent: &Sent) -> Option<farandole_geocode::Place> {
    let town = [sent.some("postcode"), Some(sent.some("town")?)].into_iter().flatten();
    let town = town.collect::<Vec<_>>().join(" ");
    let asked = [sent.some("street"), Some(town.as_str())].into_iter().flatten();
    let asked = asked.collect::<Vec<_>>().join(", ");
    let search = places::Search {
        text: &asked,
        lang: visit.t.lang.as_str(),
        administrative: false,
        typing: false,
        page: Page::first(1),
    };
    match places::search(&visit.app, &visit.viewer, search).await {
        Ok(found) => found.into_iter().next(),
        Err(error) => {
            tracing::info!(error.code = error.code(), "a place was written without its point");
            None
        }
    }
}

/// The place used before that is named just so, where nothing else says where it is.
async fn remembered(visit: &Visit, sent: &Sent) -> Result<Option<Address>> {
    let named = sent.value("place").to_lowercase();
    let alone = ["town", "street", "postcode"].iter().all(|name| sent.value(name).is_empty());
    if named.is_empty() || !alone {
        return Ok(None);
    }
    let used = used(visit).await?;
    let name = |place: &Address| place.text.description.as_deref().map(str::to_lowercase);
    Ok(used.into_iter().find(|place| name(place).as_deref() == Some(&named)))
}

/// The places of the reader's events, the latest first, each name once.
pub async fn used(visit: &Visit) -> Result<Vec<Address>> {
    let mut ids = Vec::new();
    for actor in visit.viewer.actors() {
        let page = Page::first(REMEMBERED);
        let theirs = events::organised_by(&visit.app, &visit.viewer, *actor, page).await?;
        ids.extend(theirs.elements.iter().filter_map(|event| event.address_id));
    }
    let conn = visit.app.db.get().await?;
    let mut rows = places::load_many(&conn, &ids).await?;
    let mut names = std::collections::HashSet::new();
    let rows = ids.iter().filter_map(|id| rows.remove(id));
    Ok(rows
        .filter(|place| {
            place.text.description.as_ref().is_some_and(|name| names.insert(name.to_lowercase()))
        })
        .collect())
}
