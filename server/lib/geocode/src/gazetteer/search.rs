//! From what someone typed to towns, best first.

use std::cell::LazyCell;
use std::ops::Range;

use super::ask::{Ask, Reading};
use super::index::Index;
use super::near::distance_km;
use super::words::{SHORTEST_TYPO, one_slip_apart};

/// With this many answers spelled as asked, nobody made a typo.
const ENOUGH: usize = 3;
/// What a place next door is worth, in powers of ten of inhabitants.
const NEXT_DOOR: f64 = 3.0;
/// How far away about a third of that is left.
const NEAR_KM: f64 = 100.0;
/// Where a search would have to look at more names than this ("s"), only large towns count.
const MOST_LOOKED_AT: usize = 20_000;
/// How many towns are large: those of some 20,000 people.
const LARGE_TOWNS: usize = 30_000;
/// No town has more names than this.
pub(super) const MOST_NAMES: usize = 256;

/// A town and the name under which it was found.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub town: u32,
    pub name: u32,
    score: f64,
}

/// Finds towns by name, at most `limit`, best first.
///
/// A town's score is how well one of its names fits (see [`Fit::worth`]) plus the power of ten of
/// its inhabitants plus up to [`NEXT_DOOR`] for being near the point (longitude, latitude). Towns
/// found by forgiving typos come after all others.
pub(super) fn search(
    index: &Index,
    text: &str,
    near: Option<(f64, f64)>,
    limit: usize,
) -> Vec<Hit> {
    let ask = Ask::new(text);
    let spelled = Search::new(index, near, ask.words());
    let forgiving = LazyCell::new(|| spelled.forgiving());
    let mut best = Vec::new();
    for readings in ask.readings() {
        append_best(index, &mut best, spelled.hits(&readings), limit);
        if best.len() < ENOUGH.min(limit) {
            append_best(index, &mut best, forgiving.hits(&readings), limit);
        }
        if !best.is_empty() {
            break;
        }
    }
    best
}

/// Adds the best of the hits, each town once: under its own name if that fits at all, as it says
/// more than a short form that fits better.
fn append_best(index: &Index, best: &mut Vec<Hit>, mut hits: Vec<Hit>, limit: usize) {
    hits.retain(|hit| best.iter().all(|better| better.town != hit.town));
    let better = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score).then(a.name.cmp(&b.name));
    // Enough for `limit` towns even if each is in there under all its names.
    let enough = limit * MOST_NAMES;
    if hits.len() > enough {
        hits.select_nth_unstable_by(enough, better);
        hits.truncate(enough);
    }
    hits.sort_unstable_by(|a, b| a.town.cmp(&b.town).then_with(|| better(a, b)));
    hits.dedup_by(|worse, kept| {
        let same = worse.town == kept.town;
        if same && worse.name == index.table.towns[kept.town as usize].first_name {
            kept.name = worse.name;
        }
        same
    });
    hits.sort_unstable_by(better);
    best.extend(hits);
    best.truncate(limit);
}

/// For each region, a bit for each word that occurs in its names or its country's. The last word
/// may be the beginning of one.
fn there(index: &Index, asked: &[String], forgiving: bool) -> Vec<u16> {
    let Some((last, finished)) = asked.split_last() else { return Vec::new() };
    let same = |word: &str, asked: &String| word == asked || (forgiving && is_typo(word, asked));
    let bits = |names: &String| {
        names.split(' ').fold(0u16, |bits, word| {
            let finished = (0..)
                .zip(finished)
                .fold(bits, |bits, (at, asked)| bits | u16::from(same(word, asked)) << at);
            finished
                | u16::from(word.starts_with(last.as_str()) || same(word, last))
                    << (asked.len() - 1)
        })
    };
    let countries: Vec<u16> = index.country_words.iter().map(bits).collect();
    let regions = index.table.regions.iter().zip(&index.region_words);
    regions
        .map(|(region, names)| {
            bits(names) | region.country.map_or(0, |at| countries[usize::from(at)])
        })
        .collect()
}

fn is_typo(word: &str, asked: &str) -> bool {
    asked.chars().count() >= SHORTEST_TYPO && one_slip_apart(word, asked)
}

struct Search<'a> {
    index: &'a Index,
    near: Option<(f64, f64)>,
    asked: &'a [String],
    /// For each word, what it may be a typo of.
    typos: Vec<Vec<u32>>,
    /// See [`there`].
    there: Vec<u16>,
}

impl<'a> Search<'a> {
    fn new(index: &'a Index, near: Option<(f64, f64)>, asked: &'a [String]) -> Self {
        Self {
            index,
            near,
            asked,
            typos: vec![Vec::new(); asked.len()],
            there: there(index, asked, false),
        }
    }

    /// The same search with typos allowed, though not in words that are regions or countries.
    fn forgiving(&self) -> Self {
        let sound = self.there.iter().fold(0, |sound, there| sound | there);
        let typos = |(at, word): (usize, &String)| match sound >> at & 1 {
            0 => self.index.words.typos(word),
            _ => Vec::new(),
        };
        let typos = self.asked.iter().enumerate().map(typos).collect();
        Self { typos, there: there(self.index, self.asked, true), ..*self }
    }

