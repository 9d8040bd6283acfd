//! The tables: the way there, the way back, and what Rust believes of them.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::db;
use farandole_cluster::throwaway;
use std::path::Path;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Nullable<Text>)]
    text: Option<String>,
}

#[tokio::test]
async fn every_migration_goes_back_and_forth() {
    let server = throwaway::shared().await.unwrap();
    let database = server.empty_database().await.unwrap();
    let first = db::migrate(&database.url).await.unwrap();
    assert!(!first.is_empty());
    db::revert_all(&database.url).await.unwrap();
    let left = ask(
        &database.url,
        "SELECT string_agg(relname, ', ') AS text FROM pg_class \
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') \
        AND relname NOT IN ('spatial_ref_sys', 'geography_columns', 'geometry_columns') \
        AND relname NOT LIKE '\\_\\_diesel%'",
    )
    .await;
    assert_eq!(left, [String::new()], "what is left behind");
    assert_eq!(db::migrate(&database.url).await.unwrap(), first, "the same way again");
    assert!(db::pending(&database.url).await.unwrap().is_empty());
}

/// `UPDATE_SCHEMA=1` writes the file instead; that is what `make schema` does.
#[tokio::test]
async fn the_tables_in_rust_are_those_of_the_database() {
    let server = throwaway::shared().await.unwrap();
    let database = server.empty_database().await.unwrap();
    db::migrate(&database.url).await.unwrap();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema"));
    let script = std::fs::read_to_string(folder.join("tables.sql")).unwrap();
    let mut made = String::new();
    for statement in script.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        let wrapped = format!(
            "SELECT text FROM ({}) AS lines (text)",
            statement.trim().trim_end_matches(';')
        );
        for line in ask(&database.url, &wrapped).await {
            made.push_str(&line);
            made.push('\n');
        }
    }
    let file = folder.join("src/tables.rs");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap();
    assert!(made == committed, "schema/src/tables.rs is stale: run `make schema`");
}

async fn ask(url: &str, query: &str) -> Vec<String> {
    let db = db::Db::open(url, 1).unwrap();
    let mut conn = db.get().await.unwrap();
    let lines: Vec<Line> = diesel::sql_query(query).load(&mut conn).await.unwrap();
    lines.into_iter().map(|line| line.text.unwrap_or_default()).collect()
}

/// What the catalogue says of the tables of jobs in a schema, without the schema's name.
const JOBS: &str = "
  SELECT regexp_replace(line, '(public|other)\\.', '', 'g') AS text FROM (
    SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity,
      col_description((table_schema || '.' || table_name)::regclass, ordinal_position::int)) AS line
    FROM information_schema.columns WHERE table_schema = $$SCHEMA$$ AND table_name IN ('jobs', 'job_slots')
    UNION ALL SELECT indexdef FROM pg_indexes
    WHERE schemaname = $$SCHEMA$$ AND tablename IN ('jobs', 'job_slots')
    UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = $$SCHEMA$$::regnamespace AND conrelid::regclass::text ~ '(jobs|job_slots)$'
    UNION ALL SELECT concat_ws(' ', relname, array_to_string(reloptions, ' '), obj_description(oid)) FROM pg_class
    WHERE relnamespace = $$SCHEMA$$::regnamespace AND relname IN ('jobs', 'job_slots')
  ) AS lines (line) ORDER BY 1";

#[tokio::test]
async fn the_tables_of_jobs_are_those_that_the_queue_was_made_for() {
    let server = throwaway::shared().await.unwrap();
    let database = server.empty_database().await.unwrap();
    db::migrate(&database.url).await.unwrap();
    let db = db::Db::open(&database.url, 1).unwrap();
    let mut conn = db.get().await.unwrap();
    let own = format!("CREATE SCHEMA other; SET search_path = other; {}", farandole_jobs::SCHEMA);
    conn.batch_execute(&own).await.unwrap();
    drop(conn);
    let told = async |schema: &str| {
        let query = JOBS.replace("$$SCHEMA$$", &format!("'{schema}'"));
        ask(&database.url, &query).await
    };
    let ours = told("public").await;
    assert!(ours.len() > 25, "{ours:#?}");
    assert_eq!(ours, told("other").await);
}
