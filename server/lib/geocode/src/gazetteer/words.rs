//! The words that occur in names: found whole, by their beginning, or with one slip of the finger.

use std::ops::Range;

/// Words with fewer letters have too many neighbours for a typo to mean anything.
pub(super) const SHORTEST_TYPO: usize = 5;

/// Sorted words, each with its place in the alphabet as its number.
pub(super) struct Words {
    text: String,
    /// Where each word starts; one more entry for the end.
    starts: Vec<u32>,
    /// The words in the order of their last letters, then the letters before.
    by_end: Vec<u32>,
}

impl Words {
    /// Of words in any order, without doubles. Also gives, for each, the number it has now.
    pub fn new(words: Vec<&str>) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..as_u32(words.len())).collect();
        order.sort_unstable_by_key(|&at| words[at as usize]);
        let mut text = String::new();
        let mut starts = Vec::with_capacity(words.len() + 1);
        let mut numbers = vec![0; words.len()];
        for (number, &at) in order.iter().enumerate() {
            starts.push(as_u32(text.len()));
            text.push_str(words[at as usize]);
            numbers[at as usize] = as_u32(number);
        }
        starts.push(as_u32(text.len()));
        text.shrink_to_fit();
        let mut all = Self { text, starts, by_end: order };
        let mut by_end: Vec<u32> = (0..as_u32(words.len())).collect();
        by_end.sort_unstable_by(|&a, &b| reversed(all.word(a)).cmp(reversed(all.word(b))));
        all.by_end = by_end;
        (all, numbers)
    }

    pub fn len(&self) -> usize {
        self.by_end.len()
    }

    fn word(&self, number: u32) -> &str {
        let at = number as usize;
        &self.text[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// This very word.
    pub fn whole(&self, word: &str) -> Option<u32> {
        let at = first(0..as_u32(self.len()), |number| self.word(number) >= word);
        (at < as_u32(self.len()) && self.word(at) == word).then_some(at)
    }

    /// All words that begin so.
    pub fn beginning(&self, start: &str) -> Range<u32> {
        let end = as_u32(self.len());
        let from = first(0..end, |number| self.word(number) >= start);
        from..first(from..end, |number| !self.word(number).starts_with(start))
    }

    /// All words that become this one by adding, leaving out, changing or swapping one letter.
    ///
    /// One slip leaves the beginning or the end as it was, so only the words that share either are
    /// compared: a few thousand instead of all.
    pub fn typos(&self, word: &str) -> Vec<u32> {
        let letters = word.chars().count();
        if letters < SHORTEST_TYPO {
            return Vec::new();
        }
        let at = |letter| word.char_indices().nth(letter).map_or(word.len(), |(at, _)| at);
        let half = (letters - 1) / 2;
        let (start, end) = (&word[..at(half)], &word[at(half + 1)..]);
        let mut found: Vec<u32> = self.beginning(start).chain(self.ending(end)).collect();
        found.retain(|&number| one_slip_apart(self.word(number), word));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn ending(&self, end: &str) -> impl Iterator<Item = u32> {
        let word = |at: u32| self.word(self.by_end[at as usize]);
        let count = as_u32(self.len());
        let from = first(0..count, |at| reversed(word(at)).ge(reversed(end)));
        let to = first(from..count, |at| !word(at).ends_with(end));
        self.by_end[from as usize..to as usize].iter().copied()
    }
}

fn reversed(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().rev()
}

fn as_u32(n: usize) -> u32 {
    u32::try_from(n).expect("the table is far smaller than 4 GiB")
}

/// The first number for which `reached` is true; false may only come before true.
fn first(range: Range<u32>, reached: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from + (to - from) / 2;
        if reached(middle) { to = middle } else { from = middle + 1 }
    }
    from
}

/// Whether exactly one letter is added, missing, another, or swapped with the next
/// (a Damerau-Levenshtein distance of one).
pub(super) fn one_slip_apart(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let same: usize =
        a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[same..], &b[same..]);
    let (mut x, mut y) = (a.chars().rev(), b.chars().rev());
    let (mut a_end, mut b_end) = (a.len(), b.len());
    while let (Some(last_a), Some(last_b)) = (x.next(), y.next()) {
        if last_a != last_b {
            break;
        }
        a_end -= last_a.len_utf8();
        b_end -= last_b.len_utf8();
    }
    let (mut a, mut b) = (a[..a_end].chars(), b[..b_end].chars());
    match ((a.next(), a.next(), a.next()), (b.next(), b.next(), b.next())) {
        ((Some(_), None, None), (None, ..) | (Some(_), None, None)) => true,
        ((None, ..), (Some(_), None, None)) => true,
        ((Some(p), Some(q), None), (Some(r), Some(s), None)) => p == s && q == r,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(list: &[&'static str]) -> Words {
        Words::new(list.to_vec()).0
    }

    fn spelled(words: &Words, numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
        numbers.into_iter().map(|number| words.word(number).to_owned()).collect()
    }

    #[test]
    fn words_are_found_whole_and_by_their_beginning() {
        let words = words(&["lyons", "lyon", "paris", "ly", "mons"]);
        assert_eq!(spelled(&words, words.whole("lyon")), ["lyon"]);
        assert_eq!(words.whole("lyo"), None);
        assert_eq!(spelled(&words, words.beginning("lyo")), ["lyon", "lyons"]);
        assert_eq!(words.beginning("z").len(), 0);
        assert_eq!(words.beginning("").len(), 5);
    }

    #[test]
    fn one_slip_anywhere_is_forgiven() {
        let words = words(&["villeurbanne", "marseille", "geneve", "lyon"]);
        let near = |word| spelled(&words, words.typos(word));
        assert_eq!(near("villeurbane"), ["villeurbanne"]);
        assert_eq!(near("vileurbanne"), ["villeurbanne"]);
        assert_eq!(near("ivlleurbanne"), ["villeurbanne"]);
        assert_eq!(near("villeurbannne"), ["villeurbanne"]);
        assert_eq!(near("marsielle"), ["marseille"]);
        assert_eq!(near("marseilla"), ["marseille"]);
        assert_eq!(near("geneva"), ["geneve"]);
        assert!(near("vileurbane").is_empty());
        assert!(near("lyom").is_empty(), "too short");
    }

    #[test]
    fn numbers_point_at_the_words_that_were_given() {
        let (words, numbers) = Words::new(vec!["b", "c", "a"]);
        assert_eq!(spelled(&words, numbers), ["b", "c", "a"]);
    }

    proptest! {
        #[test]
        fn every_slip_is_found(word in "[a-dé東]{5,9}", other in "[a-dé東]{4,10}") {
            let list = if word == other { vec![word.as_str()] } else { vec![word.as_str(), other.as_str()] };
            let (words, _) = Words::new(list.clone());
            let expected = list.iter().filter(|candidate| one_slip_apart(candidate, &word)).count();
            prop_assert_eq!(words.typos(&word).len(), expected);
        }

        #[test]
        fn a_slip_is_a_slip_from_either_side(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            prop_assert_eq!(one_slip_apart(&a, &b), one_slip_apart(&b, &a));
            prop_assert!(!one_slip_apart(&a, &a));
        }
    }
}
