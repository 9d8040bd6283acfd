//! What a query may cost, decided before any resolver runs.

/// Bytes of a document.
pub const DOCUMENT_BYTES: usize = 32 * 1024;
/// Nested selections.
pub const DEPTH: usize = 15;
/// Aliases in a document.
pub const ALIASES: usize = 30;
/// Directives on one field.
pub const DIRECTIVES: usize = 50;
/// Fields in a document, each counted once, as Mobilizon does.
pub const FIELDS: usize = 300;
/// Fields weighted by the sizes of the lists that they stand in.
pub const COST: usize = 15_000;
/// Operations in one HTTP request.
pub const OPERATIONS: usize = 5;
