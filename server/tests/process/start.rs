use crate::server::Home;

#[tokio::test]
async fn a_bad_configuration_stops_the_start_with_one_sentence() {
    let home = Home::new(&[("url", "nowhere")]).await;
    let output = home.command(&["serve"]).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(said.contains("url"), "{said}");
}

#[tokio::test]
async fn a_server_asked_to_stop_ends_well_and_starts_again() {
    let home = Home::new(&[]).await;
    let server = home.start().await;
    assert!(server.stop().success());
    let again = home.start().await;
    assert!(again.stop().success());
}

#[tokio::test]
async fn every_command_explains_itself() {
    let home = Home::new(&[]).await;
    let help = |arguments: &[&str]| {
        String::from_utf8(home.command(arguments).output().unwrap().stdout).unwrap()
    };
    let all = help(&["--help"]);
    for command in ["serve", "migrate", "seed", "api-schema", "doctor", "users", "config"] {
        assert!(all.contains(command), "{command} is not in:\n{all}");
        assert!(help(&[command, "--help"]).contains("Usage: farandole"), "{command} --help");
    }
}
