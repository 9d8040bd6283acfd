//! What people organise, a page for each of several of them in two statements.

use super::visible::visible;
use crate::events::model::Event;
use crate::events::policy::Door;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use farandole_schema::tables::events;
use std::collections::HashMap;

/// An organiser, an event, its place among the organiser's events, and how many these are.
type Ranked = (ActorId, EventId, i64, i64);

/// The events of these organisers that the viewer may find, a page of each, newest first. An event that a group
/// answers for does not tell strangers who organises it, so it is not among them.
pub async fn organised_by(
    mut conn: &AsyncPgConnection,
    viewer: &Viewer,
    organizers: &[ActorId],
    page: Page,
) -> QueryResult<HashMap<ActorId, Paged<Event>>> {
    let told: Vec<ActorId> =
        organizers.iter().copied().filter(|id| viewer.owns(*id) || viewer.moderates()).collect();
    let all = events::table
        .filter(events::organizer_id.eq_any(organizers.to_vec()))
        .filter(events::attributed_to_id.is_null().or(events::organizer_id.eq_any(told)))
        .filter(visible(viewer, Door::List))
        .select((
            events::organizer_id,
            events::id,
            sql::<BigInt>(
                "row_number() OVER (PARTITION BY events.organizer_id \
                 ORDER BY events.begins_on DESC, events.id DESC) AS place",
            ),
            sql::<BigInt>("count(*) OVER (PARTITION BY events.organizer_id) AS total"),
        ));
    let ranked: Vec<Ranked> = Places { query: all, page }.load(&mut conn).await?;
    let ids: Vec<EventId> = ranked.iter().map(|(_, id, ..)| *id).collect();
    let rows: Vec<Event> = events::table
        .filter(events::id.eq_any(ids))
        .select(Event::as_select())
        .load(&mut conn)
        .await?;
    let mut rows: HashMap<EventId, Event> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut found: HashMap<ActorId, Paged<Event>> = HashMap::new();
    for (organizer, id, place, total) in ranked {
        let list = found.entry(organizer).or_insert_with(Paged::empty);
        list.total = total.min(limit::TOTAL);
        list.elements.extend(rows.remove(&id).filter(|_| place > page.offset));
    }
    Ok(found)
}

/// Those rows of a query that stand in a page, counted by its column `place`, and always the first: it knows how many
/// there are in all.
#[derive(Debug, Clone)]
struct Places<Q> {
    query: Q,
    page: Page,
}

impl<Q> QueryId for Places<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Places<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Places<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT * FROM (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") AS ranked WHERE place = 1 OR place > ");
        out.push_bind_param::<BigInt, _>(&self.page.offset)?;
        out.push_sql(" AND place <= ");
        out.push_bind_param::<BigInt, _>(&self.page.offset)?;
        out.push_sql(" + ");
        out.push_bind_param::<BigInt, _>(&self.page.limit)?;
        out.push_sql(" ORDER BY 1, place");
        Ok(())
    }
}
