//! The table with what makes it quick to search, built once.

use std::collections::HashMap;

use super::countries::countries;
use super::near::Grid;
use super::table::Table;
use super::words::Words;
use crate::fold::{fold, fold_into, unabbreviated};

/// Lists of numbers, one after the other.
pub(super) struct Lists {
    /// Where each list starts; one more entry for the end.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub fn get(&self, list: u32) -> &[u32] {
        self.range(list..list + 1)
    }

    /// Several lists in a row.
    pub fn range(&self, lists: std::ops::Range<u32>) -> &[u32] {
        &self.items
            [self.starts[lists.start as usize] as usize..self.starts[lists.end as usize] as usize]
    }

    /// For each of `count` numbers, the lists it is in (once for each time it is in there).
    fn inverted(&self, count: usize) -> Self {
        let mut starts = vec![0u32; count + 1];
        for &item in &self.items {
            starts[item as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; self.items.len()];
        for list in 0..self.starts.len() as u32 - 1 {
            for &item in self.get(list) {
                let slot = &mut next[item as usize];
                items[*slot as usize] = list;
                *slot += 1;
            }
        }
        Self { starts, items }
    }
}

pub(super) struct Index {
    pub table: Table,
    pub grid: Grid,
    pub words: Words,
    /// The words of each name, in order.
    pub name_words: Lists,
    /// The names that each word is in.
    pub word_names: Lists,
    /// What each region is called, folded.
    pub region_words: Vec<String>,
    /// What each country is called, folded.
    pub country_words: Vec<String>,
}

impl Index {
    /// Takes about a second, during which it needs some 15 MiB more than afterwards.
    pub fn build() -> Self {
        let table = Table::read();
        let grid = Grid::new(&table.towns);
        let mut known: HashMap<Box<str>, u32> = HashMap::new();
        let mut name_words = Lists { starts: vec![0], items: Vec::new() };
        let mut folded = String::new();
        for name in &table.names {
            fold_into(name.text(), &mut folded);
            for word in folded.split_whitespace().map(unabbreviated) {
                let next = known.len() as u32;
                let number = known.get(word).copied().unwrap_or_else(|| {
                    known.insert(word.into(), next);
                    next
                });
                name_words.items.push(number);
            }
            name_words.starts.push(name_words.items.len() as u32);
        }
        let mut spelled = vec![""; known.len()];
        for (word, &number) in &known {
            spelled[number as usize] = word;
        }
        let (words, numbers) = Words::new(spelled);
        name_words.items.iter_mut().for_each(|word| *word = numbers[*word as usize]);
        name_words.items.shrink_to_fit();
        let word_names = name_words.inverted(words.len());
        let region_words = table.regions.iter().map(|region| fold(&region.all_names())).collect();
        let country_words = countries().iter().map(|country| fold(&country.all_names())).collect();
        Self { table, grid, words, name_words, word_names, region_words, country_words }
    }
}
