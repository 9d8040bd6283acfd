//! Accounts from the command line: what it prints, and that what it made can sign in.

use crate::server::Home;
use serde_json::json;
use std::process::Output;

fn run(home: &Home, arguments: &[&str]) -> Output {
    home.command(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn an_administrator_made_at_the_command_line_signs_in() {
    let home = Home::new(&[]).await;
    let made = run(
        &home,
        &["users", "create", "ana@example.org", "--role", "administrator", "--username", "ana"],
    );
    assert!(made.status.success(), "{}", text(&made));
    let printed = text(&made);
    let password = printed.lines().find_map(|line| line.strip_prefix("password   ")).unwrap();
    for shown in ["role       administrator", "profiles   @ana", "email      ana@example.org"] {
        assert!(printed.contains(shown), "{printed}");
    }
    let server = home.start().await;
    let login = "mutation ($p: String!) { login(email: \"ana@example.org\", password: $p) { user { role } } }";
    let data = server.ask(None, login, json!({ "p": password })).await;
    assert_eq!(data["login"]["user"]["role"], "ADMINISTRATOR", "{data:#}");
}

#[tokio::test]
async fn each_command_changes_what_it_says_and_refuses_in_one_sentence() {
    let home = Home::new(&[]).await;
    let create = ["users", "create", "ana@example.org", "--password", "tuba lampe crayon"];
    assert!(run(&home, &create).status.success());
    let again = run(&home, &create);
    assert!(
        !again.status.success() && text(&again).contains("address already"),
        "{}",
        text(&again)
    );
    let role = run(&home, &["users", "role", "ana@example.org", "administrator"]);
    assert!(text(&role).contains("role       administrator"), "{}", text(&role));
    let last = run(&home, &["users", "role", "ana@example.org", "user"]);
    assert!(
        !last.status.success() && text(&last).contains("last administrator"),
        "{}",
        text(&last)
    );
    let weak = run(&home, &["users", "password", "ana@example.org", "--password", "password1"]);
    assert!(!weak.status.success(), "{}", text(&weak));
    let absent = run(&home, &["users", "show", "nobody@example.org"]);
    assert!(!absent.status.success(), "{}", text(&absent));
    for command in ["create", "confirm", "approve", "role", "password", "show"] {
        assert!(run(&home, &["users", command, "--help"]).status.success(), "{command}");
    }
}
