//! What each page shows. Plain structs of words and addresses: whoever fills them has already asked who may see
//! what, put dates into words and made links. A template only lays them out.
//!
//! Every page has `t` (the texts of the reader's language) and `page` (head, header and footer).

mod about;
mod account;
mod agenda;
mod event;
mod form;
mod guests;
mod home;
mod layout;
mod mailbox;
mod message;
mod organise;
mod participate;
mod parts;
mod profile;
mod reports;
mod search;

pub use about::*;
pub use account::*;
pub use agenda::*;
pub use event::*;
pub use form::*;
pub use guests::*;
pub use home::*;
pub use layout::*;
pub use mailbox::*;
pub use message::*;
pub use organise::*;
pub use participate::*;
pub use parts::*;
pub use profile::*;
pub use reports::*;
pub use search::*;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
