//! The walk that adds up a document. Every fragment is added up once and used many times, so the walk takes time
//! in proportion to the document, whatever the fragments do to each other.

use super::refusal::{Excess, Refusal};
use super::shape::{FieldShape, Rows, Shape};
use super::{LONG, NESTING, ROWS, within};
use crate::kernel::limit::PAGE_SIZE;
use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Value, Variables};
use std::collections::HashMap;
use std::ops::AddAssign;

/// What a selection adds up to.
#[derive(Debug, Default, Clone, Copy)]
pub struct Sum {
    pub depth: usize,
    pub aliases: usize,
    pub directives: usize,
    pub spreads: usize,
    pub fields: usize,
    pub cost: usize,
    pub schema_fields: usize,
    pub schema_cost: usize,
    /// Lists of the schema inside lists of the schema.
    pub schema_lists: usize,
    pub secrets: usize,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.schema_lists = self.schema_lists.max(other.schema_lists);
        for (sum, term) in [
            (&mut self.aliases, other.aliases),
            (&mut self.directives, other.directives),
            (&mut self.spreads, other.spreads),
            (&mut self.fields, other.fields),
            (&mut self.cost, other.cost),
            (&mut self.schema_fields, other.schema_fields),
            (&mut self.schema_cost, other.schema_cost),
            (&mut self.secrets, other.secrets),
        ] {
            *sum = sum.saturating_add(term);
        }
    }
}

/// The walk over one operation.
pub struct Walk<'a> {
    shape: &'a Shape,
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    defaults: HashMap<&'a str, &'a Value>,
    /// The fragments met so far; `None` while one is being added up.
    fragments: HashMap<&'a str, Option<Sum>>,
    nesting: usize,
}

impl<'a> Walk<'a> {
    /// A walk over an operation of this document.
    pub fn new(
        shape: &'a Shape,
        document: &'a ExecutableDocument,
        variables: &'a Variables,
    ) -> Self {
        let (defaults, fragments) = (HashMap::new(), HashMap::new());
        Self { shape, document, variables, defaults, fragments, nesting: 0 }
    }

    /// Adds up an operation.
    pub fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Sum, Refusal> {
        let mut sum = Sum { directives: operation.directives.len(), ..Sum::default() };
        for variable in &operation.variable_definitions {
            sum.directives += variable.node.directives.len();
            if let Some(default) = &variable.node.default_value {
                self.defaults.insert(&variable.node.name.node, &default.node);
            }
        }
        let root = match operation.ty {
            OperationType::Query => &self.shape.query,
            OperationType::Mutation => &self.shape.mutation,
            OperationType::Subscription => &self.shape.subscription,
        };
        sum += self.set(root, &operation.selection_set.node)?;
        Ok(sum)
    }

    fn set(&mut self, on: &str, set: &'a SelectionSet) -> Result<Sum, Refusal> {
        self.nesting += 1;
        within(Excess::Depth, self.nesting, NESTING)?;
        let mut sum = Sum::default();
        for selection in &set.items {
            sum.directives += selection.node.directives().len();
            sum += match &selection.node {
                Selection::Field(field) => self.field(on, &field.node)?,
                Selection::InlineFragment(inline) => {
                    let to = inline.node.type_condition.as_ref();
                    let on = to.map_or(on, |condition| condition.node.on.node.as_str());
                    self.set(on, &inline.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    let mut inside = self.fragment(&spread.node.fragment_name.node)?;
                    inside.spreads = inside.spreads.saturating_add(1);
                    inside
                }
            };
        }
        self.nesting -= 1;
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a str) -> Result<Sum, Refusal> {
        match self.fragments.get(name) {
            Some(Some(sum)) => return Ok(*sum),
            Some(None) => return Err(Refusal::new(Excess::Circle, 0, 0)),
            None => {}
        }
        // One that does not exist is for the validation to name.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Sum::default()) };
        self.fragments.insert(name, None);
        let mut sum = self
            .set(&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node)?;
        sum.directives = sum.directives.saturating_add(fragment.node.directives.len());
        self.fragments.insert(name, Some(sum));
        Ok(sum)
    }

    fn field(&mut self, on: &str, field: &'a Field) -> Result<Sum, Refusal> {
        let shape = self.shape;
        let ahead = shape.field(on, &field.name.node);
        let leads_to = ahead.map_or("", |ahead| ahead.leads_to.as_str());
        let mut sum = self.set(leads_to, &field.selection_set.node)?;
        let rows = ahead.map_or(1, |ahead| self.rows(on, ahead, field));
        let one = usize::from(!on.starts_with("__"));
        sum.depth += 1;
        sum.aliases += usize::from(field.alias.is_some());
        sum.fields = sum.fields.saturating_add(one);
        sum.cost = sum.cost.saturating_mul(rows).saturating_add(one);
        sum.schema_fields = sum.schema_fields.saturating_add(1 - one);
        sum.schema_cost = sum.schema_cost.saturating_mul(rows).saturating_add(1 - one);
        sum.schema_lists += usize::from(one == 0 && rows > 1);
        let root = on == shape.query || on == shape.mutation;
        sum.secrets += usize::from(root && tries_a_secret(field));
        Ok(sum)
    }

    /// How many rows a field may have: what its `limit` asks for, clamped as [`Page`](crate::kernel::page::Page)
    /// clamps it.
    fn rows(&self, on: &str, ahead: &FieldShape, field: &Field) -> usize {
        match ahead.rows {
            Rows::One => 1,
            Rows::List if on == "__Schema" => 200,
            Rows::List if on.starts_with("__") => 5,
            Rows::List => {
                let known = LONG.iter().find(|(name, _)| *name == field.name.node.as_str());
                known.map_or(ROWS, |(_, rows)| *rows)
            }
            Rows::Page => {
                let asked = self.integer_argument(field, "limit");
                asked.map_or(ROWS, |asked| usize::try_from(asked.clamp(1, PAGE_SIZE)).unwrap_or(1))
            }
        }
    }

    fn integer_argument(&self, field: &Field, name: &str) -> Option<i64> {
        let value = field.get_argument(name)?.node.clone().into_const_with(|variable| {
            let given = self.variables.get(&variable);
            given.or_else(|| self.defaults.get(variable.as_str()).copied()).cloned().ok_or(())
        });
        match value {
            Ok(Value::Number(number)) => number.as_i64().or(Some(PAGE_SIZE)),
            _ => None,
        }
    }
}

/// Whether a field tries a password or a token: it would be a way to make many guesses in one request.
fn tries_a_secret(field: &Field) -> bool {
    field.arguments.iter().any(|(name, _)| {
        let name = name.node.to_ascii_lowercase();
        name.ends_with("token") || name.ends_with("password") || name == "usercode"
    })
}
