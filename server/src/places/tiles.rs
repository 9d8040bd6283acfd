//! The tiles of interactive maps, fetched from the source that the operator has chosen and kept on disk, so that no
//! visitor is seen by their maker and nobody there is asked twice within a month.

use crate::app::{App, Plugs};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use reqwest::header::HeaderMap;
use std::path::{Path, PathBuf};
use std::time::{Duration as Span, SystemTime};
use tokio::fs;

/// Tiles of one client: some screens a minute.
const TILES: Limit = Limit::per_minute("map-tiles", 600);
/// Tiles that are fetched for all clients together.
const OUTSIDE: Limit = Limit::per_minute("map-tiles-outside", 300);
/// The finest zoom.
const FINEST: u8 = 19;
/// Bytes of a tile.
const BYTES: usize = 512 * 1024;
/// How long a tile is new.
const NEW: Span = Span::from_secs(30 * 24 * 3600);
/// Tiles that are kept.
const KEPT: usize = 50_000;

/// A tile as it is sent.
pub struct Tile {
    pub media_type: &'static str,
    pub body: Vec<u8>,
}

/// A tile; `None` where there is no such tile, or no source of tiles.
pub async fn tile(app: &App, viewer: &Viewer, (z, x, y): (u8, u32, u32)) -> Result<Option<Tile>> {
    let Some(source) = &app.config.map_tiles else { return Ok(None) };
    if z > FINEST || x >> z != 0 || y >> z != 0 {
        return Ok(None);
    }
    app.hit_client(viewer, TILES).await?;
    let file = folder(app).join(format!("{z}/{x}/{y}"));
    let kept = kept(&file).await;
    if let Some((body, true)) = kept {
        return Ok(known(body));
    }
    let url = source
        .replace("{z}", &z.to_string())
        .replace("{x}", &x.to_string())
        .replace("{y}", &y.to_string());
    match fetch(app, viewer, &url).await {
        Ok(tile) => {
            keep(app, &file, &tile.body).await?;
            Ok(Some(tile))
        }
        // An old map is better than none.
        Err(cause) => match kept {
            Some((body, _)) => Ok(known(body)),
            None => Err(cause),
        },
    }
}

fn folder(app: &App) -> PathBuf {
    app.config.data_dir.join("tiles")
}

/// The tile on disk, and whether it is new.
async fn kept(file: &Path) -> Option<(Vec<u8>, bool)> {
    let written = fs::metadata(file).await.ok()?.modified().ok()?;
    let new = SystemTime::now().duration_since(written).is_ok_and(|age| age < NEW);
    Some((fs::read(file).await.ok()?, new))
}

/// Writes beside the file and moves it there, so that nobody reads half a tile.
async fn keep(app: &App, file: &Path, body: &[u8]) -> Result<()> {
    let Some(row) = file.parent() else { return Ok(()) };
    let beside = folder(app).join(format!("{}.part", app.random.uuid()));
    let written = async {
        fs::create_dir_all(row).await?;
        fs::write(&beside, body).await?;
        fs::rename(&beside, file).await
    };
    if let Err(cause) = written.await {
        tracing::warn!(%cause, "a map tile could not be kept");
    }
    Ok(())
}

async fn fetch(app: &App, viewer: &Viewer, url: &str) -> Result<Tile> {
    let silent = || Error::conflict("map_unavailable", Message::new("error-places-map"));
    if app.config.limits_on() {
        app.hit(viewer, OUTSIDE, "all").await?;
    }
    let url = url::Url::parse(url).map_err(anyhow::Error::from)?;
    let reply = app.http.get_limited(&url, HeaderMap::new(), BYTES).await;
    let reply = reply.and_then(farandole_wire::Reply::success).map_err(|cause| {
        tracing::info!(%cause, "a map tile could not be fetched");
        silent()
    })?;
    known(reply.body.to_vec()).ok_or_else(silent)
}

/// A picture of a kind that browsers show, told by its first bytes, whatever its maker calls it.
fn known(body: Vec<u8>) -> Option<Tile> {
    let media_type = match body.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return None,
    };
    Some(Tile { media_type, body })
}

/// Plugs in the sweep of what is too old or too much.
pub fn plug(plugs: &mut Plugs) {
    plugs.every("17 4 * * *", "places.tiles", sweep);
}

async fn sweep(app: App) -> Result<()> {
    let root = folder(&app);
    let swept = tokio::task::spawn_blocking(move || {
        let mut files = files(&root);
        files.sort_by_key(|(written, _)| std::cmp::Reverse(*written));
        let old = |written: &SystemTime| written.elapsed().is_ok_and(|age| age > NEW * 2);
        for (at, (written, file)) in files.iter().enumerate() {
            if at >= KEPT || old(written) {
                drop(std::fs::remove_file(file));
            }
        }
    });
    swept.await.map_err(anyhow::Error::from)?;
    Ok(())
}

fn files(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let all = entries.flat_map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => files(&entry.path()),
        Ok(about) => vec![(about.modified().unwrap_or(SystemTime::UNIX_EPOCH), entry.path())],
        Err(_) => Vec::new(),
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn only_pictures_are_tiles() {
        let media_type = |bytes: &[u8]| known(bytes.to_vec()).map(|tile| tile.media_type);
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [&b"<svg onload=alert(1)>"[..], b"", b"RIFF", b"GIF89a"] {
            assert_eq!(media_type(other), None);
        }
    }
}
