//! Who may import whom (docs/architecture.md): imports point down the floors, facts travel up. Reads the source, so it
//! needs no build of the server.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// The floors from the ground up. A module may use every floor below its own.
const FLOORS: &[&[&str]] = &[
    &["kernel"],
    &["app", "platform", "worker"],
    &["accounts", "actors", "federation", "instances", "media", "places", "tags"],
    &["groups", "members"],
    &["events", "posts", "resources", "todos", "discussions"],
    &["participation", "comments", "conversations"],
    &["timeline", "notifications", "moderation", "search", "feeds", "exports", "oauth", "site"],
    &["boot", "cli", "graphql", "http", "plugs", "seed"],
];
/// Modules that belong together, and may use each other in the order given.
const BESIDE: &[(&str, &str)] = &[
    ("app", "platform"),
    ("platform", "app"),
    ("platform", "worker"),
    ("worker", "app"),
    ("accounts", "actors"),
    ("accounts", "media"),
    ("actors", "instances"),
    ("actors", "media"),
    ("comments", "participation"),
    ("federation", "actors"),
    ("federation", "instances"),
    ("federation", "media"),
    ("members", "groups"),
];
/// The edges: what answers, what starts. They may use everything.
const EDGES: usize = 7;

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Why a file may not use a path that begins with `crate::`; `None` if it may.
fn forbidden(file: &Path, path: &str) -> Option<String> {
    let mut steps = file.components().map(|step| step.as_os_str().to_string_lossy().into_owned());
    let own = steps.next()?.trim_end_matches(".rs").to_owned();
    let translates = steps.next().is_some_and(|step| step.trim_end_matches(".rs") == "graphql");
    let (module, rest) = path.split_once("::").unwrap_or((path, ""));
    let (Some(from), Some(to)) = (floor(&own), floor(module)) else {
        return Some(format!("`{own}` or `{module}` has no floor: add it to FLOORS"));
    };
    if own == module || from == EDGES || own == "lib" || own == "main" {
        return None;
    }
    if translates && (module == "graphql" || (2..EDGES).contains(&to)) {
        return None;
    }
    if rest.starts_with("graphql") {
        return Some("only a graphql.rs may use another slice's nodes".to_owned());
    }
    let allowed = to < from || BESIDE.contains(&(own.as_str(), module));
    (!allowed).then(|| format!("`{own}` is on floor {from}, `{module}` on floor {to}"))
}

/// The paths that a line of source names after `crate::`, groups in braces taken apart.
fn paths(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        let line = source[..at].matches('\n').count() + 1;
        let code = source[..at].rsplit('\n').next().unwrap_or_default().trim_start();
        if code.starts_with("//") || source[..at].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let mut expanded = Vec::new();
        expand("", &source[at + "crate::".len()..], &mut expanded);
        found.extend(expanded.into_iter().map(|path| (line, path)));
    }
    found
}

/// Takes apart one path or group; returns what follows it.
fn expand<'a>(prefix: &str, rest: &'a str, found: &mut Vec<String>) -> &'a str {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '*'));
    let (path, mut rest) = rest.split_at(end.unwrap_or(rest.len()));
    let path = format!("{prefix}{path}");
    if !path.ends_with("::") && !path.is_empty() || !rest.starts_with('{') {
        found.push(path.trim_end_matches(':').to_owned());
        return rest;
    }
    rest = &rest[1..];
    loop {
        rest = expand(&path, rest.trim_start(), found).trim_start();
        match rest.strip_prefix(',').map(str::trim_start) {
            Some(more) if more.starts_with('}') => return &more[1..],
            Some(more) => rest = more,
            None => return rest.strip_prefix('}').unwrap_or(rest),
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .collect()
}

#[test]
fn imports_point_down() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut wrong = Vec::new();
    for file in files(root) {
        let source = std::fs::read_to_string(&file).unwrap();
        let file = file.strip_prefix(root).unwrap();
        for (line, path) in paths(&source) {
            if let Some(why) = forbidden(file, &path) {
                wrong.push(format!("src/{}:{line}: crate::{path}: {why}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_slice_shows_what_its_mod_re_exports_and_its_nodes() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let slices = FLOORS[2..EDGES].iter().flat_map(|floor| floor.iter());
    for module in slices.map(|slice| root.join(slice).join("mod.rs")).filter(|file| file.exists()) {
        let source = std::fs::read_to_string(&module).unwrap();
        let open = source.lines().find(|line| {
            line.strip_prefix("pub mod ").is_some_and(|name| !name.starts_with("graphql"))
        });
        assert_eq!(open, None, "{}", module.display());
    }
}

#[test]
fn a_wrong_import_is_caught() {
    for (file, source, caught) in [
        ("events/service.rs", "use crate::participation::join;", true),
        ("events/service.rs", "use crate::posts::Post;", true),
        ("events/service/read.rs", "use crate::{\n    kernel::db, feeds::{token, Feed},\n};", true),
        ("events/service.rs", "fn f() { crate::site::settings() }", true),
        ("events/service.rs", "use crate::graphql::scalars;", true),
        ("events/service.rs", "use crate::actors::graphql::ActorNode;", true),
        ("kernel/db.rs", "use crate::app::App;", true),
        ("groups/service.rs", "use crate::members::role_of;", true),
        ("events/service.rs", "use crate::nowhere::X;", true),
        ("members/service.rs", "use crate::groups::find;", false),
        ("events/service.rs", "use crate::{actors::Actor, kernel::prelude::*};", false),
        ("events/service.rs", "use crate::events::store;\n// crate::site::settings", false),
        ("events/graphql/event.rs", "use crate::participation::graphql::ParticipantNode;", false),
        ("events/graphql.rs", "use crate::graphql::{ContextExt, scalars::Moment};", false),
        ("http/pages/event.rs", "use crate::{events, site};", false),
    ] {
        let found = paths(source);
        assert!(!found.is_empty() || source.contains("//"), "{source}");
        let why = found.iter().find_map(|(_, path)| forbidden(Path::new(file), path));
        assert_eq!(why.is_some(), caught, "{file}: {source}: {why:?}");
    }
    let lines: Vec<_> = paths("use crate::a;\nuse crate::{b::{c, d::E}, f};");
    let lines: Vec<_> = lines.iter().map(|(line, path)| (*line, path.as_str())).collect();
    assert_eq!(lines, [(1, "a"), (2, "b::c"), (2, "b::d::E"), (2, "f")]);
}

#[test]
fn no_two_migrations_bear_the_same_number() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    let names = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
    let mut numbers = std::collections::HashMap::new();
    for name in names.map(|name| name.into_string().unwrap()) {
        let Some((number, _)) = name.split_once('_') else { continue };
        if let Some(other) = numbers.insert(number.to_owned(), name.clone()) {
            panic!("{name} and {other} are one to the program, which runs only one of them");
        }
    }
}
