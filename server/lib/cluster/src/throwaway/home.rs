//! Keeping one server for all test processes: started by whoever comes first, ended by a watchdog.

use std::{
    fs::{self, File},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::SystemTime,
};

use sha2::{Digest, Sha256};

use crate::{
    Error, Options, Result, SUPERUSER,
    error::Context,
    install::Installation,
    layout::Layout,
    postmaster::Postmaster,
    server::{connect, start},
};

/// Says that this process uses the server, for as long as it lives.
static IN_USE: OnceLock<File> = OnceLock::new();

/// Starts the shared server unless it runs, and returns the address of its maintenance database.
pub(super) async fn ensure_running() -> Result<String> {
    let options = Options::throwaway();
    let home = home(&options)?;
    make_ours(&home)?;
    let layout = Layout::new(&home.join("cluster"), &std::env::temp_dir());
    let url = layout.url(SUPERUSER, "postgres");
    announce_use(&home).await?;
    let starting = lock_file(&home, "starting")?;
    let starting = block(move || starting.lock().map(|()| starting)).await?;
    let running = Postmaster::running_on(&layout.data).is_some() && connect(&url).await.is_ok();
    if !running {
        if layout.dir.exists() {
            // Nothing was flushed, so what an ended server left behind may be broken.
            fs::remove_dir_all(&layout.dir).context(|| "cannot clear the test server".into())?;
        }
        fs::create_dir_all(&layout.dir).context(|| "cannot make the test server".into())?;
        let postmaster = start(&layout, &options).await?;
        watch(&home, &layout, &postmaster)?;
    }
    drop(starting);
    Ok(url)
}

/// One place per user and PostgreSQL.
fn home(options: &Options) -> Result<PathBuf> {
    let installation = Installation::find(options.bin.as_deref(), Path::new(""))?;
    let uid = rustix::process::geteuid().as_raw();
    let key = format!("{} {} {uid}", installation.bin.display(), env!("CARGO_PKG_VERSION"));
    let digest = hex::encode(&Sha256::digest(key)[..4]);
    let temp = std::env::temp_dir();
    let temp = temp.canonicalize().context(|| format!("cannot read {}", temp.display()))?;
    Ok(temp.join(format!("farandole-test-{uid}-{digest}")))
}

/// Makes `home`, and refuses one that somebody else has put there.
fn make_ours(home: &Path) -> Result<()> {
    fs::create_dir_all(home).context(|| format!("cannot make {}", home.display()))?;
    let found = fs::symlink_metadata(home).context(|| format!("cannot read {}", home.display()))?;
    let (owner, us) = (found.uid(), rustix::process::geteuid().as_raw());
    if owner != us || !found.is_dir() {
        return Err(Error::WrongOwner { path: home.to_owned(), owner, us });
    }
    Ok(())
}

/// Takes a share of the lock that the watchdog needs alone before it ends the server.
async fn announce_use(home: &Path) -> Result<()> {
    if IN_USE.get().is_none() {
        let used = lock_file(home, "used")?;
        let used = block(move || used.lock_shared().map(|()| used)).await?;
        used.set_modified(SystemTime::now()).context(|| "cannot touch the lock".into())?;
        // When two threads come first at once, the second share is simply given back.
        let _ = IN_USE.set(used);
    }
    Ok(())
}

fn lock_file(home: &Path, name: &str) -> Result<File> {
    let path = home.join(name);
    let open = File::options().create(true).append(true).open(&path);
    open.context(|| format!("cannot open {}", path.display()))
}

async fn block<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(std::io::Error::other).flatten().context(|| "cannot lock the test server".into())
}

/// Starts the shell script that ends the server when nobody has used it for ten minutes.
fn watch(home: &Path, layout: &Layout, postmaster: &Postmaster) -> Result<()> {
    Command::new("/bin/sh")
        .args(["-c", include_str!("watchdog.sh"), "farandole-test-watchdog"])
        .arg(home)
        .arg(postmaster.pid().to_string())
        .arg(&layout.data)
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
        .context(|| "cannot start the watchdog of the test server".into())
}
