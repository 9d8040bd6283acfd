//! Every address that a page or a mail names leads somewhere: what is written in templates and in mails is compared
//! with the routes of the server.

use crate::support::TestApp;
use actix_web::test::{TestRequest, call_service, init_service};
use farandole::{graphql, http};
use std::collections::BTreeSet;
use std::path::Path;

/// The sources of mails.
const MAILS: [&str; 4] = [
    include_str!("../../src/accounts/mails.rs"),
    include_str!("../../src/participation/mails/letter.rs"),
    include_str!("../../src/participation/mails/roundup.rs"),
    include_str!("../../src/participation/mails/reader.rs"),
];
/// Paths in mails that go on with a secret.
const SECRETS: [&str; 4] =
    ["/validate", "/validate/email", "/validate/email/undo", "/password-reset"];

/// The files below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// A path with its gaps filled: `{{ uuid }}` and `{uuid}` are one thing of any name.
fn filled(path: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = path.split(['?', '#']).next()?;
    while let Some((before, after)) = rest.split_once('{') {
        plain += before;
        plain += "x";
        rest = after.split_once('}')?.1.trim_start_matches('}');
    }
    plain += rest;
    (plain.starts_with('/') && !plain.starts_with("/assets/")).then_some(plain)
}

/// The addresses that templates write out.
fn in_templates(attribute: &str) -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../front/pages")), &mut paths);
    let opening = format!(" {attribute}=\"/");
    let sources = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    let named = sources.flat_map(|source| {
        let rests: Vec<String> = source.split(&opening).skip(1).map(str::to_owned).collect();
        rests.into_iter().filter_map(|rest| filled(&format!("/{}", rest.split('"').next()?)))
    });
    named.collect()
}

/// The addresses that mails write out.
fn in_mails() -> BTreeSet<String> {
    let literals = MAILS.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let mut named: BTreeSet<String> = literals
        .filter(|literal| literal.starts_with('/') && literal.len() > 1)
        .filter(|literal| !SECRETS.contains(literal))
        .filter_map(filled)
        .collect();
    named.extend(SECRETS.iter().map(|path| format!("{path}/x")));
    // A mail about a changed password names the page itself.
    named.insert("/password-reset".to_owned());
    named
}

#[tokio::test]
async fn every_address_in_pages_and_mails_leads_somewhere() {
    let t = TestApp::start().await;
    let service = init_service(http::app(t.app.clone(), graphql::root::schema())).await;
    let mut lost = Vec::new();
    let mut seen = 0;
    let named = in_templates("href").into_iter().chain(in_templates("action")).chain(in_mails());
    for path in named.collect::<BTreeSet<_>>() {
        seen += 1;
        let host = t.origin.trim_start_matches("http://");
        let request = TestRequest::get().uri(&path).insert_header(("Host", host)).to_request();
        let reply = call_service(&service, request).await;
        if reply.request().match_pattern().is_none() {
            lost.push(path);
        }
    }
    assert!(seen > 15, "{seen}");
    assert!(lost.is_empty(), "nothing answers at {lost:#?}");
}
