//! Lists of participants of one level of a query, in as few statements as there are kinds of lists.

use crate::app::App;
use crate::events::{self, Counters};
use crate::graphql::loaders::Gather;
use crate::kernel::prelude::*;
use crate::participation::model::{Participant, ParticipantRole};
use crate::participation::store;
use async_graphql::Request;
use async_graphql::dataloader::Loader;
use std::collections::HashMap;
use std::sync::Arc;

type Loaded<K, V> = Result<HashMap<K, V>, Arc<Error>>;

/// A page of the participants of an event that have one of some roles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OfEvent {
    pub event: EventId,
    pub roles: Vec<ParticipantRole>,
    pub page: Page,
}

/// Loads the participants of events; whoever asks has asked whether the viewer sees them.
pub struct Participants(App);

impl Loader<OfEvent> for Participants {
    type Value = Paged<Participant>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[OfEvent]) -> Loaded<OfEvent, Paged<Participant>> {
        let mut lists: HashMap<(&[ParticipantRole], Page), Vec<EventId>> = HashMap::new();
        for key in keys {
            lists.entry((&key.roles, key.page)).or_default().push(key.event);
        }
        let mut found = HashMap::new();
        let conn = self.0.db.get().await?;
        for ((roles, page), ids) in lists {
            let counters = events::counters(&conn, &ids).await?;
            let rows = store::of_events(&conn, &ids, roles, page).await.map_err(Error::from)?;
            let mut rows = grouped(rows, |row| row.event_id);
            for event in ids {
                let total = counters.get(&event).map_or(0, |counters| counted(counters, roles));
                let elements = rows.remove(&event).unwrap_or_default();
                let key = OfEvent { event, roles: roles.to_vec(), page };
                found.insert(key, Paged { total, elements });
            }
        }
        Ok(found)
    }
}

fn counted(counters: &Counters, roles: &[ParticipantRole]) -> i64 {
    let count = |role: &ParticipantRole| match role {
        ParticipantRole::NotApproved => counters.not_approved,
        ParticipantRole::NotConfirmed => counters.not_confirmed,
        ParticipantRole::Rejected => counters.rejected,
        ParticipantRole::Participant => counters.participant,
        ParticipantRole::Moderator => counters.moderator,
        ParticipantRole::Administrator => counters.administrator,
        ParticipantRole::Creator => counters.creator,
    };
    roles.iter().map(|role| i64::from(count(role))).sum()
}

/// Loads the viewer's own parts in events.
pub struct OwnParts(App, Viewer);

impl Loader<EventId> for OwnParts {
    type Value = Vec<Participant>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[EventId]) -> Loaded<EventId, Vec<Participant>> {
        let conn = self.0.db.get().await?;
        let rows = store::of_actors_in(&conn, ids, self.1.actors()).await.map_err(Error::from)?;
        Ok(grouped(rows, |row| row.event_id))
    }
}

/// A page of what an identity takes part in, or its part in one event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OfActor {
    pub actor: ActorId,
    pub event: Option<EventId>,
    pub page: Page,
}

/// Loads what identities take part in; whoever asks has asked whether the viewer sees it.
pub struct Participations(App);

impl Loader<OfActor> for Participations {
    type Value = Paged<Participant>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[OfActor]) -> Loaded<OfActor, Paged<Participant>> {
        let mut lists: HashMap<(Option<EventId>, Page), Vec<ActorId>> = HashMap::new();
        for key in keys {
            lists.entry((key.event, key.page)).or_default().push(key.actor);
        }
        let mut found = HashMap::new();
        let conn = self.0.db.get().await?;
        for ((event, page), ids) in lists {
            let totals = store::counts_of_actors(&conn, &ids, event).await.map_err(Error::from)?;
            let totals: HashMap<ActorId, i64> = totals.into_iter().collect();
            let rows = store::of_actors(&conn, &ids, event, page).await.map_err(Error::from)?;
            let mut rows = grouped(rows, |row| row.actor_id);
            for actor in ids {
                let total = totals.get(&actor).copied().unwrap_or(0);
                let elements = rows.remove(&actor).unwrap_or_default();
                found.insert(OfActor { actor, event, page }, Paged { total, elements });
            }
        }
        Ok(found)
    }
}

fn grouped<K: std::hash::Hash + Eq>(
    rows: Vec<Participant>,
    by: impl Fn(&Participant) -> K,
) -> HashMap<K, Vec<Participant>> {
    let mut groups: HashMap<K, Vec<Participant>> = HashMap::new();
    for row in rows {
        groups.entry(by(&row)).or_default().push(row);
    }
    groups
}

/// Gives a request the loaders of participants.
pub fn equip(request: Request, app: &App, viewer: &Viewer, gather: &Gather) -> Request {
    request
        .data(gather.loader(Participants(app.clone())))
        .data(gather.loader(OwnParts(app.clone(), viewer.clone())))
        .data(gather.loader(Participations(app.clone())))
}
