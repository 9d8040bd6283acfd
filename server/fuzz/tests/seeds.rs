//! What stands in `seeds/`, and random changes of it, on every parser.

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

type Try = fn(&[u8]);
const ALL: [(&str, Try); 5] = [
    ("address", farandole_fuzz::address),
    ("document", farandole_fuzz::document),
    ("picture", farandole_fuzz::picture),
    ("request", farandole_fuzz::request),
    ("text", farandole_fuzz::text),
];

/// Every seed with what it is for.
static SEEDS: LazyLock<Vec<(Try, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let of = |(name, attempt): (&str, Try)| {
        let files = std::fs::read_dir(folder.join(name)).unwrap();
        let read = move |file: std::io::Result<std::fs::DirEntry>| {
            (attempt, std::fs::read(file.unwrap().path()).unwrap())
        };
        files.map(read).collect::<Vec<_>>()
    };
    ALL.into_iter().flat_map(of).collect()
});

#[test]
fn every_seed_is_borne() {
    assert!(SEEDS.len() > 20);
    for (attempt, bytes) in SEEDS.iter() {
        attempt(bytes);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        for (_, attempt) in ALL {
            attempt(&bytes);
        }
    }

    #[test]
    fn a_seed_with_a_part_changed_is_borne(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..8,
        new in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let (attempt, seed) = which.get(&SEEDS);
        let mut bytes = seed.clone();
        let from = at.index(bytes.len());
        let to = (from + cut).min(bytes.len());
        bytes.splice(from..to, new);
        attempt(&bytes);
    }
}
