//! What a form showed when it was opened. It carries a mark of each field, so that whoever saves it later learns what
//! has changed meanwhile, and writes over nothing without having seen it.

use super::change::{PLACE, plain};
use crate::http::pages::forms::Sent;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The field with the marks.
pub const SEEN: &str = "seen";
/// What is shown beside the fields: which picture there is, and that it is published.
pub const PICTURE: &str = "picture_now";
pub const PUBLISHED: &str = "published_now";
/// The boxes: browsers send those that are ticked alone.
const BOXES: [&str; 10] = [
    "all_day",
    "hide_time",
    "hide_end",
    "sign_language",
    "subtitles",
    "smoke_free",
    "show_left",
    "hide_going",
    "comments_participants",
    "anonymous",
];

/// Fields that follow from others where nobody says otherwise.
const FOLLOWS: [(&str, &str); 3] =
    [("language", "title description"), ("zone", PLACE), ("tags", "description")];

/// The beginning of the names of boxes of contacts.
pub const CONTACT: &str = "contact_";

/// Whether a field is a box.
pub fn is_box(name: &str) -> bool {
    BOXES.contains(&name) || name.starts_with(CONTACT)
}

/// The marks of everything that a form shows: names, each with a short hash.
pub fn marks(shown: &Sent) -> String {
    let marked = shown.names().filter(|name| *name != SEEN);
    let marked = marked.map(|name| (name, mark(shown, name)));
    let marked = marked.filter(|(_, mark)| !mark.is_empty());
    marked.map(|(name, mark)| format!("{name}:{mark}")).collect::<Vec<_>>().join(" ")
}

/// The mark of a field; an empty one has none.
fn mark(shown: &Sent, name: &str) -> String {
    match plain(shown, name) {
        text if text.is_empty() => text,
        text => hex::encode(&Sha256::digest(text)[..8]),
    }
}

/// A form that came back, beside the event as it is by now.
pub struct Late<'a> {
    sent: &'a Sent,
    now: &'a Sent,
    /// The marks that it came with; one without any has nothing to compare.
    marks: Option<BTreeMap<&'a str, &'a str>>,
}

impl<'a> Late<'a> {
    pub fn of(sent: &'a Sent, now: &'a Sent) -> Self {
        let marks = sent.some(SEEN).map(|marks| {
            marks.split_whitespace().filter_map(|mark| mark.split_once(':')).collect()
        });
        Self { sent, now, marks }
    }

