//! The data folder: there, ours to write, with room.

use super::Finding;
use crate::kernel::config::Config;

/// With less than this free the server is about to stop working: 100 MB.
const TOO_LITTLE: u64 = 100_000_000;
/// With less than this free somebody should look: 1 GB.
const LITTLE: u64 = 1_000_000_000;

/// Whether the folder can be written, and how much fits.
pub fn examine(config: &Config) -> Vec<Finding> {
    let folder = &config.data_dir;
    let written = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
    if let Err(cause) = written {
        let says = format!("{} cannot be written: {cause}.", folder.display());
        let advice =
            "Give the folder to the user who runs the server, or name another one in `data_dir`.";
        return vec![Finding::broken("disk", says, advice)];
    }
    match rustix::fs::statvfs(folder) {
        Ok(disk) => vec![room(&folder.display().to_string(), disk.f_bavail * disk.f_frsize)],
        Err(cause) => {
            let says = format!("How much is free in {} is not known: {cause}.", folder.display());
            vec![Finding::warning("disk", says, "Look with `df`.")]
        }
    }
}

fn room(folder: &str, free: u64) -> Finding {
    let says = format!("{folder} can be written; {} MB are free.", free / 1_000_000);
    match free {
        0..TOO_LITTLE => Finding::broken("disk", says, "Make room now: soon nothing can be saved."),
        TOO_LITTLE..LITTLE => {
            Finding::warning("disk", says, "Make room, or move `data_dir` to a larger disk.")
        }
        _ => Finding::ok("disk", says),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_full_disk_is_broken_before_it_is_full() {
        assert_eq!(room("data", 50_000_000_000).state, State::Ok);
        assert_eq!(room("data", 500_000_000).state, State::Warning);
        assert_eq!(room("data", 5_000_000).state, State::Broken);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_broken() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let config = Config { data_dir: file.path().join("data"), ..Config::default() };
        assert_eq!(examine(&config)[0].state, State::Broken);
    }
}
