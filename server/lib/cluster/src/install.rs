//! Finding PostgreSQL's programs on this machine.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Error, Result};

const DEBIAN_BIN: &str = "/usr/lib/postgresql";
const DEBIAN_SHARE: &str = "/usr/share/postgresql";

/// A folder with `initdb` and `postgres`, and the major version of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Installation {
    pub bin: PathBuf,
    pub major: u32,
}

impl Installation {
    /// The programs for the data in `data`, or for new data when there is none: `chosen` if given,
    /// otherwise the version that made the data, otherwise the newest one with PostGIS.
    pub fn find(chosen: Option<&Path>, data: &Path) -> Result<Installation> {
        let made_by = major_of_data(data);
        if let Some(bin) = chosen {
            let found = Installation { bin: bin.to_owned(), major: major_of_binary(bin)? };
            return match made_by {
                Some(made_by) if made_by != found.major => Err(Error::WrongVersion {
                    data: data.to_owned(),
                    made_by,
                    found: found.major,
                    bin: found.bin,
                }),
                _ => Ok(found),
            };
        }
        pick(Path::new(DEBIAN_BIN), Path::new(DEBIAN_SHARE), made_by)
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }
}

fn pick(bin: &Path, share: &Path, major: Option<u32>) -> Result<Installation> {
    fs::read_dir(bin)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|found| major.is_none_or(|wanted| wanted == *found))
        .filter(|found| bin.join(format!("{found}/bin/postgres")).is_file())
        .filter(|found| share.join(format!("{found}/extension/postgis.control")).is_file())
        .max()
        .map(|major| Installation { bin: bin.join(format!("{major}/bin")), major })
        .ok_or_else(|| Error::NotInstalled { major, searched: format!("{}/*/bin", bin.display()) })
}

fn major_of_data(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major_of_binary(bin: &Path) -> Result<u32> {
    let missing = || Error::NotInstalled { major: None, searched: bin.display().to_string() };
    let output =
        Command::new(bin.join("postgres")).arg("--version").output().map_err(|_| missing())?;
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .find_map(|word| word.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(versions: &[(u32, bool)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (major, postgis) in versions {
            let bin = root.path().join(format!("bin/{major}/bin"));
            let share = root.path().join(format!("share/{major}/extension"));
            fs::create_dir_all(&bin).unwrap();
            fs::create_dir_all(&share).unwrap();
            fs::write(bin.join("postgres"), "").unwrap();
            if *postgis {
                fs::write(share.join("postgis.control"), "").unwrap();
            }
        }
        root
    }

    fn pick_on(root: &tempfile::TempDir, major: Option<u32>) -> Result<u32> {
        pick(&root.path().join("bin"), &root.path().join("share"), major).map(|found| found.major)
    }

    #[test]
    fn the_newest_version_with_postgis_is_taken() {
        let root = machine(&[(9, true), (15, true), (16, true), (17, false)]);
        assert_eq!(pick_on(&root, None).unwrap(), 16);
    }

    #[test]
    fn existing_data_keeps_the_version_that_made_it() {
        let root = machine(&[(15, true), (17, true)]);
        assert_eq!(pick_on(&root, Some(15)).unwrap(), 15);
    }

    #[test]
    fn a_missing_version_is_an_error_that_names_the_package() {
        let root = machine(&[(17, true)]);
        let said = pick_on(&root, Some(16)).unwrap_err().to_string();
        assert!(said.contains("apt-get install postgresql-16-postgis-3"), "{said}");
        let said = pick_on(&machine(&[]), None).unwrap_err().to_string();
        assert!(said.contains("apt-get install postgresql-15-postgis-3"), "{said}");
    }
}
