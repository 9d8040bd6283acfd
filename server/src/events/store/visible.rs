//! `policy::see` as a filter of a list. A test holds the two against each other for every kind of viewer.

use crate::events::policy::Door;
use crate::kernel::prelude::*;
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::pg::Pg;
use diesel::sql_types::{Array, BigInt, Bool};
use farandole_schema::tables::events;

/// A condition on `events`.
pub type Condition = Box<dyn BoxableExpression<events::table, Pg, SqlType = Bool>>;

/// Events that the viewer may see through this door.
pub fn visible(viewer: &Viewer, door: Door) -> Condition {
    if viewer.is_system() {
        return Box::new(events::deleted_at.is_null());
    }
    let mine = viewer.actors().iter().map(|actor| actor.0).collect::<Vec<_>>();
    let applied = "EXISTS (SELECT FROM participants p WHERE p.event_id = events.id \
         AND p.email_key IS NULL AND p.actor_id = ANY(";
    let attends = "EXISTS (SELECT FROM participants p WHERE p.event_id = events.id \
         AND p.email_key IS NULL AND p.role IN ('participant', 'moderator', 'administrator', 'creator') \
         AND p.actor_id = ANY(";
    let by_link = door == Door::Link;
    let near = by_link && viewer.account().is_some();
    let flag = |holds: bool| if holds { "TRUE" } else { "FALSE" };
    let condition: SqlLiteral<Bool> = sql("(events.deleted_at IS NULL AND (");
    Box::new(
        condition
            .sql(flag(viewer.moderates()))
            .sql(
                " OR NOT EXISTS (SELECT FROM actors a WHERE a.id = events.organizer_id \
                 AND (a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL))) \
                 AND (events.organizer_id = ANY(",
            )
            .bind::<Array<BigInt>, _>(mine.clone())
            .sql(") OR NOT events.draft AND (")
            .sql(flag(viewer.moderates()))
            .sql(" OR (events.visibility = 'public' OR events.visibility = 'unlisted' AND ")
            .sql(flag(by_link))
            .sql(
                ") AND (events.origin IS NULL OR EXISTS (SELECT FROM remote_events r \
                 WHERE r.event_id = events.id AND r.followed) OR ",
            )
            .sql(flag(near))
            .sql(") OR events.visibility IN ('public', 'unlisted') AND ")
            .sql(applied)
            .bind::<Array<BigInt>, _>(mine.clone())
            .sql(")) OR ")
            .sql(attends)
            .bind::<Array<BigInt>, _>(mine)
            .sql(")))))"),
    )
}
