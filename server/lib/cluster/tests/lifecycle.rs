//! A cluster through its life: first start, restarts, deaths.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::Duration;

use farandole_cluster::{Cluster, Error, Options};
use rustix::process::{Pid, Signal, kill_process};
use tokio_postgres::{Client, NoTls};

/// A directory that PostgreSQL's user can reach.
fn somewhere() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(dir.path(), open).unwrap();
    dir
}

async fn open(dir: &Path) -> Cluster {
    Cluster::open(&dir.join("database"), Options::throwaway()).await.unwrap()
}

async fn connect(cluster: &Cluster) -> Client {
    let (client, connection) = tokio_postgres::connect(&cluster.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn remember(cluster: &Cluster, word: &str) {
    let client = connect(cluster).await;
    client.batch_execute("CREATE TABLE IF NOT EXISTS word (word text)").await.unwrap();
    client.execute("INSERT INTO word VALUES ($1)", &[&word]).await.unwrap();
    client.batch_execute("CHECKPOINT").await.unwrap();
}

async fn recall(cluster: &Cluster) -> Vec<String> {
    let rows = connect(cluster).await.query("SELECT word FROM word ORDER BY word", &[]).await;
    rows.unwrap().iter().map(|row| row.get(0)).collect()
}

fn kill(pid: u32) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
}

#[tokio::test]
async fn the_first_start_makes_a_database_that_no_network_reaches() {
    let dir = somewhere();
    let cluster = Cluster::open(&dir.path().join("database"), Options::default()).await.unwrap();
    let client = connect(&cluster).await;
    for (setting, value) in [
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C.UTF-8"),
        ("jit", "off"),
        ("fsync", "on"),
        ("max_connections", "60"),
        ("idle_in_transaction_session_timeout", "30s"),
    ] {
        let row = client.query_one(&format!("SHOW {setting}"), &[]).await.unwrap();
        assert_eq!(row.get::<_, &str>(0), value, "{setting}");
    }
    client.batch_execute("CREATE EXTENSION postgis").await.unwrap();
    cluster.stop().await;
}

#[tokio::test]
async fn a_start_that_is_given_up_leaves_no_server_behind() {
    let dir = somewhere();
    let cluster = open(dir.path()).await;
    let database = dir.path().join("database");
    cluster.stop().await;
    for patience in [1, 20, 40, 60, 80] {
        let opening = Cluster::open(&database, Options::throwaway());
        let opened = tokio::time::timeout(Duration::from_millis(patience), opening).await;
        if let Ok(opened) = opened {
            opened.unwrap().stop().await;
        }
        let left = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok).any(|process| {
            let works_in = std::fs::read_link(process.path().join("cwd"));
            works_in.is_ok_and(|cwd| cwd.starts_with(&database))
        });
        assert!(!left, "after {patience} ms");
    }
    open(dir.path()).await.stop().await;
}

#[tokio::test]
async fn a_second_start_finds_what_the_first_one_kept() {
    let dir = somewhere();
    let cluster = open(dir.path()).await;
    remember(&cluster, "first").await;
    let pid = cluster.pid().unwrap();
    cluster.stop().await;
    assert!(!Path::new(&format!("/proc/{pid}")).exists());
    let cluster = open(dir.path()).await;
    remember(&cluster, "second").await;
    assert_eq!(recall(&cluster).await, ["first", "second"]);
}

#[tokio::test]
async fn a_killed_server_is_started_again_with_its_data() {
    let dir = somewhere();
    let mut cluster = open(dir.path()).await;
    remember(&cluster, "kept").await;
    // An open session keeps the old memory in use for a moment.
    let _session = connect(&cluster).await;
    kill(cluster.pid().unwrap());
    while cluster.alive() {
        tokio::task::yield_now().await;
    }
    drop(cluster);
    assert!(dir.path().join("database/data/postmaster.pid").exists());
    assert_eq!(recall(&open(dir.path()).await).await, ["kept"]);
}

#[tokio::test]
async fn a_pid_file_that_names_another_process_is_ignored() {
    let dir = somewhere();
    open(dir.path()).await.stop().await;
    let pid_file = dir.path().join("database/data/postmaster.pid");
    std::fs::write(&pid_file, format!("{}\n", std::process::id())).unwrap();
    open(dir.path()).await.stop().await;
}

#[tokio::test]
async fn a_second_program_is_refused() {
    let dir = somewhere();
    let _first = open(dir.path()).await;
    let second = Cluster::open(&dir.path().join("database"), Options::throwaway()).await;
    let refused = second.unwrap_err();
    assert!(matches!(refused, Error::InUse(_)), "{refused}");
}

#[tokio::test]
async fn a_server_left_running_is_taken_over_and_stopped_at_the_end() {
    let dir = somewhere();
    let cluster = open(dir.path()).await;
    remember(&cluster, "left").await;
    let pid = cluster.pid().unwrap();
    cluster.leave_running();
    let mut cluster = open(dir.path()).await;
    assert_eq!(cluster.pid(), Some(pid));
    assert!(cluster.alive());
    assert_eq!(recall(&cluster).await, ["left"]);
    let url = cluster.url();
    cluster.stop().await;
    assert!(tokio_postgres::connect(&url, NoTls).await.is_err());
}

#[tokio::test]
async fn a_long_path_works() {
    let dir = somewhere();
    let deep = dir.path().join("d".repeat(100));
    let cluster = Cluster::open(&deep, Options::throwaway()).await.unwrap();
    remember(&cluster, "deep").await;
    assert_eq!(recall(&cluster).await, ["deep"]);
}

#[tokio::test]
async fn a_start_that_fails_shows_the_log() {
    let dir = somewhere();
    open(dir.path()).await.stop().await;
    let config = dir.path().join("database/data/postgresql.auto.conf");
    std::fs::write(config, "no_such_setting = 1\n").unwrap();
    let failed = Cluster::open(&dir.path().join("database"), Options::throwaway()).await;
    let said = failed.unwrap_err().to_string();
    assert!(said.contains("no_such_setting"), "{said}");
}
