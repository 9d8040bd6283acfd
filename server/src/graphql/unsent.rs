//! Variables that a document declares and a request does not send.
//!
//! The specification (GraphQL, October 2021, section 6.4.1) treats an argument whose variable is not sent as an
//! argument that is not there; the library reads it as null. For a change that means "take it away" instead of
//! "leave it as it is", so such arguments are taken out of the document before it runs.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Request, Variables};
use async_graphql_value::Value;
use std::collections::HashSet;

/// Takes out what was not sent. A document that does not parse stays as it is.
pub fn omit(request: &mut Request) {
    let Ok(mut document) = request.parsed_query().cloned() else { return };
    let unsent = unsent(&document, &request.variables);
    if unsent.is_empty() {
        return;
    }
    let operations: Vec<&mut Positioned<OperationDefinition>> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    };
    for operation in operations {
        operation.node.variable_definitions.retain(|it| !unsent.contains(&it.node.name.node));
        without(&mut operation.node.selection_set.node, &unsent);
    }
    for fragment in document.fragments.values_mut() {
        without(&mut fragment.node.selection_set.node, &unsent);
    }
    request.set_parsed_query(document);
}

/// Variables that may be null, have no default and were not sent. One that several operations declare in different
/// ways is left alone.
fn unsent(document: &ExecutableDocument, sent: &Variables) -> HashSet<Name> {
    let definitions =
        || document.operations.iter().flat_map(|(_, it)| &it.node.variable_definitions);
    let optional = |it: &async_graphql::parser::types::VariableDefinition| {
        it.var_type.node.nullable && it.default_value.is_none()
    };
    definitions()
        .filter(|it| !sent.contains_key(&it.node.name.node))
        .map(|it| it.node.name.node.clone())
        .filter(|name| {
            definitions().filter(|it| it.node.name.node == *name).all(|it| optional(&it.node))
        })
        .collect()
}

fn without(set: &mut SelectionSet, unsent: &HashSet<Name>) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                let arguments = &mut field.node.arguments;
                arguments.retain_mut(|(_, value)| stays(&mut value.node, unsent));
                without(&mut field.node.selection_set.node, unsent);
            }
            Selection::InlineFragment(fragment) => {
                without(&mut fragment.node.selection_set.node, unsent);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// Whether a value stays. What stands in an object goes with its name; in a list, where a place cannot be empty, it
/// becomes null.
fn stays(value: &mut Value, unsent: &HashSet<Name>) -> bool {
    match value {
        Value::Variable(name) => !unsent.contains(name),
        Value::List(list) => {
            for item in list {
                if !stays(item, unsent) {
                    *item = Value::Null;
                }
            }
            true
        }
        Value::Object(object) => {
            object.retain(|_, inner| stays(inner, unsent));
            true
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn arguments(query: &str, variables: serde_json::Value) -> Vec<String> {
        let mut request = Request::new(query).variables(Variables::from_json(variables));
        omit(&mut request);
        let document = request.parsed_query().unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let first = &operation.node.selection_set.node.items[0].node;
        let Selection::Field(field) = first else { panic!("{first:?}") };
        let each = field.node.arguments.iter();
        each.map(|(name, value)| format!("{}: {}", name.node, value.node)).collect()
    }

    #[test]
    fn an_argument_whose_variable_is_not_sent_is_not_there() {
        let query = "mutation ($a: Int, $b: Int) { change(a: $a, b: $b, c: 1) }";
        assert_eq!(arguments(query, json!({ "a": 1 })), ["a: $a", "c: 1"]);
        assert_eq!(arguments(query, json!({ "a": null, "b": 2 })), ["a: $a", "b: $b", "c: 1"]);
    }

    #[test]
    fn a_default_and_a_value_that_must_be_there_stay() {
        let query = "mutation ($a: Int = 5, $b: Int!) { change(a: $a, b: $b) }";
        assert_eq!(arguments(query, json!({})), ["a: $a", "b: $b"]);
    }

    #[test]
    fn it_goes_out_of_objects_and_leaves_a_gap_in_lists() {
        let query = "mutation ($a: Int) { change(in: { a: $a, b: 1 }, list: [$a, 2]) }";
        assert_eq!(arguments(query, json!({})), ["in: {b: 1}", "list: [null, 2]"]);
    }
}
