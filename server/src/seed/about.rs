//! Who is behind the demo, so that the pages about it are not empty.

use crate::app::App;
use crate::kernel::prelude::*;
use crate::site::{self, About, SettingsChange};

/// Says it, unless somebody has said anything already.
pub async fn tell(app: &App) -> Result<()> {
    if site::settings(app).await?.about != About::default() {
        return Ok(());
    }
    let said = |text: &str| Some(text.to_owned());
    let about = About {
        topics: said(
            "Dances, markets, workshops and walks around Saint-Étienne: all of them invented.",
        ),
        creator: said("Nobody yet. This is a demo town, founded for trying things out."),
        why: said("To show what a town's agenda looks like when it is full."),
        how_long: said("As long as this server runs."),
        funding: None,
        moderation: said("Nobody reads along. Do not publish this server as it is."),
        hardware: said("The computer that you have started it on."),
    };
    let change = SettingsChange { about, ..SettingsChange::default() };
    site::save(app, &Viewer::system(), change).await.map(drop)
}
