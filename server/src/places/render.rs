//! Addresses as one writes them: the same words on pages, in mails and in calendars.

use super::model::{Address, AddressText};
use crate::kernel::text::{self, Lang};
use farandole_geocode::Place;

/// The whole address in one line: `Le Transbordeur, 3 Boulevard Stalingrad, 69100 Villeurbanne, France`. No part is
/// said twice. A mere point is "a point on the map" in the reader's language.
pub fn one_line(address: &Address, lang: Lang) -> String {
    line(&address.text, lang)
}

/// The same for an answer of the geocoder.
pub fn found_in_one_line(place: &Place, lang: Lang) -> String {
    let Place { street, locality, postal_code, region, country, .. } = place.clone();
    let description = Some(place.description.clone());
    let kind = None;
    let text = AddressText { description, street, locality, postal_code, region, country, kind };
    line(&text, lang)
}

fn line(text: &AddressText, lang: Lang) -> String {
    let is_town = same(text.description.as_deref(), text.locality.as_deref());
    let name = text.description.as_deref().filter(|_| !is_town);
    let town = match (&text.postal_code, &text.locality) {
        (Some(code), Some(town)) => Some(format!("{code} {town}")),
        (code, town) => code.clone().or_else(|| town.clone()),
    };
    // Letters find a house without its region, but "Paris" alone may be in Texas.
    let exact = text.street.is_some() && text.postal_code.is_some();
    let region = text.region.as_deref().filter(|_| !exact);
    let parts = [name, text.street.as_deref(), town.as_deref(), region, text.country.as_deref()];
    joined(&parts, lang)
}

/// The name of the place and the town, for cards and lists: `Le Transbordeur, Villeurbanne`.
pub fn short(address: &Address, lang: Lang) -> String {
    let text = &address.text;
    let name = text.description.as_deref().or(text.street.as_deref());
    let area = text.locality.as_deref().or(text.region.as_deref()).or(text.country.as_deref());
    joined(&[name, area], lang)
}

/// The parts with commas between them, each once.
fn joined(parts: &[Option<&str>], lang: Lang) -> String {
    let mut said: Vec<&str> = Vec::new();
    for part in parts.iter().flatten() {
        if !said.iter().any(|other| same(Some(other), Some(part))) {
            said.push(part);
        }
    }
    if said.is_empty() { text::say(lang, "place-point", &[]) } else { said.join(", ") }
}

fn same(a: Option<&str>, b: Option<&str>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.to_lowercase() == b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::AddressId;

    fn address(parts: [&str; 6]) -> Address {
        let [description, street, postal_code, locality, region, country] =
            parts.map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()));
        let text =
            AddressText { description, street, locality, postal_code, region, country, kind: None };
        let url = "https://farandole.test/address/1".to_owned();
        Address { id: AddressId(1), url, origin_id: None, text, geog: None, timezone: None }
    }

    #[test]
    fn an_address_is_one_line_and_says_nothing_twice() {
        let house = "3 Boulevard Stalingrad";
        let ara = "Auvergne-Rhône-Alpes";
        for (parts, line, card) in [
            (
                ["Le Transbordeur", house, "69100", "Villeurbanne", ara, "France"],
                "Le Transbordeur, 3 Boulevard Stalingrad, 69100 Villeurbanne, France",
                "Le Transbordeur, Villeurbanne",
            ),
            (
                [house, house, "69100", "Villeurbanne", ara, "France"],
                "3 Boulevard Stalingrad, 69100 Villeurbanne, France",
                "3 Boulevard Stalingrad, Villeurbanne",
            ),
            (["Lyon", "", "", "Lyon", ara, "France"], "Lyon, Auvergne-Rhône-Alpes, France", "Lyon"),
            (["LYON", "", "69001", "Lyon", "", "France"], "69001 Lyon, France", "LYON"),
            (["Paris", "", "", "Paris", "Texas", "USA"], "Paris, Texas, USA", "Paris"),
            (["", "", "", "", "", "Monaco"], "Monaco", "Monaco"),
            (["Chez Ana, au fond", "", "", "", "", ""], "Chez Ana, au fond", "Chez Ana, au fond"),
        ] {
            let address = address(parts);
            assert_eq!(one_line(&address, Lang::En), line);
            assert_eq!(short(&address, Lang::En), card);
        }
    }

    #[test]
    fn a_mere_point_is_said_in_the_readers_language() {
        let point = address([""; 6]);
        assert_ne!(one_line(&point, Lang::En), one_line(&point, Lang::Fr));
        assert_eq!(one_line(&point, Lang::En), short(&point, Lang::En));
    }
}
