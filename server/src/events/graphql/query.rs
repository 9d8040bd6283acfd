//! What can be asked about events.

use super::enums::{EventOrderBy, SortDirection};
use super::node::{EventNode, EventPage};
use crate::events::service;
use crate::events::store::{Listing, Order};
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use async_graphql::{Context, Object};

/// What can be asked about events.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// One event.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The part of its address that names it")] uuid: Uuid,
    ) -> Result<Option<EventNode>> {
        Ok(Some(service::read(ctx.app(), ctx.viewer(), uuid).await?.into()))
    }

    /// Public events that are not over, soonest first unless told otherwise. `total` counts no further than ten
    /// thousand.
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments are flat")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Around this place, as a geohash")] location: Option<String>,
        #[graphql(desc = "Kilometres around the place: 50 unless told")] radius: Option<f64>,
        #[graphql(desc = "The page, from 1")] page: Option<i32>,
        #[graphql(desc = "Events to a page: 10 unless told, at most 100")] limit: Option<i32>,
        #[graphql(desc = "The order: by their beginning unless told")] order_by: Option<
            EventOrderBy,
        >,
        #[graphql(desc = "Which end comes first: the earliest unless told")] direction: Option<
            SortDirection,
        >,
        #[graphql(desc = "Only those that last longer than thirty days, or only the others")]
        long_events: Option<bool>,
    ) -> Result<Option<EventPage>> {
        let near = match location.filter(|hash| !hash.trim().is_empty()) {
            Some(hash) => Some(around(&hash, radius.unwrap_or(RADIUS))?),
            None => None,
        };
        let order = match order_by.unwrap_or(EventOrderBy::BeginsOn) {
            EventOrderBy::BeginsOn => Order::Begins,
            EventOrderBy::InsertedAt => Order::Made,
            EventOrderBy::UpdatedAt => Order::Changed,
        };
        let ascending = direction != Some(SortDirection::Desc);
        let listing = Listing { near, long: long_events, order, ascending };
        let page = Page::of(page, limit);
        let events = service::listed(ctx.app(), ctx.viewer(), &listing, page).await?;
        Ok(Some(events.into()))
    }
}

/// Kilometres around a place where nobody says.
const RADIUS: f64 = 50.0;
/// Half the way around the Earth, in kilometres.
const FAR: f64 = 20_000.0;

/// Longitude and latitude of a geohash, and metres around it.
fn around(hash: &str, radius: f64) -> Result<(f64, f64, f64)> {
    let wrong = |field| Error::invalid(field, Message::new("error-events-place"));
    let hash = hash.trim().to_ascii_lowercase();
    if hash.len() > 12 {
        return Err(wrong("location"));
    }
    let (point, _, _) = geohash::decode(&hash).map_err(|_| wrong("location"))?;
    if !(radius > 0.0 && radius <= FAR) {
        return Err(wrong("radius"));
    }
    Ok((point.x, point.y, radius * 1_000.0))
}