    fn hits(&self, readings: &[Reading]) -> Vec<Hit> {
        let mut hits = Vec::new();
        readings.iter().for_each(|reading| self.collect(reading, &mut hits));
        hits
    }

    fn collect(&self, reading: &Reading, hits: &mut Vec<Hit>) {
        let wanted = reading.whereabouts;
        if wanted != 0 && !self.there.iter().any(|there| there & wanted == wanted) {
            return;
        }
        let unfinished = |at| wanted == 0 && at + 1 == reading.name.end;
        let asked: Vec<_> =
            reading.name.clone().map(|at| self.candidates(at, unfinished(at))).collect();
        let Some(rarest) = asked.iter().min_by_key(|word| word.count(self.index)) else { return };
        let table = &self.index.table;
        let end = match rarest.count(self.index) {
            0..=MOST_LOOKED_AT => u32::MAX,
            _ => table.towns.get(LARGE_TOWNS).map_or(u32::MAX, |town| town.first_name),
        };
        for name in rarest.names(self.index).filter(|&name| name < end) {
            let town = table.names[name as usize].town;
            let region = table.towns[town as usize].region;
            if self.there[usize::from(region)] & wanted != wanted {
                continue;
            }
            let fit = Fit::of(self.index.name_words.get(name), &asked);
            if let Some(fit) = fit.filter(|fit| fit.very() || !reading.very) {
                hits.push(Hit { town, name, score: self.score(town, name, &fit) });
            }
        }
    }

    fn candidates(&self, at: usize, unfinished: bool) -> Candidates<'_> {
        let (words, word) = (&self.index.words, &self.asked[at]);
        let begun = if unfinished { words.beginning(word) } else { 0..0 };
        Candidates { whole: words.whole(word), begun, typos: &self.typos[at] }
    }

    fn score(&self, town: u32, name: u32, fit: &Fit) -> f64 {
        let town = &self.index.table.towns[town as usize];
        let closeness = self.near.map_or(0.0, |(lon, lat)| {
            NEXT_DOOR * (-distance_km((lat, lon), (town.lat(), town.lon())) / NEAR_KM).exp()
        });
        fit.worth(town.first_name == name) + f64::from(town.size) + closeness
    }
}

/// The words of the index that a typed word may stand for.
struct Candidates<'a> {
    whole: Option<u32>,
    /// Words that begin so; empty for a word that is surely finished.
    begun: Range<u32>,
    /// Words one slip away, in order.
    typos: &'a [u32],
}

#[derive(Clone, Copy, PartialEq)]
enum Match {
    Whole,
    Begun,
    Typo,
}

impl Candidates<'_> {
    fn matches(&self, word: u32) -> Option<Match> {
        if self.whole == Some(word) {
            Some(Match::Whole)
        } else if self.begun.contains(&word) {
            Some(Match::Begun)
        } else {
            self.typos.binary_search(&word).ok().map(|_| Match::Typo)
        }
    }

    /// All names with such a word; some more than once.
    fn names(&self, index: &Index) -> impl Iterator<Item = u32> {
        let single = self.single().flat_map(|word| index.word_names.get(word));
        index.word_names.range(self.begun.clone()).iter().chain(single).copied()
    }

    fn count(&self, index: &Index) -> usize {
        let single: usize = self.single().map(|word| index.word_names.get(word).len()).sum();
        index.word_names.range(self.begun.clone()).len() + single
    }

    /// The words that are not among those that begin so.
    fn single(&self) -> impl Iterator<Item = u32> {
        self.whole.iter().chain(self.typos).copied().filter(|word| !self.begun.contains(word))
    }
}

/// How a name contains what was asked.
struct Fit {
    /// It has words before or between.
    apart: bool,
    /// It goes on afterwards.
    longer: bool,
    typos: u8,
}

impl Fit {
    /// None unless all words are there, in their order.
    fn of(name: &[u32], asked: &[Candidates]) -> Option<Self> {
        let mut fit = Self { apart: false, longer: false, typos: 0 };
        let mut at = 0;
        for word in asked {
            let found = |(ahead, &is): (usize, &u32)| Some((ahead, word.matches(is)?));
            let (ahead, found) = name[at..].iter().enumerate().find_map(found)?;
            fit.apart |= ahead > 0;
            fit.longer |= found == Match::Begun;
            fit.typos += u8::from(found == Match::Typo);
            at += ahead + 1;
        }
        fit.longer |= at < name.len();
        Some(fit)
    }

    /// Whether it is all of the name.
    fn very(&self) -> bool {
        !self.apart && !self.longer
    }

    /// In powers of ten of inhabitants. A place's other names come in many languages, so that a
    /// beginning or a typo of one means less than it does for its own name.
    fn worth(&self, own_name: bool) -> f64 {
        let base = match (own_name, self.apart, self.longer) {
            (true, false, false) => 3.5,
            (false, false, false) => 3.0,
            (true, false, true) => 2.0,
            (true, true, _) => 1.0,
            (false, false, true) => 0.5,
            (false, true, _) => 0.0,
        };
        base - f64::from(self.typos) * if own_name { 1.0 } else { 2.0 }
    }
}
