//! What someone typed, taken apart: the name of a place, then where that place is.

use std::ops::Range;

use crate::fold::{fold, unabbreviated};

/// More words than this are ignored.
const MOST_WORDS: usize = 10;
/// From this many digits on, a number is a postal code rather than part of a name.
const POSTAL_DIGITS: usize = 4;

/// One way to read a text.
#[derive(Debug, PartialEq)]
pub(super) struct Reading {
    /// Which words are the name, at least one. The last may be unfinished if nothing comes after it.
    pub name: Range<usize>,
    /// A bit for each word of the text that must occur in the region or the country.
    pub whereabouts: u16,
    /// Whether only the very name counts, not a longer one.
    pub very: bool,
}

/// The words of a text, and where its commas are.
pub(super) struct Ask {
    words: Vec<String>,
    /// How many words come before each part; a part ends at a comma or at the end.
    parts: Vec<usize>,
}

impl Ask {
    pub fn new(text: &str) -> Self {
        let mut ask = Self { words: Vec::new(), parts: Vec::new() };
        for part in text.split([',', ';', '\n', '،', '、', '，']) {
            let before = ask.words.len();
            let folded = fold(part);
            ask.words.extend(
                folded.split_whitespace().filter(|word| !is_postal_code(word)).map(str::to_owned),
            );
            ask.words.truncate(MOST_WORDS);
            if ask.words.len() > before {
                ask.parts.push(before);
            }
        }
        if let Some((_, finished)) = ask.words.split_last_mut() {
            for word in finished {
                let long = unabbreviated(word);
                if long != word {
                    *word = long.to_owned();
                }
            }
        }
        ask
    }

    /// All words, at most as many as there are bits in [`Reading::whereabouts`].
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The readings to try together, then those to try if these find nothing.
    ///
    /// The name is in the first part, and some words at its end may be whereabouts already
    /// (`paris texas`). When nothing is called so, the first part was a street or a venue, and
    /// the next is the very name of a town.
    pub fn readings(&self) -> impl Iterator<Item = Vec<Reading>> {
        self.parts.iter().enumerate().map(|(at, &start)| {
            let end = self.parts.get(at + 1).copied().unwrap_or(self.words.len());
            let all = (1 << self.words.len()) - 1;
            let split = |middle| Reading {
                name: start..middle,
                whereabouts: all >> middle << middle,
                very: at > 0,
            };
            (start + 1..=end).rev().map(split).collect()
        })
    }
}

fn is_postal_code(word: &str) -> bool {
    word.len() >= POSTAL_DIGITS && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<Vec<(String, String)>> {
        let ask = Ask::new(text);
        let whereabouts = |bits: u16| -> Vec<_> {
            (0..)
                .zip(ask.words())
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, word)| word.as_str())
                .collect()
        };
        let spelled = |reading: Reading| {
            (ask.words()[reading.name].join(" "), whereabouts(reading.whereabouts).join(" "))
        };
        ask.readings().map(|group| group.into_iter().map(spelled).collect()).collect()
    }

    fn pair(name: &str, whereabouts: &str) -> (String, String) {
        (name.to_owned(), whereabouts.to_owned())
    }

    #[test]
    fn the_end_of_a_name_may_say_where_it_is() {
        assert_eq!(readings("Paris Texas"), [[pair("paris texas", ""), pair("paris", "texas")]]);
    }

    #[test]
    fn after_a_comma_comes_where_it_is() {
        assert_eq!(readings("Lyon, France")[0], [pair("lyon", "france")]);
    }

    #[test]
    fn what_comes_before_the_name_is_left_out_later() {
        let all = readings("Le Bar, Lyon, France");
        assert_eq!(all[0], [pair("le bar", "lyon france"), pair("le", "bar lyon france")]);
        assert_eq!(all[1], [pair("lyon", "france")]);
        assert_eq!(all[2], [pair("france", "")]);
    }

    #[test]
    fn postal_codes_say_nothing_here() {
        assert_eq!(readings("69100 Villeurbanne"), [[pair("villeurbanne", "")]]);
        assert!(readings("69100").is_empty());
    }

    #[test]
    fn saint_may_be_shortened_unless_it_may_be_unfinished() {
        assert_eq!(readings("St Etienne")[0][0], pair("saint etienne", ""));
        assert_eq!(readings("st"), [[pair("st", "")]]);
    }
}
