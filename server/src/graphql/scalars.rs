//! The contract's scalars: ids as decimal strings, moments in UTC with a `Z`, points as `lon;lat`, time zones by
//! their IANA names. Files are in [`uploads`](super::uploads).

use super::errors::bad_id;
use crate::kernel::error::Result;
use async_graphql::{ID, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};

/// Reads an id: decimal digits, as a string or a number.
pub fn id<T: From<i64>>(field: &'static str, id: &ID) -> Result<T> {
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    match id.parse::<i64>() {
        Ok(number) if digits && number > 0 => Ok(T::from(number)),
        _ => Err(bad_id(field)),
    }
}

/// The same for an id that may be missing.
pub fn optional_id<T: From<i64>>(field: &'static str, given: Option<&ID>) -> Result<Option<T>> {
    given.map(|given| id(field, given)).transpose()
}

/// A moment: written in UTC with a `Z`, to the second; read with any offset. (The stock scalar writes `+00:00`,
/// so it is not compiled in.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub DateTime<Utc>);

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at)
    }
}

impl From<Moment> for DateTime<Utc> {
    fn from(at: Moment) -> Self {
        at.0
    }
}

/// A moment, as in RFC 3339: written in UTC with a `Z`, read with any offset.
#[Scalar(name = "DateTime")]
impl ScalarType for Moment {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        let at = DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.to_utc());
        at.filter(|at| (1..=9999).contains(&at.year())).map(Self).ok_or_else(|| {
            InputValueError::custom(
                "a moment is written 2026-06-01T19:00:00Z, or with another offset than Z",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

/// A point in WGS 84, written `longitude;latitude` in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub lon: f64,
    pub lat: f64,
}

impl Point {
    /// A point on Earth; `None` for anything that is not.
    pub fn on_earth(lon: f64, lat: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat))
            .then_some(Self { lon, lat })
    }
}

/// A point in WGS 84, written `longitude;latitude` in degrees.
#[Scalar(name = "Point")]
impl ScalarType for Point {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.split_once(';')
            .and_then(|(lon, lat)| {
                Self::on_earth(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
            })
            .ok_or_else(|| {
                InputValueError::custom("a point is written \"longitude;latitude\" in degrees")
            })
    }

    fn to_value(&self) -> Value {
        Value::String(format!("{};{}", self.lon, self.lat))
    }
}

/// A time zone by its IANA name; the empty string stands for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timezone(pub Option<chrono_tz::Tz>);

/// A time zone by its name in the IANA database, such as `Europe/Paris`.
#[Scalar(name = "Timezone")]
impl ScalarType for Timezone {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(name) = &value else { return Err(InputValueError::expected_type(value)) };
        if name.is_empty() {
            return Ok(Self(None));
        }
        name.parse().map(|zone| Self(Some(zone))).map_err(|_| {
            InputValueError::custom(
                "a time zone is written as in the IANA database, such as Europe/Paris",
            )
        })
    }

    fn to_value(&self) -> Value {
        self.0.map_or(Value::Null, |zone| Value::String(zone.name().to_owned()))
    }
}

/// A moment without a zone, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NaiveDateTime(pub chrono::NaiveDateTime);

/// A moment without a zone, in UTC.
#[Scalar(name = "NaiveDateTime")]
impl ScalarType for NaiveDateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        text.parse()
            .map(Self)
            .map_err(|_| InputValueError::custom("a moment is written 2026-06-01T19:00:00"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%dT%H:%M:%S").to_string())
    }
}
