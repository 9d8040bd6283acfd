//! Forms: what was typed, what is wrong with it.

use std::collections::BTreeMap;

/// A mistake, and the field it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's `name` and `id`.
    pub field: String,
    /// What to do, in the reader's language.
    pub message: String,
}

/// What a form shows: the values typed so far and the mistakes found.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    /// What is wrong, in the order of the fields.
    pub errors: Vec<FieldError>,
}

impl Form {
    /// A form filled with these values. Passwords should not be among them.
    pub fn filled<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name.into()).or_default().push(value.into());
        }
        form
    }

    /// Adds a mistake.
    pub fn wrong(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(FieldError { field: field.into(), message: message.into() });
        self
    }

    /// The value of a field, empty if none.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// Whether a box or option of this value was chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.get(name).is_some_and(|all| all.iter().any(|v| v == value))
    }

    /// The mistake of a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|e| e.field == name).map(|e| e.message.as_str())
    }

    /// Whether any of these fields (parted by spaces) has a value or a mistake: then their fold stands open.
    pub fn touched(&self, names: &str) -> bool {
        names
            .split_whitespace()
            .any(|name| !self.value(name).is_empty() || self.error(name).is_some())
    }
}

/// One of several answers.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub text: String,
}

impl Choice {
    /// An answer.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_keeps_every_value_of_a_name() {
        let form = Form::filled([("tag", "a"), ("tag", "b")]);
        assert!(form.has("tag", "a") && form.has("tag", "b") && !form.has("tag", "c"));
        assert_eq!(form.value("tag"), "a");
        assert_eq!(form.value("none"), "");
    }

    #[test]
    fn a_fold_opens_for_a_mistake_inside() {
        let form = Form::default().wrong("price", "too long");
        assert!(form.touched("language price"));
        assert!(!form.touched("language"));
    }
}
