//! The rows of `data/places.tsv`, which `data/make.py` writes and documents by example.
//!
//! A line `@FR.53 Bretagne Brittany` opens a region: its code at GeoNames, its name there, and its
//! English name where that differs. The lines below it are the places in it: GeoNames id, latitude
//! and longitude in ten-thousandths of a degree, population, name, other names between commas.

use std::cmp::Reverse;

use super::countries::country_index;

static TEXT: &str = include_str!("../../data/places.tsv");
const ALWAYS: &str = "data/make.py writes nothing else";

pub(super) struct Region {
    /// Index into the countries.
    pub country: Option<u16>,
    /// The letters that stand for the region in addresses (`IL`), or GeoNames' number.
    code: &'static str,
    pub name: &'static str,
    pub english: &'static str,
}

impl Region {
    /// Everything people call it.
    pub fn all_names(&self) -> String {
        [self.code, self.name, self.english].join(" ")
    }
}

pub(super) struct Town {
    /// At GeoNames.
    pub id: u32,
    lat: i32,
    lon: i32,
    /// Its inhabitants, as a power of ten: 3 is a thousand.
    pub size: f32,
    /// Its own name; the other names follow.
    pub first_name: u32,
    /// Index into the regions.
    pub region: u16,
}

impl Town {
    /// Degrees north.
    pub fn lat(&self) -> f64 {
        f64::from(self.lat) / 1e4
    }

    /// Degrees east.
    pub fn lon(&self) -> f64 {
        f64::from(self.lon) / 1e4
    }
}

/// One name of a town.
pub(super) struct Name {
    /// Index into the towns.
    pub town: u32,
    start: u32,
    len: u16,
}

impl Name {
    pub fn text(&self) -> &'static str {
        let start = self.start as usize;
        &TEXT[start..start + usize::from(self.len)]
    }
}

/// Everything in the file.
#[derive(Default)]
pub(super) struct Table {
    pub regions: Vec<Region>,
    /// The largest first.
    pub towns: Vec<Town>,
    /// In the order of their towns.
    pub names: Vec<Name>,
}

/// The line of a town: its inhabitants, its region, the line.
type TownLine = (u32, u16, &'static str);

impl Table {
    /// Reads the embedded file, which is known to be whole.
    pub fn read() -> Self {
        let mut table = Self::default();
        let mut towns: Vec<TownLine> = Vec::with_capacity(TEXT.lines().count());
        for line in TEXT.lines() {
            let read = match line.strip_prefix('@') {
                Some(region) => table.read_region(region),
                None => table.town_line(line).map(|town| towns.push(town)),
            };
            read.expect(ALWAYS);
        }
        towns.sort_unstable_by_key(|&(population, _, line)| (Reverse(population), line));
        table.towns.reserve_exact(towns.len());
        for town in towns {
            table.read_town(town).expect(ALWAYS);
        }
        table.names.shrink_to_fit();
        table
    }

    fn read_region(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split('\t');
        let (country, code) = fields.next()?.split_once('.')?;
        let name = fields.next()?;
        let english = fields.next().unwrap_or(name);
        self.regions.push(Region { country: country_index(country), code, name, english });
        Some(())
    }

    fn town_line(&self, line: &'static str) -> Option<TownLine> {
        let region = u16::try_from(self.regions.len().checked_sub(1)?).ok()?;
        Some((line.split('\t').nth(3)?.parse().ok()?, region, line))
    }

    fn read_town(&mut self, (population, region, line): TownLine) -> Option<()> {
        let mut fields = line.split('\t');
        self.towns.push(Town {
            id: fields.next()?.parse().ok()?,
            lat: fields.next()?.parse().ok()?,
            lon: fields.next()?.parse().ok()?,
            size: (f64::from(population) + 1.0).log10() as f32,
            first_name: u32::try_from(self.names.len()).ok()?,
            region,
        });
        let town = u32::try_from(self.towns.len() - 1).ok()?;
        let own = fields.nth(1)?;
        let others = fields.next().into_iter().flat_map(|names| names.split(','));
        for name in std::iter::once(own).chain(others) {
            let start = u32::try_from(name.as_ptr() as usize - TEXT.as_ptr() as usize).ok()?;
            self.names.push(Name { town, start, len: u16::try_from(name.len()).ok()? });
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::search::MOST_NAMES;
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table = Table::read();
        assert!(table.towns.len() > 200_000);
        assert!(table.regions.iter().all(|region| region.country.is_some()));
        for (index, town) in (0..).zip(&table.towns) {
            assert_eq!(table.names[town.first_name as usize].town, index);
            assert!(crate::on_earth(town.lat(), town.lon()), "{}", town.id);
        }
    }

    #[test]
    fn no_town_has_more_names_than_a_search_allows_for() {
        let table = Table::read();
        let mut names = vec![0; table.towns.len()];
        table.names.iter().for_each(|name| names[name.town as usize] += 1);
        assert!(names.iter().all(|&count| (1..=MOST_NAMES).contains(&count)));
    }

    #[test]
    fn a_town_knows_its_names_and_its_region() {
        let table = Table::read();
        let rennes = table.towns.iter().find(|town| town.id == 2983990).expect("Rennes");
        assert_eq!(table.names[rennes.first_name as usize].text(), "Rennes");
        let region = &table.regions[usize::from(rennes.region)];
        assert_eq!((region.name, region.english), ("Bretagne", "Brittany"));
    }
}
