//! What is said in the demo town: a few questions under the next events, and what their hosts answer.

use super::people::People;
use super::plan::Host;
use crate::app::App;
use crate::comments::{self, Comment, NewComment};
use crate::events::Event;
use crate::kernel::prelude::*;
use crate::moderation::{self, NewReport, State};

/// Questions of visitors, and the answers of hosts; in French first, as people there speak.
const TALK: [(&str, &str); 4] = [
    (
        "Peut-on venir à vélo ? Y a-t-il de quoi l'attacher ?",
        "Oui, il y a des arceaux devant l'entrée. À bientôt !",
    ),
    (
        "Is it all right to come with children?",
        "Very welcome. There is a corner with games, and it ends before bedtime.",
    ),
    (
        "Faut-il apporter quelque chose ?",
        "Rien d'obligatoire ; un plat à partager fait toujours plaisir.",
    ),
    (
        "Can I get there after six by tram?",
        "Yes, the last one back leaves a little after half past eleven.",
    ),
];

/// Has Camille ask under each of these events, and its host answer, where nothing is said yet.
pub async fn talk(app: &App, people: &People, events: &[&Event]) -> Result<()> {
    let camille = people.hosts[&Host::Camille];
    for (event, (question, answer)) in events.iter().zip(TALK) {
        if !comments::threads(app, &people.viewer, event.id).await?.is_empty() {
            continue;
        }
        let asked = say(app, people, camille, event, (question, None)).await?;
        say(app, people, event.organizer_id, event, (answer, Some(&asked))).await?;
    }
    Ok(())
}

/// Has somebody without an account tell the moderators of one of these events, where nobody has told them of anything.
pub async fn report(app: &App, people: &People, events: &[&Event]) -> Result<()> {
    let told = moderation::list(app, &people.viewer, State::Open, None, Page::first(1)).await?;
    let Some(event) = events.last().filter(|_| told.total == 0) else { return Ok(()) };
    let new = NewReport {
        reported: event.organizer_id,
        events: vec![event.id],
        comments: Vec::new(),
        content: Some(
            "La salle annoncée a fermé au printemps. Quelqu'un peut-il vérifier l'adresse ?".into(),
        ),
        forward: false,
    };
    moderation::create(app, &Viewer::nobody(Lang::Fr, None), new).await.map(drop)
}

async fn say(
    app: &App,
    people: &People,
    who: ActorId,
    event: &Event,
    (text, parent): (&str, Option<&Comment>),
) -> Result<Comment> {
    let new = NewComment {
        text: text.to_owned(),
        parent: parent.map(|parent| parent.id),
        ..NewComment::default()
    };
    comments::create(app, &people.viewer, who, event.id, new).await
}
