//! Places in the API.

use super::ask;
use super::input::AddressInput;
use super::loader::AddressLoader;
use super::model::Address;
use crate::graphql::ContextExt;
use crate::graphql::scalars::{self, Point, Timezone};
use crate::kernel::prelude::*;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use farandole_geocode::Place;

/// The address of a place: one that is kept, or an answer to a search, which has no id yet.
pub enum AddressNode {
    /// Kept.
    Kept(Box<Address>),
    /// Found by the geocoder.
    Found(Box<Place>),
}

impl From<Address> for AddressNode {
    fn from(address: Address) -> Self {
        Self::Kept(Box::new(address))
    }
}

impl From<Place> for AddressNode {
    fn from(place: Place) -> Self {
        Self::Found(Box::new(place))
    }
}

/// The address of a place: one that is kept, or an answer to a search, which has no id yet.
#[Object(name = "Address")]
impl AddressNode {
    /// Its id; none for an answer to a search.
    async fn id(&self) -> Option<ID> {
        match self {
            Self::Kept(kept) => Some(kept.id.into()),
            Self::Found(_) => None,
        }
    }
    /// Its name among linked data; none for an answer to a search.
    async fn url(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => Some(&kept.url),
            Self::Found(_) => None,
        }
    }
    /// The geocoder's own name for the place, with the provider in front.
    async fn origin_id(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.origin_id.as_deref(),
            Self::Found(found) => Some(&found.origin_id),
        }
    }
    /// The name of the place.
    async fn description(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.description.as_deref(),
            Self::Found(found) => Some(&found.description),
        }
    }
    /// House number and street.
    async fn street(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.street.as_deref(),
            Self::Found(found) => found.street.as_deref(),
        }
    }
    /// City, town or village.
    async fn locality(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.locality.as_deref(),
            Self::Found(found) => found.locality.as_deref(),
        }
    }
    /// The postal code, as written in its country.
    async fn postal_code(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.postal_code.as_deref(),
            Self::Found(found) => found.postal_code.as_deref(),
        }
    }
    /// State, province or region.
    async fn region(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.region.as_deref(),
            Self::Found(found) => found.region.as_deref(),
        }
    }
    /// The country.
    async fn country(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.country.as_deref(),
            Self::Found(found) => found.country.as_deref(),
        }
    }
    /// What kind of place it is: `house`, `street`, `zone`, `city`, `administrative`, or a word of OpenStreetMap
    /// such as `library`.
    #[graphql(name = "type")]
    async fn kind(&self) -> Option<&str> {
        match self {
            Self::Kept(kept) => kept.text.kind.as_deref(),
            Self::Found(found) => Some(&found.kind),
        }
    }
    /// Where it is.
    async fn geom(&self) -> Option<Point> {
        match self {
            Self::Kept(kept) => kept.geog.map(|point| Point { lon: point.x, lat: point.y }),
            Self::Found(found) => Point::on_earth(found.lon, found.lat),
        }
    }
    /// The zone whose clocks people follow there.
    async fn timezone(&self) -> Option<Timezone> {
        let name = match self {
            Self::Kept(kept) => kept.timezone.as_deref(),
            Self::Found(found) => found.timezone.as_deref(),
        };
        name.and_then(|name| name.parse().ok()).map(|zone| Timezone(Some(zone)))
    }
    /// The whole address in one line, as pages and mails write it.
    async fn one_line(&self, ctx: &Context<'_>) -> Option<String> {
        match self {
            Self::Kept(kept) => Some(super::one_line(kept, ctx.viewer().lang)),
            Self::Found(found) => Some(super::render::found_in_one_line(found, ctx.viewer().lang)),
        }
    }
    /// A picture of the place: this server looks for none.
    async fn picture_info(&self) -> Option<PictureInfo> {
        None
    }
}

/// A picture of a place.
#[derive(SimpleObject)]
pub struct PictureInfo {
    /// Where it can be fetched.
    pub url: Option<String>,
    /// Who made it.
    pub author: Option<PictureInfoElement>,
    /// Where it comes from.
    pub source: Option<PictureInfoElement>,
}

/// Somebody to thank for a picture.
#[derive(SimpleObject)]
pub struct PictureInfoElement {
    /// Their name.
    pub name: Option<String>,
    /// Their page.
    pub url: Option<String>,
}

