//! The rows of addresses.

use crate::kernel::prelude::*;
use farandole_schema::tables::addresses;
use postgis_diesel::types::Point;

/// The number of WGS 84 among systems of coordinates.
pub const WGS84: u32 = 4326;

/// The address of a place. Never changed once written.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = addresses)]
pub struct Address {
    pub id: AddressId,
    pub url: String,
    /// The geocoder's own name for the place, with the provider in front.
    pub origin_id: Option<String>,
    #[diesel(embed)]
    pub text: AddressText,
    /// Longitude and latitude in degrees, WGS 84.
    pub geog: Option<Point>,
    /// The IANA name of the zone that it lies in.
    pub timezone: Option<String>,
}

/// What people read of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = addresses)]
pub struct AddressText {
    /// The name of the place.
    pub description: Option<String>,
    /// House number and street.
    pub street: Option<String>,
    /// City, town or village.
    pub locality: Option<String>,
    pub postal_code: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    /// `house`, `street`, `zone`, `city`, `administrative`, or a word of OpenStreetMap.
    pub kind: Option<String>,
}

impl AddressText {
    /// Whether nobody could read anything from it; the kind alone says nothing.
    pub fn is_empty(&self) -> bool {
        Self { kind: self.kind.clone(), ..Self::default() } == *self
    }
}

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = addresses)]
pub struct NewAddress {
    pub uuid: Uuid,
    pub url: String,
    pub origin_id: Option<String>,
    #[diesel(embed)]
    pub text: AddressText,
    pub geog: Option<Point>,
    pub timezone: Option<String>,
    pub created_at: DateTime<Utc>,
}