    /// The fields that somebody else has given other values than this form showed and now says. What only followed
    /// from another field is no news.
    pub fn news(&self) -> BTreeSet<&'a str> {
        let Some(marks) = &self.marks else { return BTreeSet::new() };
        let names = self.now.names().chain(marks.keys().copied());
        let names = names.filter(|name| self.fresh(name) && !self.agrees(name));
        names.filter(|name| self.touched(name) || !self.followed(name)).collect()
    }

    /// Whether a field was typed over in this form.
    pub fn touched(&self, name: &str) -> bool {
        self.shows(name) && self.was(name) != Some(mark(self.sent, name).as_str())
    }

    /// The form to go on with: what was typed, and where nothing was, the values of now.
    pub fn merged(&self) -> Sent {
        let names = self.now.names().chain(self.sent.names());
        let names = names.filter(|name| *name != SEEN);
        let value = |name: &str| match self.touched(name) {
            true => self.sent.has(name).then(|| self.sent.raw(name).to_owned()),
            false => self.now.has(name).then(|| self.now.raw(name).to_owned()),
        };
        let mut merged: Sent = names.filter_map(|name| Some((name, value(name)?))).collect();
        merged.put(SEEN.to_owned(), marks(self.now));
        merged
    }

    /// The mark that a field had; `None` where nothing is known.
    fn was(&self, name: &str) -> Option<&str> {
        self.marks.as_ref().map(|marks| marks.get(name).copied().unwrap_or_default())
    }

    fn fresh(&self, name: &str) -> bool {
        name != SEEN && self.was(name) != Some(mark(self.now, name).as_str())
    }

    /// Whether a field that this one follows from has another value by now.
    fn followed(&self, name: &str) -> bool {
        let from = FOLLOWS.iter().filter(|(field, _)| *field == name);
        from.flat_map(|(_, from)| from.split(' ')).any(|from| self.fresh(from))
    }

    /// Whether the form has such a field. Of a box that is not ticked nothing is sent.
    fn shows(&self, name: &str) -> bool {
        is_box(name) || self.sent.has(name)
    }

    fn agrees(&self, name: &str) -> bool {
        self.shows(name) && plain(self.sent, name) == plain(self.now, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Sent {
        fields.iter().copied().collect()
    }

    /// A form that was opened on some fields and came back with others.
    fn opened(on: &[(&str, &str)], typed: &[(&str, &str)]) -> Sent {
        let marks = marks(&form(on));
        form(&[typed, &[(SEEN, marks.as_str())]].concat())
    }

    #[test]
    fn what_somebody_else_changed_is_news_unless_it_is_what_was_typed() {
        let on = [("title", "A"), ("time", "20:00"), ("price", "5"), ("join", "invite")];
        let typed = [("title", "A"), ("time", "21:00"), ("price", "6"), ("town", "")];
        let sent = opened(&on, &typed);
        for (now, news) in [
            (&on[..], vec![]),
            (
                &[("title", "B"), ("time", "20:00"), ("price", "5"), ("join", "invite")],
                vec!["title"],
            ),
            (
                &[("title", "A"), ("time", "21:00"), ("price", "7"), ("join", "free")],
                vec!["join", "price"],
            ),
            (
                &[
                    ("title", "A"),
                    ("time", "20:00"),
                    ("price", "5"),
                    ("join", "invite"),
                    ("town", "Die"),
                ],
                vec!["town"],
            ),
            (
                &[("title", "A"), ("price", "5"), ("join", "invite"), ("anonymous", "1")],
                vec!["anonymous", "time"],
            ),
        ] {
            let now = form(now);
            let found = Late::of(&sent, &now).news();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), news, "{now:?}");
        }
    }

    #[test]
    fn what_follows_from_another_field_is_news_by_itself_alone() {
        let on = [("title", "A"), ("language", "en")];
        let now = form(&[("title", "B"), ("language", "fr")]);
        let news =
            |sent: &Sent| Late::of(sent, &now).news().into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(news(&opened(&on, &on)), "title");
        assert_eq!(news(&opened(&on, &[("title", "B"), ("language", "en")])), "");
        assert_eq!(news(&opened(&on, &[("title", "B"), ("language", "de")])), "language");
        let declared = [("title", "B"), ("language", "en")];
        assert_eq!(news(&opened(&declared, &declared)), "language");
        let merged = Late::of(&opened(&on, &on), &now).merged();
        assert_eq!(merged.value("language"), "fr", "it is not written back either");
    }

    #[test]
    fn what_was_typed_stays_and_the_rest_is_as_it_is_now() {
        let on = [("title", "A"), ("town", "Die"), ("anonymous", "1"), ("note", "one\ntwo")];
        let typed = [("title", "Mine"), ("town", "Die"), ("note", "one\r\ntwo"), ("do", "publish")];
        let sent = opened(&on, &typed);
        let now = form(&[("title", "B"), ("town", "Crest"), ("anonymous", "1"), ("hide_end", "1")]);
        let merged = Late::of(&sent, &now).merged();
        for (name, value) in [
            ("title", "Mine"),
            ("town", "Crest"),
            ("note", ""),
            ("do", "publish"),
            ("hide_end", "1"),
        ] {
            assert_eq!(merged.value(name), value, "{name}");
        }
        assert!(!merged.on("anonymous"), "the tick was taken away");
        assert!(Late::of(&merged, &now).news().is_empty(), "it is shown now");
    }

    #[test]
    fn without_marks_there_is_no_news_and_everything_was_typed() {
        let (sent, now) = (form(&[("title", "A")]), form(&[("title", "B"), ("anonymous", "1")]));
        let late = Late::of(&sent, &now);
        assert!(late.news().is_empty());
        assert_eq!(late.merged().value("title"), "A");
        assert!(!late.merged().on("anonymous"));
    }
}
