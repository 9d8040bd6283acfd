//! What has changed since a form was opened, in words: each field by its name, with its value of now.

use super::seen::{self, Late};
use crate::actors;
use crate::http::pages::forms::Sent;
use crate::http::pages::frame::Visit;
use crate::http::pages::read::query;
use crate::http::pages::views::NewsLine;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::site;

/// The fields with the texts that name them, in the order of the form.
const NAMES: [(&str, &str); 45] = [
    (seen::PUBLISHED, "organise-news-published"),
    ("title", "organise-title"),
    ("date", "organise-date"),
    ("time", "organise-time"),
    ("end_time", "organise-end-time"),
    ("place", "organise-place"),
    ("town", "organise-town"),
    ("description", "organise-description"),
    ("end_date", "organise-end-date"),
    ("all_day", "organise-all-day"),
    ("hide_time", "organise-hide-time"),
    ("hide_end", "organise-hide-end"),
    ("zone", "organise-zone"),
    ("street", "organise-street"),
    ("postcode", "organise-postcode"),
    ("online_url", "organise-online"),
    (seen::PICTURE, "organise-picture"),
    ("picture_alt", "organise-picture-alt"),
    ("category", "organise-category"),
    ("tags", "organise-tags"),
    ("price", "organise-price"),
    ("website", "organise-website"),
    ("phone", "organise-phone"),
    ("programme", "organise-programme"),
    ("language", "organise-language"),
    ("wheelchair", "access-wheelchair"),
    ("sign_language", "access-sign-language"),
    ("subtitles", "access-subtitles"),
    ("smoke_free", "access-smoke-free"),
    ("tickets", "fact-tickets"),
    ("schedule", "organise-schedule"),
    ("live", "fact-live"),
    ("replay", "fact-replay"),
    ("other_facts", "organise-other-facts"),
    ("join", "organise-join"),
    ("external_url", "organise-external"),
    ("capacity", "organise-capacity"),
    ("show_left", "organise-show-left"),
    ("hide_going", "organise-hide-going"),
    ("anonymous", "organise-anonymous"),
    ("visibility", "organise-visibility"),
    ("comments", "organise-comments"),
    ("comments_participants", "organise-comments-participants"),
    ("status", "organise-status"),
    ("status_note", "organise-note"),
];

/// Answers of the form with the texts that say them.
const ANSWERS: [(&str, &str, &str); 14] = [
    ("join", "free", "organise-join-free"),
    ("join", "restricted", "organise-join-restricted"),
    ("join", "external", "organise-join-external"),
    ("visibility", "public", "organise-public"),
    ("visibility", "unlisted", "organise-unlisted"),
    ("comments", "allow_all", "organise-comments-open"),
    ("comments", "moderated", "organise-comments-moderated"),
    ("comments", "closed", "organise-comments-closed"),
    ("status", "confirmed", "organise-confirmed"),
    ("status", "tentative", "organise-tentative"),
    ("status", "cancelled", "organise-cancelled"),
    ("wheelchair", "fully", "access-wheelchair-fully"),
    ("wheelchair", "partially", "access-wheelchair-partially"),
    ("wheelchair", "no", "access-wheelchair-no"),
];

/// Letters of a value that the form shows in full anyway.
const ENOUGH: usize = 200;

/// What is new, a line for each field.
pub async fn lines(visit: &Visit, late: &Late<'_>, now: &Sent) -> Result<Vec<NewsLine>> {
    let t = visit.t;
    let news = late.news();
    let line = |field: &str, label: &str| {
        let yours = late.touched(field);
        let value = value(t, field, now);
        NewsLine {
            field: beside(field).to_owned(),
            name: t.get(label),
            value: if yours { value } else { beginning(&value) },
            yours,
        }
    };
    let named = NAMES.iter().filter(|(field, _)| news.contains(field));
    let mut lines: Vec<NewsLine> = named.map(|(field, label)| line(field, label)).collect();
    let contacts: Vec<&str> =
        news.into_iter().filter(|field| field.starts_with(seen::CONTACT)).collect();
    if !contacts.is_empty() {
        lines.push(NewsLine {
            field: String::new(),
            name: t.get("organise-contacts"),
            value: or_none(t, people(visit, now).await?),
            yours: contacts.iter().any(|field| late.touched(field)),
        });
    }
    Ok(lines)
}

/// The field that shows something, where that is not one itself.
fn beside(field: &str) -> &str {
    match field {
        seen::PUBLISHED => "",
        seen::PICTURE => "picture",
        other => other,
    }
}

/// The value of a field in words.
fn value(t: T, field: &str, now: &Sent) -> String {
    let value = now.value(field);
    let answer = ANSWERS.iter().find(|(of, word, _)| *of == field && *word == value);
    if let Some((_, _, id)) = answer {
        return t.get(id);
    }
    match field {
        _ if seen::is_box(field) => t.get(if now.on(field) { "fact-yes" } else { "fact-no" }),
        seen::PUBLISHED => t.get("organise-news-published-text"),
        seen::PICTURE if !value.is_empty() => t.get("organise-news-picture"),
        "category" => query::category_name(t, value),
        "language" => or_none(t, site::language_name(value, t.lang).unwrap_or(value).to_owned()),
        "date" | "end_date" => match value.parse() {
            Ok(date) => dates::day(t, date),
            Err(_) => or_none(t, value.to_owned()),
        },
        _ => or_none(t, value.to_owned()),
    }
}

fn or_none(t: T, value: String) -> String {
    if value.is_empty() { t.get("organise-news-none") } else { value }
}

fn beginning(value: &str) -> String {
    match value.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", value[..end].trim_end()),
        None => value.to_owned(),
    }
}

/// The contacts by their names.
async fn people(visit: &Visit, now: &Sent) -> Result<String> {
    let ids = now.ticked(seen::CONTACT).filter_map(|id| id.parse().ok().map(ActorId));
    let ids: Vec<ActorId> = ids.collect();
    let found = actors::load_many(&*visit.app.db.get().await?, &ids).await?;
    let names = ids.iter().filter_map(|id| found.get(id)).map(|actor| actor.display_name());
    Ok(names.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_as_the_form_says_them() {
        let t = T { lang: Lang::En };
        let now: Sent = [
            ("date", "2026-07-10"),
            ("join", "restricted"),
            ("category", "MUSIC"),
            ("language", "fr"),
            ("visibility", "private"),
            ("all_day", "1"),
        ]
        .into_iter()
        .collect();
        for (field, said) in [
            ("date", "Friday 10 July 2026"),
            ("end_date", "Nothing"),
            ("join", "Whoever I accept"),
            ("category", "Music"),
            ("language", "French"),
            ("visibility", "private"),
            ("all_day", "Yes"),
            ("anonymous", "No"),
            ("town", "Nothing"),
            (seen::PICTURE, "Nothing"),
        ] {
            assert_eq!(value(t, field, &now), said, "{field}");
        }
    }

    #[test]
    fn a_long_text_is_told_by_its_beginning() {
        assert_eq!(beginning("short"), "short");
        let long = beginning(&"é".repeat(ENOUGH + 1));
        assert_eq!(long.chars().count(), ENOUGH + 1);
        assert!(long.ends_with('…'));
    }
}
