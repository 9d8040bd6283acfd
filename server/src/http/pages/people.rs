//! People with their faces, for pages that show several of them.

use super::frame::{Visit, who};
use super::views::Who;
use crate::kernel::prelude::*;
use crate::{actors, media};
use std::collections::HashMap;

/// Pixels across of a face.
const FACE: i32 = 320;

/// People as pages show them, in the same order, with their pictures: one query however many they are.
pub async fn people<'a>(
    visit: &Visit,
    conn: &AsyncPgConnection,
    actors: impl IntoIterator<Item = &'a actors::Actor>,
) -> Result<Vec<Who>> {
    let actors: Vec<&actors::Actor> = actors.into_iter().collect();
    let faces: Vec<MediaId> = actors.iter().filter_map(|actor| actor.avatar_id).collect();
    let faces =
        if faces.is_empty() { HashMap::new() } else { media::load_many(conn, &faces).await? };
    let shown = |actor: &&actors::Actor| {
        let face = actor.avatar_id.and_then(|id| faces.get(&id));
        let picture = face.map(|row| media::Picture::of(&visit.app.config, row).url_for(FACE));
        Who { picture, ..who(actor) }
    };
    Ok(actors.iter().map(shown).collect())
}

/// One person with their picture.
pub async fn person(
    visit: &Visit,
    conn: &AsyncPgConnection,
    actor: Option<&actors::Actor>,
) -> Result<Option<Who>> {
    Ok(people(visit, conn, actor).await?.pop())
}
