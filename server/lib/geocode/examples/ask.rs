//! Asks the gazetteer and says how long it took:
//! `cargo run -p farandole-geocode --example ask -- "saint etienne" lyon,fr`

use std::time::Instant;

use farandole_geocode::{Gazetteer, Query};

fn main() {
    let start = Instant::now();
    Gazetteer.warm();
    println!("index built in {:?}, {}", start.elapsed(), memory());
    for text in std::env::args().skip(1) {
        let start = Instant::now();
        let places = Gazetteer.find(&Query::new(&text, "fr"));
        println!("\n{text}: {:?}", start.elapsed());
        for place in places {
            let region = place.region.unwrap_or_default();
            println!("  {} ({region}, {})", place.description, place.country.unwrap_or_default());
        }
    }
}

/// What the program holds in memory of its own, as Linux counts it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines =
        status.lines().filter(|line| line.starts_with("RssAnon") || line.starts_with("VmHWM"));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}
