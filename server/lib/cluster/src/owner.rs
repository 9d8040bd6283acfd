//! Who runs PostgreSQL, which refuses to be root, and what that user may touch.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use crate::{Error, Result, error::Context};

/// The user that owns the cluster's files and runs its processes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    name: String,
    pub uid: u32,
    gid: u32,
    /// Whether we are root and have to step down to be that user.
    step_down: bool,
}

impl Owner {
    /// Ourselves, or `name` when we are root.
    pub fn choose(name: &str) -> Result<Owner> {
        let uid = rustix::process::geteuid();
        if !uid.is_root() {
            let gid = rustix::process::getegid().as_raw();
            return Ok(Owner { name: "us".to_owned(), uid: uid.as_raw(), gid, step_down: false });
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let (uid, gid) = look_up(&passwd, name)
            .filter(|(uid, _)| *uid != 0)
            .ok_or_else(|| Error::NoSuchUser(name.to_owned()))?;
        Ok(Owner { name: name.to_owned(), uid, gid, step_down: true })
    }

    /// A command that runs as this user, in a process group of its own, so that a Ctrl-C in the
    /// terminal reaches only our program, which then shuts the database down last.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.process_group(0).env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
        if self.step_down {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Makes `dir` (and its parents) if missing, gives it to this user and closes it to all others.
    pub fn private_dir(&self, dir: &Path) -> Result<()> {
        fs::create_dir_all(dir).context(|| format!("cannot make {}", dir.display()))?;
        let found =
            fs::symlink_metadata(dir).context(|| format!("cannot read {}", dir.display()))?;
        if self.step_down && found.uid() == 0 && found.is_dir() {
            chown(dir, Some(self.uid), Some(self.gid))
                .context(|| format!("cannot give {} to user {}", dir.display(), self.name))?;
        } else if found.uid() != self.uid || !found.is_dir() {
            let path = dir.to_owned();
            return Err(Error::WrongOwner { path, owner: found.uid(), us: self.uid });
        }
        if found.permissions().mode() & 0o777 != 0o700 {
            fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
                .context(|| format!("cannot close {} to others", dir.display()))?;
        }
        Ok(())
    }

    /// Whether every parent of `dir` lets this user through.
    pub fn can_reach(&self, dir: &Path) -> Result<()> {
        for parent in dir.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
            let found =
                fs::metadata(parent).context(|| format!("cannot read {}", parent.display()))?;
            if self.step_down && !self.may_enter(found.uid(), found.gid(), found.mode()) {
                let blocked = parent.to_owned();
                return Err(Error::NotTraversable { user: self.name.clone(), blocked });
            }
        }
        Ok(())
    }

    fn may_enter(&self, uid: u32, gid: u32, mode: u32) -> bool {
        let bit = match (uid == self.uid, gid == self.gid) {
            (true, _) => 0o100,
            (false, true) => 0o010,
            (false, false) => 0o001,
        };
        mode & bit != 0
    }
}

/// User and group id of `name` in the text of a passwd file.
fn look_up(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next() == Some(name)).then_some(())?;
        let (uid, gid) = (fields.nth(1)?, fields.next()?);
        Some((uid.parse().ok()?, gid.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres2:x:9:9::/:\npostgres:x:100:101::/v:/sh\n";
        assert_eq!(look_up(passwd, "postgres"), Some((100, 101)));
        assert_eq!(look_up(passwd, "post"), None);
    }

    #[test]
    fn a_closed_directory_keeps_a_stranger_out() {
        let owner = Owner { name: "pg".to_owned(), uid: 100, gid: 101, step_down: true };
        assert!(!owner.may_enter(0, 0, 0o700));
        assert!(owner.may_enter(0, 0, 0o701));
        assert!(owner.may_enter(0, 101, 0o710));
        assert!(!owner.may_enter(100, 101, 0o011));
    }
}
