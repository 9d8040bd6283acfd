//! The program ends at the worst moments, as fail points say, and starts again.

use crate::server::{Home, Server, eventually};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use farandole::kernel::db::Db;
use farandole_smtp_sink::Sink;
use serde_json::json;

const LOGIN: &str = "mutation { login(email: \"ana@example.org\", password: \"correct horse battery\") \
    { accessToken } }";
const SESSIONS: &str = "SELECT count(*) AS n FROM sessions";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn count(db: &Db, query: &str) -> i64 {
    let mut conn = db.get().await.unwrap();
    diesel::sql_query(query).get_result::<Count>(&mut conn).await.unwrap().n
}

/// A home with an account.
async fn home_of_ana(settings: &[(&str, &str)]) -> (Home, Db) {
    let home = Home::new(settings).await;
    let create = ["users", "create", "ana@example.org", "--password", "correct horse battery"];
    let made = home.command(&create).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let db = Db::open(&home.database.url, 2).unwrap();
    (home, db)
}

async fn gone(server: Server) {
    assert!(!server.ended().await.success(), "it ended as by a kill");
}

#[tokio::test]
async fn a_change_that_was_not_committed_leaves_no_trace_and_nobody_was_told_of_it() {
    let (home, db) = home_of_ana(&[]).await;
    let server = home.start_with(&[("fail_points", "before-commit")]).await;
    assert!(server.try_ask(None, LOGIN, json!({})).await.is_none());
    gone(server).await;
    assert_eq!(count(&db, SESSIONS).await, 0);
    home.start().await.ask(None, LOGIN, json!({})).await;
    assert_eq!(count(&db, SESSIONS).await, 1);
}

#[tokio::test]
async fn a_change_that_was_committed_is_there_although_nobody_was_told() {
    let (home, db) = home_of_ana(&[]).await;
    let server = home.start_with(&[("fail_points", "after-commit")]).await;
    assert!(server.try_ask(None, LOGIN, json!({})).await.is_none());
    gone(server).await;
    assert_eq!(count(&db, SESSIONS).await, 1);
}

#[tokio::test]
async fn a_mail_whose_job_does_not_know_that_it_was_sent_comes_again_under_the_same_id() {
    let sink = Sink::start().await.unwrap();
    let (home, db) = home_of_ana(&[("mail", &sink.url())]).await;
    let server = home.start_with(&[("fail_points", "after-send")]).await;
    let forgot = "mutation { sendResetPassword(email: \"ana@example.org\") }";
    // The mail may be sent, and the server gone, before the answer is.
    server.try_ask(None, forgot, json!({})).await;
    gone(server).await;
    assert_eq!(sink.mails().len(), 1);
    let lapse = "UPDATE jobs SET locked_until = now() - interval '1 hour' WHERE state = 'running'";
    db.get().await.unwrap().batch_execute(lapse).await.unwrap();
    let _server = home.start().await;
    eventually("the mail comes again", async || sink.mails().len() == 2).await;
    eventually("nothing is left to do", async || {
        count(&db, "SELECT count(*) AS n FROM jobs WHERE kind = 'mail'").await == 0
    })
    .await;
    let ids: std::collections::BTreeSet<String> = sink
        .mails()
        .iter()
        .map(|mail| mail.data.lines().find(|line| line.starts_with("Message-ID:")).unwrap().into())
        .collect();
    assert_eq!((ids.len(), sink.mails().len()), (1, 2));
}

#[tokio::test]
async fn migrations_that_were_cut_short_go_on_where_they_stood() {
    let home = Home::new(&[]).await;
    let mut cut = home.command(&["migrate"]);
    let output = cut.env("FARANDOLE_FAIL_POINTS", "in-migration").output().unwrap();
    assert!(!output.status.success());
    let db = Db::open(&home.database.url, 2).unwrap();
    assert_eq!(count(&db, "SELECT count(*) AS n FROM __diesel_schema_migrations").await, 1);
    let rest = home.command(&["migrate"]).output().unwrap();
    let said = String::from_utf8_lossy(&rest.stdout).into_owned();
    assert!(rest.status.success() && said.contains("migrations run"), "{said}");
    assert!(home.start().await.stop().success());
}
