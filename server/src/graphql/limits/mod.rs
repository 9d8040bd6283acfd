//! What a request may cost, decided before any resolver runs: one budget for one HTTP request, however many
//! operations it sends. A request that asks for more is refused as a whole, with the code `too_complex`.

mod lexer;
mod refusal;
mod shape;
#[cfg(test)]
mod tests;
mod walk;

pub use refusal::{Excess, Refusal};
use shape::Shape;
use walk::{Sum, Walk};

use async_graphql::{Request, ServerError};

/// Bytes of documents.
pub const DOCUMENT_BYTES: usize = 32 * 1024;
/// Tokens of documents.
pub const TOKENS: usize = 4_000;
/// Fields inside fields, introspection as well.
pub const DEPTH: usize = 15;
/// Selections inside selections, counting fragments, and brackets inside brackets: what recursion may meet.
pub const NESTING: usize = 48;
/// Aliases.
pub const ALIASES: usize = 30;
/// Directives.
pub const DIRECTIVES: usize = 50;
/// Fields, each counted once, as Mobilizon does; a fragment counts where it is used.
pub const FIELDS: usize = 300;
/// Fields, each counted as often as the lists around it have rows.
pub const COST: usize = 15_000;
/// Fields that ask about the schema itself: twice what a client's usual question takes.
pub const SCHEMA_FIELDS: usize = 500;
/// The same, weighted: twice what a client's usual question costs.
pub const SCHEMA_COST: usize = 700_000;
/// Lists of the schema inside lists of the schema: types, their fields, their arguments.
pub const SCHEMA_LISTS: usize = 3;
/// Operations.
pub const OPERATIONS: usize = 5;
/// Operations that try a password or a token.
pub const SECRETS: usize = 1;
/// Rows behind a list that names no limit.
pub const ROWS: usize = 10;
/// Fields with lists that name no limit and are long, and how long.
pub const LONG: [(&str, usize); 2] = [("eventMap", 400), ("languages", 200)];

/// What one HTTP request has spent so far.
#[derive(Debug, Default)]
pub struct Budget {
    bytes: usize,
    tokens: usize,
    operations: usize,
    sum: Sum,
}

impl Budget {
    /// Parses an operation and takes its cost from the budget.
    ///
    /// # Errors
    ///
    /// The outer error is a refusal of the whole HTTP request; the inner one is this operation's alone: its document
    /// does not parse.
    pub fn spend(&mut self, request: &mut Request) -> Result<Result<(), ServerError>, Refusal> {
        self.spend_on(Shape::ours(), request)
    }

    fn spend_on(
        &mut self,
        shape: &Shape,
        request: &mut Request,
    ) -> Result<Result<(), ServerError>, Refusal> {
        self.measure(&request.query)?;
        let document = match request.parsed_query() {
            Ok(document) => document.clone(),
            Err(error) => return Ok(Err(error)),
        };
        for (_, operation) in document.operations.iter() {
            self.operations += 1;
            within(Excess::Operations, self.operations, OPERATIONS)?;
            let mut walk = Walk::new(shape, &document, &request.variables);
            self.sum += walk.operation(&operation.node)?;
            self.check()?;
        }
        Ok(Ok(()))
    }

    fn measure(&mut self, document: &str) -> Result<(), Refusal> {
        self.bytes += document.len();
        within(Excess::Bytes, self.bytes, DOCUMENT_BYTES)?;
        let measure = lexer::measure(document);
        self.tokens += measure.tokens;
        within(Excess::Tokens, self.tokens, TOKENS)?;
        within(Excess::Depth, measure.nesting, NESTING)
    }

    fn check(&self) -> Result<(), Refusal> {
        within(Excess::Depth, self.sum.depth, DEPTH)?;
        within(Excess::Aliases, self.sum.aliases, ALIASES)?;
        within(Excess::Directives, self.sum.directives, DIRECTIVES)?;
        within(Excess::Fields, self.sum.fields.max(self.sum.spreads), FIELDS)?;
        within(Excess::Cost, self.sum.cost, COST)?;
        within(Excess::Schema, self.sum.schema_fields, SCHEMA_FIELDS)?;
        within(Excess::Schema, self.sum.schema_cost, SCHEMA_COST)?;
        within(Excess::Schema, self.sum.schema_lists, SCHEMA_LISTS)?;
        within(Excess::Secrets, self.sum.secrets, SECRETS)
    }
}

fn within(excess: Excess, found: usize, most: usize) -> Result<(), Refusal> {
    if found > most { Err(Refusal::new(excess, found, most)) } else { Ok(()) }
}
