//! The demo town: an account, its identities, and an agenda full of events around Saint-Étienne, for trying and showing
//! the server. The places exist on the map; the venues, hosts and events are invented.
//!
//! What always holds: everything goes through the services, as if a person had done it, so every rule applies; what is
//! there already stays as it is, so an interrupted founding goes on where it stopped.

mod about;
mod agenda;
mod dates;
mod login;
mod people;
mod picture;
mod plan;
mod talk;
mod town;
mod venues;

pub use login::{EMAIL, Login};

use crate::accounts;
use crate::app::App;
use crate::kernel::prelude::*;

/// What a founding has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Founded {
    /// Events that were made.
    pub made: usize,
    /// Events that were there before.
    pub known: usize,
}

/// Whether the demo account is there.
pub async fn founded(app: &App) -> Result<bool> {
    match accounts::by_email(app, &Viewer::system(), EMAIL).await {
        Err(Error::NotFound(_)) => Ok(false),
        found => found.map(|_| true),
    }
}

/// Founds the demo town, or finishes it. `told` hears how many events are done, and of how many.
///
/// The limits on requests must be off: one account makes more events in a minute than a person does in a month.
pub async fn found(app: &App, login: &Login, told: impl Fn(usize, usize)) -> Result<Founded> {
    let people = people::settle(app, login).await?;
    let founded = agenda::fill(app, &people, told).await?;
    about::tell(app).await?;
    if founded.made > 0 {
        agenda::attend(app, &people).await?;
    }
    Ok(founded)
}
