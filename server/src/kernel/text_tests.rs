//! That the languages say the same things, and that nothing asks for a text that is not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::*;

/// Every text of a language: its id, and the names of its gaps.
fn texts(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&root().join("front/locales").join(lang.as_str()), "ftl") {
        let mut current = None;
        for line in fs::read_to_string(&file).expect("a locale file can be read").lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let id = line.split(" =").next().unwrap_or_default().to_owned();
                assert!(!found.contains_key(&id), "{id} stands twice in {lang}");
                found.insert(id.clone(), BTreeSet::new());
                current = Some(id);
            }
            let Some(gaps) = current.as_ref().and_then(|id| found.get_mut(id)) else { continue };
            gaps.extend(
                line.split('$').skip(1).map(|rest| word(rest, |c| c.is_ascii_alphanumeric())),
            );
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the server lies in the workspace")
        .to_owned()
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found
}

fn word(text: &str, part: impl Fn(char) -> bool) -> String {
    text.chars().take_while(|c| part(*c)).collect()
}

/// Ids asked for by name, in templates and in code: what follows `.get("`, `.count("` and the like.
fn asked() -> BTreeSet<(String, PathBuf)> {
    let mut found = BTreeSet::new();
    let places = [
        ("front/pages", "html"),
        ("server/src", "rs"),
        ("server/src", "html"),
        ("server/src", "txt"),
    ];
    for (dir, ending) in places {
        for file in files(&root().join(dir), ending) {
            if file.ends_with("text_tests.rs") {
                continue;
            }
            let source = fs::read_to_string(&file).expect("a source file can be read");
            for call in ["t.get(\"", "t.count(\"", "t.one(\"", "t.with(\"", "say(lang, \""] {
                for (at, _) in source.match_indices(call) {
                    // `document.get("id")` ends in the same letters.
                    if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                        continue;
                    }
                    let rest = &source[at + call.len()..];
                    found.insert((word(rest, |c| c != '"'), file.clone()));
                }
            }
        }
    }
    found
}

#[test]
fn every_language_has_the_same_texts_with_the_same_gaps() {
    let english = texts(Lang::En);
    assert!(english.len() > 100);
    for lang in Lang::ALL {
        let other = texts(*lang);
        let missing: Vec<_> = english.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{lang} lacks {missing:?} and has besides {extra:?}"
        );
        for (id, gaps) in &english {
            assert_eq!(gaps, &other[id], "gaps of {id} in {lang}");
        }
    }
}

#[test]
fn every_text_asked_for_exists() {
    let english = texts(Lang::En);
    let unknown: Vec<_> = asked().into_iter().filter(|(id, _)| !english.contains_key(id)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn a_count_chooses_between_singular_and_plural() {
    let (en, fr) = (T { lang: Lang::En }, T { lang: Lang::Fr });
    assert_eq!(en.count("event-places-left", 1), "1 place left");
    assert_eq!(en.count("event-places-left", 4), "4 places left");
    assert_eq!(fr.count("event-places-left", 0), "0 place restante");
    assert_eq!(fr.count("event-places-left", 4), "4 places restantes");
}

#[test]
fn a_reader_gets_the_language_wanted_most() {
    assert_eq!(Lang::negotiate("fr-CH, fr;q=0.9, en;q=0.8"), Some(Lang::Fr));
    assert_eq!(Lang::negotiate("de, en;q=0.3, fr;q=0.7"), Some(Lang::Fr));
    assert_eq!(Lang::negotiate("en;q=0, de"), None);
    assert_eq!(Lang::negotiate(""), None);
}
