//! The shared server for tests.

#![allow(clippy::unwrap_used)]

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant, SystemTime},
};

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

/// Runs another test of this file in a process of its own, with its own temporary directory.
fn run_elsewhere(test: &str, temp: &Path) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).env("TMPDIR", temp).env_remove(throwaway::ADDRESS_VARIABLE);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_server_outlives_a_test_and_ends_by_itself_when_unused() {
    let temp = tempfile::tempdir().unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(temp.path(), open).unwrap();
    run_elsewhere("a_test_database_goes_with_its_handle", temp.path());
    let home = std::fs::read_dir(temp.path()).unwrap().next().unwrap().unwrap().path();
    let pid_file = home.join("cluster/data/postmaster.pid");
    assert!(pid_file.exists());

    let used = std::fs::File::open(home.join("used")).unwrap();
    used.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while pid_file.exists() {
        assert!(Instant::now() < deadline, "the server still runs");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}
