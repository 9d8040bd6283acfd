//! The shared server for tests.

#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicUsize, Ordering};

use farandole_cluster::throwaway;
use tokio_postgres::{Client, NoTls};

async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[tokio::test]
async fn a_template_is_built_once_and_copied_for_each_test() {
    let server = throwaway::shared().await.unwrap();
    let built = AtomicUsize::new(0);
    let content = uuid::Uuid::new_v4();
    let template = async || {
        let build = async |url: String| {
            built.fetch_add(1, Ordering::SeqCst);
            connect(&url).await?.batch_execute("CREATE TABLE word (word text)").await
        };
        server.template("once", content, build).await.unwrap()
    };
    let (template, same) = tokio::join!(template(), template());
    assert_eq!(built.load(Ordering::SeqCst), 1);

    let first = server.database_from(&template).await.unwrap();
    let second = server.database_from(&same).await.unwrap();
    let client = connect(&first.url).await.unwrap();
    client.batch_execute("INSERT INTO word VALUES ('mine')").await.unwrap();
    let other = connect(&second.url).await.unwrap();
    assert!(other.query("SELECT word FROM word", &[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_test_database_goes_with_its_handle() {
    let server = throwaway::shared().await.unwrap();
    let db = server.empty_database().await.unwrap();
    let url = db.url.clone();
    let _session = connect(&url).await.unwrap();
    drop(db);
    let gone = connect(&url).await.err().unwrap();
    let said = gone.as_db_error().unwrap().message();
    assert!(said.contains("does not exist"), "{said}");
}

#[tokio::test]
async fn a_template_that_fails_is_built_again() {
    let server = throwaway::shared().await.unwrap();
    let content = uuid::Uuid::new_v4();
    let failed = server.template("again", content, async |_| Err("no schema")).await;
    assert!(failed.unwrap_err().to_string().contains("no schema"));
    server.template("again", content, async |_| Ok::<_, &str>(())).await.unwrap();
}
