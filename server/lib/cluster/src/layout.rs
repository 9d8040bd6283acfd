//! Where things lie in the directory of a cluster.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// The longest path of a Unix socket (`sun_path` without its final zero).
const SOCKET_PATH_MAX: usize = 107;
const SOCKET_NAME: &str = "/.s.PGSQL.5432";
const LOG_TAIL_BYTES: u64 = 4096;

/// The files of one cluster.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub dir: PathBuf,
    /// PostgreSQL's data directory.
    pub data: PathBuf,
    /// Where `initdb` works; renamed to `data` once complete.
    pub unfinished: PathBuf,
    pub socket_dir: PathBuf,
    pub log: PathBuf,
    /// Held for as long as a program uses the cluster.
    pub lock: PathBuf,
}

impl Layout {
    /// `dir` must be absolute, with no symbolic links in it.
    pub fn new(dir: &Path, temp: &Path) -> Layout {
        Layout {
            dir: dir.to_owned(),
            data: dir.join("data"),
            unfinished: dir.join("data.unfinished"),
            socket_dir: socket_dir(dir, temp),
            log: dir.join("postgres.log"),
            lock: dir.join("lock"),
        }
    }

    pub fn exists(&self) -> bool {
        self.data.join("PG_VERSION").is_file()
    }

    /// The last lines PostgreSQL wrote, at most 4 KiB.
    pub fn log_tail(&self) -> String {
        let read = || -> std::io::Result<String> {
            let mut log = File::open(&self.log)?;
            let start = log.metadata()?.len().saturating_sub(LOG_TAIL_BYTES);
            log.seek(SeekFrom::Start(start))?;
            let mut bytes = Vec::new();
            log.read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        read().unwrap_or_else(|error| format!("(no log: {error})"))
    }

    /// Removes the folder that only lies elsewhere because the path was too long.
    pub fn forget_short_socket_dir(&self) {
        if !self.socket_dir.starts_with(&self.dir) {
            // One that is not empty is still needed by somebody.
            let _ = std::fs::remove_dir(&self.socket_dir);
        }
    }

    /// An address of `database` that tokio-postgres and libpq understand.
    pub fn url(&self, user: &str, database: &str) -> String {
        let host: String = self
            .socket_dir
            .as_os_str()
            .as_bytes()
            .iter()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                    char::from(*byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect();
        format!("postgres://{user}@{host}/{database}")
    }
}

/// A folder of the cluster, or a short one in `temp` when the socket's path would be too long.
fn socket_dir(dir: &Path, temp: &Path) -> PathBuf {
    let inside = dir.join("socket");
    if inside.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH_MAX {
        return inside;
    }
    let digest = Sha256::digest(dir.as_os_str().as_bytes());
    temp.join(format!("farandole-{}", hex::encode(&digest[..8])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_moves_to_a_short_path_when_the_directory_is_long() {
        let temp = Path::new("/tmp");
        assert_eq!(socket_dir(Path::new("/srv/db"), temp), Path::new("/srv/db/socket"));
        let long = PathBuf::from(format!("/{}", "d".repeat(90)));
        let short = socket_dir(&long, temp);
        assert!(short.starts_with("/tmp") && short.as_os_str().len() < 40, "{short:?}");
        assert_eq!(short, socket_dir(&long, temp));
        assert_ne!(short, socket_dir(&long.join("other"), temp));
    }

    #[test]
    fn the_address_carries_the_folder_as_its_host() {
        let layout = Layout::new(Path::new("/srv/our db"), Path::new("/tmp"));
        let url = layout.url("farandole", "farandole");
        assert_eq!(url, "postgres://farandole@%2Fsrv%2Four%20db%2Fsocket/farandole");
        let config: tokio_postgres::Config = url.parse().unwrap();
        let host = tokio_postgres::config::Host::Unix("/srv/our db/socket".into());
        assert_eq!(config.get_hosts(), [host]);
    }
}
