//! What is plugged in: one line per slice, the only list of slices in the program.

use crate::accounts;
use crate::app::Plugs;
use crate::{
    comments, events, exports, federation, media, moderation, participation, places, platform,
    search, worker,
};

/// Every slice's reactions, jobs and schedules.
pub fn all() -> Plugs {
    let mut plugs = Plugs::default();
    worker::plug(&mut plugs);
    platform::plug(&mut plugs);
    federation::plug(&mut plugs);
    media::plug(&mut plugs);
    places::plug(&mut plugs);
    accounts::plug(&mut plugs);
    events::plug(&mut plugs);
    participation::plug(&mut plugs);
    comments::plug(&mut plugs);
    exports::plug(&mut plugs);
    moderation::plug(&mut plugs);
    search::plug(&mut plugs);
    plugs
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    /// The files of a folder and of all in it.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn federation_md_names_what_is_read_and_no_more() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../FEDERATION.md");
        let text = std::fs::read_to_string(path).unwrap();
        let told =
            text.split("- Activities sent:").nth(1).unwrap().split("\n- Who").next().unwrap();
        // Both lists: what is sent is read as well. What stands there besides are no kinds of activities.
        let named: std::collections::BTreeSet<&str> = told.split('`').skip(1).step_by(2).collect();
        assert_eq!(named, super::all().received());
    }

    #[test]
    fn every_slice_that_has_something_to_plug_in_is_plugged_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let all = std::fs::read_to_string(root.join("plugs.rs")).unwrap();
        for file in files(&root) {
            let source = std::fs::read_to_string(&file).unwrap_or_default();
            if file.ends_with("plugs.rs") || !source.contains("pub fn plug(") {
                continue;
            }
            let first = file.strip_prefix(&root).unwrap().iter().next().unwrap().to_string_lossy();
            let slice = first.trim_end_matches(".rs");
            let plugged = [format!(" {slice}::plug("), format!(" {slice}::mail::plug(")];
            assert!(plugged.iter().any(|call| all.contains(call)), "{}", file.display());
        }
    }
}
