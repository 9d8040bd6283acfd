//! The refusal of a request that asks for too much.

use crate::kernel::error::Message;
use crate::kernel::text::Lang;

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    Bytes,
    Tokens,
    Depth,
    /// A fragment that holds itself.
    Circle,
    Aliases,
    Directives,
    Fields,
    Cost,
    /// Questions about the schema.
    Schema,
    Operations,
    Secrets,
}

/// Why a request was not run: code `too_complex`, status 400.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    pub excess: Excess,
    found: usize,
    most: usize,
}

impl Refusal {
    pub(super) fn new(excess: Excess, found: usize, most: usize) -> Self {
        Self { excess, found, most }
    }

    /// The sentence to show.
    pub fn say(&self, lang: Lang) -> String {
        let id = match self.excess {
            Excess::Bytes => "error-edge-too-many-bytes",
            Excess::Tokens => "error-edge-too-many-tokens",
            Excess::Depth => "error-edge-too-deep",
            Excess::Circle => "error-edge-fragment-circle",
            Excess::Aliases => "error-edge-too-many-aliases",
            Excess::Directives => "error-edge-too-many-directives",
            Excess::Fields => "error-edge-too-many-fields",
            Excess::Cost => "error-edge-too-costly",
            Excess::Schema => "error-edge-too-much-schema",
            Excess::Operations => "error-edge-too-many-operations",
            Excess::Secrets => "error-edge-too-many-secrets",
        };
        Message::new(id).with("found", self.found).with("max", self.most).say(lang)
    }
}