/// A place to give to an event: one that is kept, by its `id`; or one in words. Words that differ from those of the
/// named address make another address: none is ever changed. Beside an `id`, what is left out or null is as that
/// address has it, and the empty text empties it.
#[derive(InputObject, Default)]
#[graphql(name = "AddressInput")]
pub struct AddressInputObject {
    /// An address that is kept.
    pub id: Option<ID>,
    /// Made by the server: what is sent here changes nothing.
    pub url: Option<String>,
    /// The geocoder's own name for the place, as a search gave it.
    pub origin_id: Option<String>,
    /// The name of the place: at most 500 characters.
    pub description: Option<String>,
    /// House number and street: at most 500 characters.
    pub street: Option<String>,
    /// City, town or village: at most 200 characters.
    pub locality: Option<String>,
    /// The postal code: at most 50 characters.
    pub postal_code: Option<String>,
    /// State, province or region: at most 200 characters.
    pub region: Option<String>,
    /// The country: at most 200 characters.
    pub country: Option<String>,
    /// What kind of place it is: at most 100 characters.
    #[graphql(name = "type")]
    pub kind: Option<String>,
    /// Where it is.
    pub geom: Option<Point>,
    /// Its time zone; where there is a point, the zone is the point's.
    pub timezone: Option<Timezone>,
}

impl TryFrom<AddressInputObject> for AddressInput {
    type Error = Error;

    fn try_from(given: AddressInputObject) -> Result<Self> {
        Ok(Self {
            id: scalars::optional_id("physicalAddress.id", given.id.as_ref())?,
            origin_id: given.origin_id,
            description: given.description,
            street: given.street,
            locality: given.locality,
            postal_code: given.postal_code,
            region: given.region,
            country: given.country,
            kind: given.kind,
            geom: given.geom.map(|point| (point.lon, point.lat)),
            timezone: given.timezone.and_then(|zone| zone.0),
        })
    }
}

/// Which places to look for.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum AddressSearchType {
    /// Settlements and larger areas.
    Administrative,
}

/// The address of something that the viewer may see, loaded together with the others of its level.
pub async fn load_address(ctx: &Context<'_>, id: Option<AddressId>) -> Result<Option<AddressNode>> {
    let Some(id) = id else { return Ok(None) };
    let loaded = ctx.loader::<AddressLoader, AddressId>().load_one(id).await;
    Ok(loaded.map_err(|cause| anyhow::anyhow!("addresses: {cause}"))?.map(AddressNode::from))
}

/// Questions about places.
#[derive(Default)]
pub struct PlaceQuery;

#[Object]
impl PlaceQuery {
    /// Places that go by a name or an address, best first.
    #[expect(clippy::too_many_arguments, reason = "the contract's arguments are flat")]
    async fn search_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A name or an address, as people write it")] query: String,
        #[graphql(desc = "The language of the answer; that of the request unless told")]
        locale: Option<String>,
        #[graphql(desc = "The page, from 1")] page: Option<i32>,
        #[graphql(desc = "Places to a page: 10 unless told, at most 50 in all")] limit: Option<i32>,
        #[graphql(name = "type", desc = "Which places to look for: all unless told")] kind: Option<
            AddressSearchType,
        >,
        #[graphql(
            desc = "Whether somebody is still typing: then only a provider that allows it is asked",
            default
        )]
        typing: bool,
    ) -> Result<Option<Vec<Option<AddressNode>>>> {
        let viewer = ctx.viewer();
        let search = ask::Search {
            text: &query,
            lang: locale.as_deref().unwrap_or(viewer.lang.as_str()),
            administrative: kind.is_some(),
            typing,
            page: Page::of(page, limit),
        };
        let found = ask::search(ctx.app(), viewer, search).await?;
        Ok(Some(found.into_iter().map(|place| Some(place.into())).collect()))
    }

    /// The place at a point, as a list of one; an empty list where there is none.
    async fn reverse_geocode(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Degrees east")] longitude: f64,
        #[graphql(desc = "Degrees north")] latitude: f64,
        #[graphql(desc = "How exact, as on web maps: 10 is a city, 15 unless told, 18 a house")]
        zoom: Option<i32>,
        #[graphql(desc = "The language of the answer; that of the request unless told")]
        locale: Option<String>,
    ) -> Result<Option<Vec<Option<AddressNode>>>> {
        let viewer = ctx.viewer();
        let lang = locale.as_deref().unwrap_or(viewer.lang.as_str());
        let zoom = u8::try_from(zoom.unwrap_or(15).clamp(0, 18)).unwrap_or(15);
        let found = ask::reverse(ctx.app(), viewer, (longitude, latitude), zoom, lang).await?;
        Ok(Some(found.into_iter().map(|place| Some(place.into())).collect()))
    }
}
