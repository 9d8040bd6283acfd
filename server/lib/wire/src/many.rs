//! One, several or none: how ActivityStreams writes nearly every property, and how servers differ in it.

use serde_json::{Map, Value};

/// The address that stands for everybody.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// The values of a property: none when it is missing or null, the one that stands there alone, or those of a list.
pub fn values<'a>(object: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    match object.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The address that a value stands for: itself, or the `id` of the object, or where there is none its `href`.
pub fn address(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(object) => ["id", "href"].iter().find_map(|name| object.get(*name)?.as_str()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// The addresses of a property.
pub fn addresses<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a str> {
    values(object, name).iter().filter_map(address)
}

/// The first address of a property.
pub fn first_address<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    values(object, name).iter().find_map(address)
}

/// The text of a property; the first one of a list.
pub fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    values(object, name).iter().find_map(Value::as_str)
}

/// Whether an object says that it is of this type, alone or among others.
pub fn is_a(object: &Map<String, Value>, kind: &str) -> bool {
    let names = values(object, "type").iter().filter_map(Value::as_str);
    names.into_iter().any(|name| name == kind || name.strip_prefix("as:") == Some(kind))
}

/// Whether an address means everybody, in any of the three spellings.
pub fn is_public(address: &str) -> bool {
    matches!(address, PUBLIC | "as:Public" | "Public")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_property_may_be_missing_alone_or_a_list() {
        let all = |value: Value| {
            addresses(&object(json!({ "to": value })), "to").map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(all(json!("https://a.example")), ["https://a.example"]);
        assert_eq!(
            all(json!({ "type": "Person", "id": "https://a.example" })),
            ["https://a.example"]
        );
        assert_eq!(
            all(json!({ "type": "Link", "href": "https://a.example" })),
            ["https://a.example"]
        );
        assert_eq!(
            all(json!(["https://a.example", { "id": "https://b.example" }, 1, null, ""])).len(),
            2
        );
        assert!(all(Value::Null).is_empty());
        assert_eq!(addresses(&Map::new(), "to").count(), 0);
    }

    #[test]
    fn everybody_has_three_names() {
        assert!(["Public", "as:Public", PUBLIC].into_iter().all(is_public));
        assert!(!is_public("https://a.example/public"));
    }

    #[test]
    fn a_type_may_stand_among_others() {
        for kind in [json!("Event"), json!(["Object", "Event"]), json!("as:Event")] {
            assert!(is_a(&object(json!({ "type": kind })), "Event"), "{kind}");
        }
        assert!(!is_a(&object(json!({ "type": "Note" })), "Event"));
        assert!(!is_a(&Map::new(), "Event"));
    }
}
