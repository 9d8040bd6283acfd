//! What was given up, from the command line.

use crate::server::Home;
use diesel_async::SimpleAsyncConnection;
use farandole::kernel::db::Db;

const DEAD: &str = "INSERT INTO jobs (queue, kind, payload, run_at, attempts, state, last_error, created_at)
  VALUES ('mail', 'mail', '{\"to\": \"ben@example.org\"}', now(), 3, 'dead', 'nobody of that name', now()),
    ('work', 'other', '{}', now(), 10, 'dead', 'no luck', now())";

#[tokio::test]
async fn jobs_that_were_given_up_are_listed_tried_again_and_dropped() {
    let home = Home::new(&[]).await;
    let run = |arguments: &[&str]| {
        let output = home.command(&[&["jobs"], arguments].concat()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.success(), text + &String::from_utf8_lossy(&output.stderr))
    };
    let (well, text) = run(&["list"]);
    assert!(well && text.contains("Nothing was given up"), "{text}");
    let db = Db::open(&home.database.url, 1).unwrap();
    db.get().await.unwrap().batch_execute(DEAD).await.unwrap();

    let (well, text) = run(&["list"]);
    assert!(well && text.contains("nobody of that name") && text.contains("no luck"), "{text}");
    assert!(!text.contains("ben@example.org"), "what a job was told stays inside: {text}");
    let doctor = home.command(&["doctor"]).output().unwrap();
    let doctor = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.contains("2 were given up"), "{doctor}");
    let (well, text) = run(&["retry", "--kind", "mail"]);
    assert!(well && text.contains("1 to be tried again"), "{text}");
    let (well, text) = run(&["drop", "--all"]);
    assert!(well && text.contains("1 dropped"), "{text}");
    let (well, text) = run(&["drop", "7"]);
    assert!(!well && text.contains("No such job"), "{text}");
    assert!(!run(&["retry"]).0, "which ones must be said");
    let (_, text) = run(&["list"]);
    assert!(text.contains("Nothing was given up"), "{text}");
}
