//! A moment as organisers write it: the contract's scalar, which may also be an hour on the clocks of the place.

use crate::events::time::When;
use crate::graphql::scalars::Moment;
use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// A moment with an offset, or without one an hour in the zone of the event.
#[derive(Debug, Clone, Copy)]
pub struct WrittenWhen(pub When);

/// A moment, as in RFC 3339: written in UTC with a `Z`, read with any offset.
#[Scalar(name = "DateTime")]
impl ScalarType for WrittenWhen {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        When::read(text.trim()).map(Self).ok_or_else(|| {
            InputValueError::custom(
                "a moment is written 2026-06-01T19:00:00Z, with another offset than Z, or without \
                 one in the time zone of the event",
            )
        })
    }

    fn to_value(&self) -> Value {
        match self.0 {
            When::Exact(at) => Moment(at.to_utc()).to_value(),
            When::Wall(wall) | When::Asked(wall, _) => {
                Value::String(wall.format("%Y-%m-%dT%H:%M:%S").to_string())
            }
        }
    }
}
