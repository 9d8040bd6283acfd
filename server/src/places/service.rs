//! What can be done with addresses.

use super::input::{AddressInput, Place};
use super::model::{Address, NewAddress};
use super::store;
use crate::app::App;
use crate::kernel::prelude::*;
use std::collections::HashMap;

/// A place for an event.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub input: &'a AddressInput,
    /// Who organises the event. An address that is nobody else's business is known only to those who have used it.
    pub organizer: ActorId,
    /// The address that the event has now: kept where it says the same.
    pub current: Option<AddressId>,
}

/// The address that says what was written: one that exists, or a new one. `None` where nothing was written.
///
/// No row is ever changed. An `id` must be of an address that the organiser may know, else the error is the one for
/// an address that does not exist.
pub async fn find_or_create(
    tx: &mut AsyncPgConnection,
    app: &App,
    wanted: Wanted<'_>,
) -> Result<Option<AddressId>> {
    let current = match wanted.current {
        Some(id) => find(tx, id).await?,
        None => None,
    };
    let named = match wanted.input.id {
        Some(id) => Some(named(tx, id, wanted.organizer, current.as_ref()).await?),
        None => None,
    };
    let place = match &named {
        Some(address) => Place::over(address, wanted.input)?,
        None => Place::written(wanted.input)?,
    };
    if place.is_empty() {
        return Ok(None);
    }
    let same = named.iter().chain(&current).find(|address| place.is(address));
    match same {
        Some(address) => Ok(Some(address.id)),
        None => by_origin_or_new(tx, app, place).await.map(Some),
    }
}

/// The address with this id.
pub async fn find(conn: &AsyncPgConnection, id: AddressId) -> Result<Option<Address>> {
    Ok(store::with_ids(conn, &[id]).await?.pop())
}

/// The address with this uuid, if a public event has taken place there or will; every other is nobody's business.
pub async fn of_public_events(app: &App, uuid: Uuid) -> Result<Option<Address>> {
    Ok(store::of_public_events(&*app.db.get().await?, uuid).await?)
}

/// The addresses with these ids, in one query; those that do not exist are left out.
pub async fn load_many(
    conn: &AsyncPgConnection,
    ids: &[AddressId],
) -> Result<HashMap<AddressId, Address>> {
    let rows = store::with_ids(conn, ids).await?;
    Ok(rows.into_iter().map(|address| (address.id, address)).collect())
}

async fn named(
    conn: &AsyncPgConnection,
    id: AddressId,
    organizer: ActorId,
    current: Option<&Address>,
) -> Result<Address> {
    if let Some(address) = current.filter(|address| address.id == id) {
        return Ok(address.clone());
    }
    store::usable(conn, id, organizer)
        .await?
        .ok_or_else(|| Error::invalid("physicalAddress.id", Message::new("error-places-unknown")))
}

/// The first to write a place that a geocoder knows gives its name to the row; whoever writes it differently gets
/// a row without the name.
async fn by_origin_or_new(
    tx: &mut AsyncPgConnection,
    app: &App,
    mut place: Place,
) -> Result<AddressId> {
    if let Some(origin) = place.origin_id.clone() {
        let known = store::with_origin(tx, &origin).await?;
        if known.is_none()
            && let Some(id) = store::insert(tx, &row(app, place.clone())).await?
        {
            return Ok(id);
        }
        // Not known before the insert but in its way: somebody else has just written it.
        let known = match known {
            None => store::with_origin(tx, &origin).await?,
            known => known,
        };
        if let Some(known) = known.filter(|known| place.is(known)) {
            return Ok(known.id);
        }
        place.origin_id = None;
    }
    Ok(store::insert(tx, &row(app, place)).await?.ok_or_else(|| {
        anyhow::anyhow!("an address without a geocoder's name was in another's way")
    })?)
}

fn row(app: &App, place: Place) -> NewAddress {
    let uuid = app.random.uuid();
    NewAddress {
        uuid,
        url: app.config.link(&format!("/address/{uuid}")),
        origin_id: place.origin_id,
        text: place.text,
        geog: place.point,
        timezone: place.zone,
        created_at: app.now(),
    }
}
