//! What the walk over a document must know of the schema: which fields are lists, and what they lead to.

use crate::graphql::root::schema;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The types of introspection: they are in every schema and so in no SDL (October 2021, section 4.2).
const INTROSPECTION: &str = "
  type __Schema { types: [__Type] queryType: __Type mutationType: __Type subscriptionType: __Type directives: [__Directive] }
  type __Type { fields: [__Field] interfaces: [__Type] possibleTypes: [__Type] enumValues: [__EnumValue] inputFields: [__InputValue] ofType: __Type }
  type __Field { args: [__InputValue] type: __Type }
  type __InputValue { type: __Type }
  type __Directive { args: [__InputValue] }
";

/// How many rows stand behind a field, as far as the schema tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// One, or none.
    One,
    /// As many as its `limit` says.
    Page,
    /// A list without a limit of its own.
    List,
}

/// A field that leads to other fields.
#[derive(Debug)]
pub struct FieldShape {
    /// The name of the type behind it.
    pub leads_to: String,
    pub rows: Rows,
}

/// The fields of a schema by type and name.
pub struct Shape {
    pub query: String,
    pub mutation: String,
    pub subscription: String,
    types: HashMap<String, HashMap<String, FieldShape>>,
}

impl Shape {
    /// The shape of our own schema.
    pub fn ours() -> &'static Self {
        static OURS: LazyLock<Shape> = LazyLock::new(|| Shape::of(&schema().sdl()));
        &OURS
    }

    /// The shape of the schema with this SDL.
    pub fn of(sdl: &str) -> Self {
        let mut shape = Self {
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            subscription: "Subscription".to_owned(),
            types: HashMap::new(),
        };
        for text in [sdl, INTROSPECTION] {
            let document = parse_schema(text).expect("the schema's own SDL parses");
            for definition in document.definitions {
                shape.add(definition);
            }
        }
        for (name, leads_to) in [("__schema", "__Schema"), ("__type", "__Type")] {
            let field = FieldShape { leads_to: leads_to.to_owned(), rows: Rows::One };
            let query = shape.types.entry(shape.query.clone()).or_default();
            query.insert(name.to_owned(), field);
        }
        shape
    }

    /// A field that leads to others; `None` for a leaf and for what does not exist.
    pub fn field(&self, on: &str, name: &str) -> Option<&FieldShape> {
        self.types.get(on)?.get(name)
    }

    fn add(&mut self, definition: TypeSystemDefinition) {
        match definition {
            TypeSystemDefinition::Schema(roots) => {
                let name = |root: Option<async_graphql::Positioned<async_graphql::Name>>| {
                    root.map(|name| name.node.to_string())
                };
                self.query = name(roots.node.query).unwrap_or_default();
                self.mutation = name(roots.node.mutation).unwrap_or_default();
                self.subscription = name(roots.node.subscription).unwrap_or_default();
            }
            TypeSystemDefinition::Type(definition) => {
                let fields = match definition.node.kind {
                    TypeKind::Object(object) => object.fields,
                    TypeKind::Interface(interface) => interface.fields,
                    _ => return,
                };
                // The list inside a page: its size is the page's own, already counted there.
                let page = ["elements", "total"]
                    .iter()
                    .all(|name| fields.iter().any(|field| field.node.name.node == *name));
                let fields = fields.into_iter().map(|field| {
                    let inside = page && field.node.name.node == "elements";
                    (field.node.name.node.to_string(), of_field(&field.node, inside))
                });
                self.types.insert(definition.node.name.node.to_string(), fields.collect());
            }
            TypeSystemDefinition::Directive(_) => {}
        }
    }
}

fn of_field(field: &FieldDefinition, inside_page: bool) -> FieldShape {
    let limited = field.arguments.iter().any(|argument| argument.node.name.node == "limit");
    let list = matches!(field.ty.node.base, BaseType::List(_));
    let rows = match (limited, list && !inside_page) {
        (true, _) => Rows::Page,
        (false, true) => Rows::List,
        (false, false) => Rows::One,
    };
    FieldShape { leads_to: innermost(&field.ty.node), rows }
}

fn innermost(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => innermost(inner),
    }
}
