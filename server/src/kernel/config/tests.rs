use super::*;

fn with(name: &str, value: &str) -> Result<Config, BadConfig> {
    Config::read(None, [(name.to_owned(), value.to_owned())])
}

#[test]
fn a_variable_overrides_the_file() {
    let dir = std::env::temp_dir().join(format!("farandole-config-{}", std::process::id()));
    std::fs::write(&dir, "instance_name = \"File\"\nhosts = [\"a.test=127.0.0.2\"]\n").unwrap();
    let read = Config::read(Some(&dir), [("FARANDOLE_INSTANCE_NAME".into(), "Variable".into())]);
    std::fs::remove_file(&dir).unwrap();
    let config = read.unwrap();
    assert_eq!(config.instance_name, "Variable");
    assert_eq!(config.hosts.len(), 1, "what no variable names stays as in the file");
}

#[test]
fn a_bad_value_is_named_in_one_sentence() {
    for (name, value, key) in [
        ("FARANDOLE_URL", "ftp://x", "`url`"),
        ("FARANDOLE_URL", "https://x.org/path", "`url`"),
        ("FARANDOLE_BIND", "nowhere", "bind"),
        ("FARANDOLE_HOSTS", "peer", "`hosts`"),
        ("FARANDOLE_TRUSTED_PROXIES", "10.0.0.0/99", "`trusted_proxies`"),
        ("FARANDOLE_DATABASE_POOL", "0", "`database_pool`"),
        ("FARANDOLE_LOG", "farandole=loud=very", "`log`"),
        ("FARANDOLE_MAIL_FROM", "Events", "`mail_from`"),
        ("FARANDOLE_REGISTRATION_ALLOWLIST", "example.org,@b c", "`registration_allowlist`"),
        ("FARANDOLE_REGISTRATION_DENYLIST", "a@b@c", "`registration_denylist`"),
        ("FARANDOLE_FAIL_POINTS", "before-comit", "`fail_points`"),
        ("FARANDOLE_REGISTRATIN", "open", "FARANDOLE_REGISTRATIN"),
    ] {
        let message = with(name, value).unwrap_err().to_string();
        assert!(message.contains(key), "{name}={value}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn the_seams_for_tests_stay_shut_on_a_real_host() {
    let on = |url: &str| {
        Config::read(
            None,
            [
                ("FARANDOLE_URL".into(), url.into()),
                ("FARANDOLE_FAIL_POINTS".into(), "before-commit".into()),
            ],
        )
    };
    assert!(on("http://localhost:4000").is_ok());
    assert!(on("https://a.test").is_ok());
    assert!(on("https://events.example.org").is_err());
    assert!(on("https://test.example.org").is_err());
}

#[test]
fn lists_come_from_one_variable() {
    let config = with("FARANDOLE_FEDERATION_ALLOW", "a.test:1,b.test:2").unwrap();
    assert_eq!(config.federation_allow, ["a.test:1", "b.test:2"]);
}

#[test]
fn secrets_are_not_shown() {
    let variables: Vec<(String, String)> = [
        ("FARANDOLE_MAIL", "smtps://us:s3cret@mail.example.org:465"),
        ("DATABASE_URL", "postgres://us:s3cret@db.example.org/farandole"),
        ("FARANDOLE_METRICS_TOKEN", "s3cret"),
        ("FARANDOLE_S3_ACCESS_KEY", "s3cret"),
        ("FARANDOLE_S3_SECRET_KEY", "s3cret"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let config = Config::read(None, variables.clone()).unwrap();
    let shown = config.shown(None, variables).unwrap();
    let text = shown.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(!text.contains("s3cret"), "{text}");
    assert!(text.contains("mail.example.org:465") && text.contains("# FARANDOLE_MAIL"), "{text}");
    assert!(text.contains("db.example.org/farandole\"  # DATABASE_URL"), "{text}");
    let keyed = with("DATABASE_URL", "host=db user=us password=s3cret").unwrap();
    let text = format!("{:?}", keyed.shown(None, []).unwrap());
    assert!(!text.contains("s3cret"), "{text}");
}

#[test]
fn every_key_is_shown_and_says_where_it_came_from() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "log = \"debug\"\nhsts = true\n").unwrap();
    let variables = [("FARANDOLE_HSTS".to_owned(), "false".to_owned())];
    let config = Config::read(Some(file.path()), variables.clone()).unwrap();
    let shown = config.shown(Some(file.path()), variables).unwrap();
    let keys: Vec<&str> = shown.iter().map(|setting| setting.key).collect();
    assert_eq!(keys, KEYS);
    let of = |key: &str| shown.iter().find(|setting| setting.key == key).unwrap().source.clone();
    assert_eq!(of("log"), Some(file.path().display().to_string()));
    assert_eq!(of("hsts"), Some("FARANDOLE_HSTS".to_owned()));
    assert_eq!(of("url"), None);
}

/// In the example, `#key = value` is a key with its default, and `#key = value` under a comment that says "Not set"
/// is an example for a key that has none.
#[test]
fn the_example_configuration_shows_every_key_with_its_default() {
    let example = include_str!("../../../../config.example.toml");
    let mut keys = Vec::new();
    let mut comment = String::new();
    let defaults = Config::default().shown(None, []).unwrap();
    for line in example.lines() {
        let setting = line.strip_prefix('#').filter(|rest| !rest.starts_with(' '));
        let Some((key, value)) = setting.and_then(|rest| rest.split_once(" = ")) else {
            assert!(line.is_empty() || line.starts_with('#'), "the example sets something: {line}");
            comment = if line.is_empty() { String::new() } else { comment + line };
            continue;
        };
        let default = defaults.iter().find(|setting| setting.key == key);
        let default = default.unwrap_or_else(|| panic!("`{key}` is not a key"));
        assert!(comment.len() > 20, "`{key}` is not explained");
        match &default.value {
            Some(default) => assert_eq!(value, default, "the default of `{key}`"),
            None => assert!(comment.contains("Not set"), "`{key}` has no default: say so"),
        }
        keys.push(key);
    }
    assert_eq!(keys, KEYS);
    let dir = tempfile::tempdir().unwrap();
    let all_set = dir.path().join("farandole.toml");
    std::fs::write(&all_set, example.replace("\n#", "\n").replace("\n ", "\n# ")).unwrap();
    Config::read(Some(&all_set), []).expect("every example in it is a value that works");
}
