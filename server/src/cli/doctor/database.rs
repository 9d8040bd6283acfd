//! The database: reachable, new enough, with PostGIS, with our tables; and whether its clock is ours.

use super::{Finding, jobs};
use crate::boot::{self, Database};
use crate::kernel::config::Config;
use crate::kernel::db::{self, Db};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;

/// The oldest PostgreSQL that is tested.
const OLDEST: i32 = 15;

#[derive(QueryableByName)]
struct Server {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    encoding: String,
    #[diesel(sql_type = Nullable<Text>)]
    postgis: Option<String>,
    #[diesel(sql_type = Bool)]
    postgis_at_hand: bool,
    /// Whether our tables are there, of whatever version.
    #[diesel(sql_type = Bool)]
    founded: bool,
    #[diesel(sql_type = Timestamptz)]
    now: DateTime<Utc>,
}

const QUESTION: &str = "SELECT current_setting('server_version_num')::int / 10000 AS version, \
    current_setting('server_encoding') AS encoding, \
    (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis, \
    EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgis') AS postgis_at_hand, \
    to_regclass('public.actors') IS NOT NULL AS founded, clock_timestamp() AS now";

/// Everything about the database, and the clock.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let database = match Database::join(config).await {
        Ok(database) => database,
        Err(cause) => {
            let advice =
                "The message says what to mend. A database elsewhere is named by DATABASE_URL.";
            return vec![Finding::broken("database", format!("{cause:#}"), advice)];
        }
    };
    let findings = look(config, &database).await.unwrap_or_else(|cause| {
        let says = format!("It does not answer: {cause:#}");
        let advice =
            "Is it running, and are host, user, password and database in DATABASE_URL right?";
        vec![Finding::broken("database", says, advice)]
    });
    boot::close(database).await;
    findings
}

async fn look(config: &Config, database: &Database) -> anyhow::Result<Vec<Finding>> {
    let db = Db::open(&database.url, 1)?;
    let mut conn = db.get().await?;
    let asked = Utc::now();
    let server: Server = diesel::sql_query(QUESTION).get_result(&mut conn).await?;
    let answered = Utc::now();
    let pending = db::pending(&database.url).await?;
    let database = verdict(&server, config.database_url.is_none());
    let mut findings =
        vec![database, tables(&pending, server.founded), clock(asked, server.now, answered)];
    if server.founded && pending.is_empty() {
        findings.push(jobs::examine(&mut conn, server.now).await?);
    }
    Ok(findings)
}

fn verdict(server: &Server, embedded: bool) -> Finding {
    let version = server.version;
    let kind = if embedded { "embedded " } else { "" };
    let says = format!("The {kind}PostgreSQL {version} answers");
    if version < OLDEST {
        let advice = format!("Farandole needs PostgreSQL {OLDEST} or newer: upgrade it.");
        return Finding::broken("database", says + ".", advice);
    }
    if server.encoding != "UTF8" {
        let says = format!("{says}, but this database stores {}.", server.encoding);
        let advice = "Make another one: createdb --encoding=UTF8 --template=template0 farandole.";
        return Finding::broken("database", says, advice);
    }
    match (&server.postgis, server.postgis_at_hand) {
        (Some(postgis), _) => Finding::ok("database", format!("{says}, with PostGIS {postgis}.")),
        (None, true) if embedded => Finding::ok("database", says + "."),
        (None, true) => Finding::warning(
            "database",
            format!("{says}; PostGIS is installed but not yet part of this database."),
            "The first start adds it if the role may. If not, as a superuser in this database: CREATE EXTENSION postgis;",
        ),
        (None, false) => Finding::broken(
            "database",
            format!("{says}, but PostGIS is not installed there."),
            format!(
                "On Debian, on the machine of the database: apt-get install postgresql-{version}-postgis-3"
            ),
        ),
    }
}

fn tables(pending: &[String], founded: bool) -> Finding {
    match pending {
        _ if !founded => {
            Finding::ok("migrations", "There are no tables yet: the first start makes them.")
        }
        [] => Finding::ok("migrations", "The tables are those of this version."),
        pending => Finding::warning(
            "migrations",
            format!("{} are still to run, the first is {}.", pending.len(), pending[0]),
            "The next start runs them; `farandole migrate` does it now. Back up first.",
        ),
    }
}

/// Compares the database's clock with ours, which was read before and after.
fn clock(before: DateTime<Utc>, theirs: DateTime<Utc>, after: DateTime<Utc>) -> Finding {
    let apart = if theirs < before {
        before - theirs
    } else if theirs > after {
        theirs - after
    } else {
        TimeDelta::zero()
    };
    let says = format!("The clocks of server and database are {} s apart.", apart.num_seconds());
    let advice = "Have both machines keep time, for example with systemd-timesyncd.";
    match apart.num_milliseconds() {
        0..1_000 => Finding::ok("clock", "The clocks of server and database agree."),
        1_000..30_000 => Finding::warning("clock", says, advice),
        _ => Finding::broken("clock", says, advice),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn server(version: i32, postgis: Option<&str>, at_hand: bool) -> Server {
        let postgis = postgis.map(ToOwned::to_owned);
        let now = Utc::now();
        let encoding = "UTF8".to_owned();
        Server { version, encoding, postgis, postgis_at_hand: at_hand, founded: true, now }
    }

    #[test]
    fn a_database_without_what_we_need_is_broken_and_the_advice_names_it() {
        assert_eq!(verdict(&server(15, Some("3.3.2"), true), false).state, State::Ok);
        assert_eq!(verdict(&server(17, None, true), false).state, State::Warning);
        let old = verdict(&server(13, Some("3.1"), true), false);
        assert_eq!(old.state, State::Broken);
        let bare = verdict(&server(16, None, false), false);
        assert_eq!(bare.state, State::Broken);
        assert!(bare.advice.unwrap().contains("postgresql-16-postgis-3"));
        let latin = Server { encoding: "LATIN1".into(), ..server(15, Some("3.3.2"), true) };
        assert_eq!(verdict(&latin, false).state, State::Broken);
    }

    #[test]
    fn clocks_apart_are_a_warning_and_far_apart_broken() {
        let before: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
        let after = before + TimeDelta::milliseconds(40);
        let at = |seconds| clock(before, before + TimeDelta::seconds(seconds), after).state;
        assert_eq!(at(0), State::Ok);
        assert_eq!((at(5), at(-5)), (State::Warning, State::Warning));
        assert_eq!((at(60), at(-60)), (State::Broken, State::Broken));
    }

    #[test]
    fn migrations_that_wait_are_named() {
        let first = ["2026-11-21-000001_foundation".to_owned()];
        assert_eq!(tables(&[], true).state, State::Ok);
        assert_eq!(tables(&first, false).state, State::Ok, "an empty database");
        let waiting = tables(&first, true);
        assert_eq!(waiting.state, State::Warning);
        assert!(waiting.says.contains("foundation"));
    }
}
