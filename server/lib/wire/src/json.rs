//! Documents from strangers, read with bounds.
//!
//! JSON-LD is read as plain JSON under its known short names, as nearly every server writes it: no context is ever
//! fetched, nothing is expanded. So a document that plays with the structure of JSON-LD, or gives a name twice, has
//! a meaning that we would not see, and is refused.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// How deep objects and lists may stand in each other.
const DEPTH: usize = 32;
/// How many values a document may hold.
const NODES: usize = 20_000;
/// How many bytes one text may have.
const TEXT: usize = 256 * 1024;
/// Keywords that change what the rest of a document means.
const STRUCTURAL: [&str; 4] = ["@graph", "@included", "@reverse", "@nest"];

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not JSON, or beyond the bounds.
    #[error("the document cannot be read: {0}")]
    Json(String),
    /// JSON, but not an object.
    #[error("the document is not an object")]
    NotAnObject,
}

/// Reads an object. Bounds: 32 levels, 20,000 values, 256 KiB a text, no name twice in an object, none of JSON-LD's
/// structural keywords.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, Unreadable> {
    let budget = Cell::new(NODES);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Bounded { depth: DEPTH, budget: &budget }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|cause| Unreadable::Json(cause.to_string()))?;
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(Unreadable::NotAnObject),
    }
}

#[derive(Clone, Copy)]
struct Bounded<'a> {
    depth: usize,
    budget: &'a Cell<usize>,
}

impl Bounded<'_> {
    fn spend<E: serde::de::Error>(self) -> Result<(), E> {
        let left = self.budget.get().checked_sub(1).ok_or_else(|| E::custom("too many values"))?;
        self.budget.set(left);
        Ok(())
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("too deep"))?;
        Ok(Self { depth, ..self })
    }
}

fn short<E: serde::de::Error>(text: &str) -> Result<(), E> {
    if text.len() > TEXT { Err(E::custom("a text is too long")) } else { Ok(()) }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.spend()?;
        Ok(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.spend()?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.spend()?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.spend()?;
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.spend()?;
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.spend()?;
        short(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        self.spend()?;
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(value) = from.next_element_seed(inner)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        self.spend()?;
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            short(&name)?;
            if STRUCTURAL.contains(&name.as_str()) {
                return Err(A::Error::custom("a structural keyword of JSON-LD"));
            }
            let value = from.next_value_seed(inner)?;
            if map.insert(name, value).is_some() {
                return Err(A::Error::custom("a name that comes twice"));
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> bool {
        object(text.as_bytes()).is_ok()
    }

    #[test]
    fn an_ordinary_document_comes_through_as_it_is() {
        let text = r#"{"id":"https://a.example/1","n":-1.5,"m":18446744073709551615,"to":[],"x":{"y":[null,true]}}"#;
        assert_eq!(Value::Object(object(text.as_bytes()).unwrap()).to_string().len(), text.len());
    }

    #[test]
    fn sec_128_what_has_two_meanings_is_refused() {
        assert!(!reads(r#"{"actor":"https://a.example","actor":"https://b.example"}"#));
        assert!(!reads(r#"{"object":{"id":"1","id":"2"}}"#));
        for keyword in STRUCTURAL {
            assert!(!reads(&format!(r#"{{"{keyword}":[]}}"#)), "{keyword}");
            assert!(!reads(&format!(r#"{{"object":[{{"{keyword}":1}}]}}"#)), "{keyword}");
        }
    }

    #[test]
    fn sec_129_depth_size_and_length_are_bounded() {
        let deep = |n: usize| format!(r#"{{"a":{}1{}}}"#, "[".repeat(n), "]".repeat(n));
        assert!(reads(&deep(31)));
        assert!(!reads(&deep(32)));
        assert!(!reads(&deep(100_000)));
        let wide = |n: usize| format!(r#"{{"a":[{}1]}}"#, "1,".repeat(n));
        assert!(reads(&wide(19_000)));
        assert!(!reads(&wide(20_000)));
        assert!(reads(&format!(r#"{{"a":"{}"}}"#, "x".repeat(TEXT))));
        assert!(!reads(&format!(r#"{{"a":"{}"}}"#, "x".repeat(TEXT + 1))));
    }

    #[test]
    fn sec_129_what_is_not_one_object_is_refused() {
        for text in [
            "",
            "[]",
            "1",
            "null",
            "{",
            "{}{}",
            "{\"a\":NaN}",
            "{\"a\":1e999}",
            "{\"a\":\"\\ud800\"}",
        ] {
            assert!(!reads(text), "{text}");
        }
        assert!(object(b"{\"a\":\"\xff\"}").is_err());
    }
}
