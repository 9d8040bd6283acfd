//! What is to be known of an event besides when and where: what it costs, access, the stream, whom to ask.

use crate::events::{self, Condition, Entry, Event, Offer, Standing};
use crate::http::pages::views::{ConditionView, Fact, Link, Online};
use crate::kernel::prelude::*;
use crate::kernel::text::T;

/// Where an event is on the net: alone, or besides its place. The link of its meeting is for those who come.
pub fn online(t: T, event: &Event, standing: Standing) -> Option<Online> {
    if let Some(link) = &event.options.meeting_url {
        return Some(match events::see_meeting(standing) {
            Ok(()) => Online { url: Some(link.clone()), note: String::new() },
            Err(_) => Online { url: None, note: t.get("event-online-later") },
        });
    }
    let url = event.online_meeting().map(ToOwned::to_owned);
    (event.options.is_online || url.is_some()).then(|| Online { url, note: String::new() })
}

/// The organiser's web page about it, unless that is where people meet.
pub fn website(event: &Event) -> Option<Link> {
    let page = event.online_address.as_deref()?;
    let shown = event.online_meeting() != Some(page);
    let url = web(page).filter(|_| shown)?;
    Some(Link::new(page, url))
}

/// The price in a word or two, from the facts that the organiser wrote.
pub fn price(event: &Event) -> Option<String> {
    let plain = |entry: &&Entry| entry.key == "mz:ticket:price";
    event.metadata.0.iter().find(plain).map(|entry| entry.value.clone())
}

/// What a place costs, if that is to be shown: an amount each, with the page where it is paid.
pub fn offers(t: T, event: &Event) -> Vec<Link> {
    let shown = event.options.show_participation_price;
    let offers = event.options.offers.iter().filter(|_| shown);
    offers.filter_map(|offer| Some(Link::new(amount(t, offer)?, paid(offer)))).collect()
}

fn amount(t: T, offer: &Offer) -> Option<String> {
    let price = offer.price?;
    if price <= 0.0 {
        return Some(t.get("event-price-free"));
    }
    let number = if price.fract() == 0.0 { format!("{price:.0}") } else { format!("{price:.2}") };
    let number = if t.lang == Lang::Fr { number.replace('.', ",") } else { number };
    let currency = offer.price_currency.as_deref().unwrap_or_default();
    Some(format!("{number}\u{a0}{currency}").trim().to_owned())
}

fn paid(offer: &Offer) -> String {
    offer.url.as_deref().and_then(web).unwrap_or_default()
}

/// A number to call, with the address that telephones understand.
pub fn phone(event: &Event) -> Option<Link> {
    let number = event.phone_address.as_deref()?.trim();
    let dialled: String =
        number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '*' | '#')).collect();
    let url = if dialled.len() >= 3 { format!("tel:{dialled}") } else { String::new() };
    (!number.is_empty()).then(|| Link::new(number, url))
}

/// What those who come agree to.
pub fn conditions(event: &Event) -> Vec<ConditionView> {
    let shown = |condition: &Condition| ConditionView {
        title: condition.title.clone().unwrap_or_default(),
        text: condition.content.clone().unwrap_or_default(),
        url: condition.url.as_deref().and_then(web),
    };
    event.options.participation_conditions.iter().map(shown).collect()
}

/// The facts of an event that people ask about.
pub fn facts(t: T, event: &Event) -> Vec<Fact> {
    let meeting = event.online_meeting();
    let entries = event.metadata.0.iter().filter(|entry| meeting != Some(entry.value.as_str()));
    entries.filter_map(|entry| fact(t, entry)).collect()
}

fn fact(t: T, entry: &Entry) -> Option<Fact> {
    let yes = if entry.value == "true" { "fact-yes" } else { "fact-no" };
    let link = |icon, name: &str| Fact {
        icon,
        name: t.get(name),
        value: host(&entry.value),
        url: web(&entry.value),
    };
    let answer =
        |icon, name: &str, value: String| Fact { icon, name: t.get(name), value, url: None };
    Some(match entry.key.as_str() {
        "mz:accessibility:wheelchairAccessible" => {
            let known = ["fully", "partially", "no"].contains(&entry.value.as_str());
            let value = if known {
                t.get(&format!("access-wheelchair-{}", entry.value))
            } else {
                entry.value.clone()
            };
            answer("access", "access-wheelchair", value)
        }
        "mz:accessibility:live:sign_language" => {
            answer("hands", "access-sign-language", t.get(yes))
        }
        "mz:accessibility:live:subtitle" => answer("text", "access-subtitles", t.get(yes)),
        "mz:accessibility:smokeFree" => answer("check", "access-smoke-free", t.get(yes)),
        "mz:ticket:external_url" => link("ticket", "fact-tickets"),
        "mz:ticket:price_url" => link("money", "fact-prices"),
        "mz:schedule_url" => link("list", "fact-programme"),
        "mz:social:twitter:account" => answer("speech", "fact-twitter", entry.value.clone()),
        "mz:social:fediverse:account_url" => link("speech", "fact-fediverse"),
        key if key.starts_with("mz:live:") => link("video", "fact-live"),
        key if key.starts_with("mz:replay:") => link("video", "fact-replay"),
        key if key.starts_with("mz:notes:") => link("edit", "fact-pad"),
        key if key.starts_with("mz:poll:") => link("check", "fact-poll"),
        key if key.starts_with("mz:plain:") => Fact {
            icon: "info",
            name: entry.title.clone().unwrap_or_default(),
            value: entry.value.clone(),
            url: web(&entry.value),
        },
        _ => return None,
    })
}

fn web(value: &str) -> Option<String> {
    let url = url::Url::parse(value).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn host(value: &str) -> String {
    url::Url::parse(value)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::testing::event;

    #[test]
    fn a_price_is_written_as_people_of_the_language_write_it() {
        let mut event = event();
        let offer = |price: f64| Offer {
            price: Some(price),
            price_currency: Some("EUR".into()),
            url: Some("javascript:alert(1)".into()),
        };
        event.options.offers = vec![offer(12.5), offer(8.0), offer(0.0)];
        let told = |event: &Event, lang| {
            let offers = offers(T { lang }, event).into_iter();
            offers.map(|offer| offer.text + &offer.url).collect::<Vec<_>>()
        };
        assert!(told(&event, Lang::En).is_empty(), "only where the organiser shows it");
        event.options.show_participation_price = true;
        assert_eq!(told(&event, Lang::En), ["12.50\u{a0}EUR", "8\u{a0}EUR", "Free"]);
        assert_eq!(told(&event, Lang::Fr)[0], "12,50\u{a0}EUR");
    }

    #[test]
    fn a_number_is_dialled_without_what_makes_it_readable() {
        let mut event = event();
        event.phone_address = Some("+33 (0)4 75 22 00 01".into());
        assert_eq!(phone(&event).unwrap().url, "tel:+330475220001");
        event.phone_address = Some("ask at the bar".into());
        assert_eq!(phone(&event).unwrap().url, "");
    }
}
