//! The SQL of servers.

use super::model::{self, ALL, Instance, Setback, Stance};
use crate::kernel::host::lineage;
use crate::kernel::prelude::*;
use farandole_schema::tables::instances;

/// The server with this id.
pub async fn find(mut conn: &AsyncPgConnection, id: InstanceId) -> Result<Option<Instance>> {
    let row = instances::table.find(id).select(Instance::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// The server of a host.
pub async fn of_host(mut conn: &AsyncPgConnection, host: &str) -> Result<Option<Instance>> {
    let row = instances::table.filter(instances::host.eq(host)).select(Instance::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// Writes a server that may be known already.
pub async fn add(mut conn: &AsyncPgConnection, host: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(instances::table)
        .values((instances::host.eq(host), instances::created_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// What was decided about a host or a domain above it: the strictest.
pub async fn stance(conn: &AsyncPgConnection, host: &str) -> Result<Stance> {
    strictest(conn, &[host.to_owned()]).await
}

/// The strictest that counts for any of these hosts.
pub async fn strictest(mut conn: &AsyncPgConnection, hosts: &[String]) -> Result<Stance> {
    let about: Vec<(&String, Vec<String>)> =
        hosts.iter().map(|host| (host, lineage(host))).collect();
    let mut all: Vec<&str> =
        about.iter().flat_map(|(_, lineage)| lineage).map(String::as_str).collect();
    all.push(ALL);
    let found: Vec<(String, Stance)> = instances::table
        .filter(instances::host.eq_any(all))
        .select((instances::host, instances::stance))
        .load(&mut conn)
        .await?;
    let decided = |host: &str| {
        found.iter().find(|(known, _)| known == host).map_or(Stance::Open, |(_, stance)| *stance)
    };
    let counts = about.iter().map(|(_, lineage)| {
        let about: Vec<Stance> = lineage.iter().map(|host| decided(host)).collect();
        model::strictest(&about, decided(ALL))
    });
    Ok(counts
        .max_by_key(|stance| (*stance == Stance::Blocked, *stance == Stance::Limited))
        .unwrap_or(Stance::Open))
}

/// Keeps a decision.
pub async fn set_stance(
    tx: &mut AsyncPgConnection,
    id: InstanceId,
    stance: Stance,
    note: Option<&str>,
) -> Result<Instance> {
    let changed = diesel::update(instances::table.find(id))
        .set((instances::stance.eq(stance), instances::note.eq(note)))
        .returning(Instance::as_returning());
    Ok(changed.get_result(tx).await?)
}

/// It answered, signed for in this way.
pub async fn answered(
    mut conn: &AsyncPgConnection,
    id: InstanceId,
    scheme: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(instances::table.find(id))
        .set((
            instances::scheme.eq(scheme),
            instances::state.eq("ok"),
            instances::failures.eq(0),
            instances::failing_since.eq(None::<DateTime<Utc>>),
            instances::next_try_at.eq(None::<DateTime<Utc>>),
            instances::last_error.eq(None::<String>),
            instances::last_success_at.eq(now),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// It did not answer.
pub async fn failed(
    mut conn: &AsyncPgConnection,
    id: InstanceId,
    setback: Setback,
    error: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let since = diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>>(
        "coalesce(failing_since, ",
    )
    .bind::<diesel::sql_types::Timestamptz, _>(now)
    .sql(")");
    diesel::update(instances::table.find(id))
        .set((
            instances::state.eq(setback.state),
            instances::failures.eq(instances::failures + 1),
            instances::failing_since.eq(since),
            instances::next_try_at.eq(now + setback.pause),
            instances::last_error.eq(error),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// It asked to be left alone until then.
pub async fn put_off(
    mut conn: &AsyncPgConnection,
    id: InstanceId,
    until: DateTime<Utc>,
) -> Result<()> {
    diesel::update(instances::table.find(id))
        .set(instances::next_try_at.eq(until))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Something that it signed came in. True if it was given up or put off for silence before; one that asked for patience
/// gets it.
pub async fn heard(
    mut conn: &AsyncPgConnection,
    id: InstanceId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let woken = diesel::update(instances::table.find(id))
        .filter(instances::state.ne("ok").or(instances::failures.gt(0)))
        .set((
            instances::state.eq("ok"),
            instances::failures.eq(0),
            instances::failing_since.eq(None::<DateTime<Utc>>),
            instances::next_try_at.eq(None::<DateTime<Utc>>),
            instances::last_heard_at.eq(now),
        ))
        .execute(&mut conn)
        .await?;
    if woken == 0 {
        // Once a minute is enough to say when it was heard last.
        diesel::update(instances::table.find(id))
            .filter(
                instances::last_heard_at
                    .is_null()
                    .or(instances::last_heard_at.lt(now - Duration::minutes(1))),
            )
            .set(instances::last_heard_at.eq(now))
            .execute(&mut conn)
            .await?;
    }
    Ok(woken > 0)
}

/// The actor that is the server itself.
pub async fn set_actor(mut conn: &AsyncPgConnection, id: InstanceId, actor: ActorId) -> Result<()> {
    diesel::update(instances::table.find(id))
        .set(instances::actor_id.eq(actor))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// What a server says of itself.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = instances)]
pub struct About {
    pub software: Option<String>,
    pub software_version: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub asked_at: Option<DateTime<Utc>>,
}

/// Keeps what a server says of itself.
pub async fn set_about(mut conn: &AsyncPgConnection, id: InstanceId, about: &About) -> Result<()> {
    diesel::update(instances::table.find(id)).set(about).execute(&mut conn).await?;
    Ok(())
}

/// Which servers are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A part of the host.
    pub host: Option<String>,
    /// Only those about which something was decided.
    pub decided: Option<Stance>,
    /// Only those whose own actor is one of these.
    pub actors: Option<Vec<ActorId>>,
}

/// A page of servers, by host.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    page: Page,
) -> Result<Paged<Instance>> {
    let total = filtered(filter).count().get_result(&mut conn).await?;
    let rows = filtered(filter)
        .order(instances::host)
        .limit(page.limit)
        .offset(page.offset)
        .select(Instance::as_select());
    Ok(Paged { total, elements: rows.load(&mut conn).await? })
}

fn filtered(filter: &Filter) -> instances::BoxedQuery<'_, diesel::pg::Pg> {
    let mut query = instances::table.filter(instances::host.ne(ALL)).into_boxed();
    if let Some(host) = &filter.host {
        query = query.filter(instances::host.like(format!(
            "%{}%",
            host.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        )));
    }
    if let Some(stance) = filter.decided {
        query = query.filter(instances::stance.eq(stance));
    }
    if let Some(actors) = &filter.actors {
        query = query.filter(instances::actor_id.eq_any(actors));
    }
    query
}
