//! Style, icons and scripts, as built by `npm run build` in `front/` and carried inside the program.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use rust_embed::RustEmbed;

/// The folder `front/dist`. A program built without it still answers, in plain HTML.
#[derive(RustEmbed)]
#[folder = "../front/dist"]
#[allow_missing = true]
struct Dist;

/// Each file's address, with its content in it: such an answer may be kept for ever.
static URLS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let versioned = |name: Cow<'static, str>| {
        let version = find(&name)?.version;
        Some((name.clone().into_owned(), format!("/assets/{name}?v={version}")))
    };
    Dist::iter().filter_map(versioned).collect()
});

/// A file to send: its bytes and media type.
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, from the file's name.
    pub media_type: String,
    /// A piece of the content's SHA-256, in hexadecimal: what `?v=` carries, and a fine ETag.
    pub version: String,
}

/// The file of this name, if the build made one.
pub fn find(name: &str) -> Option<Asset> {
    let file = Dist::get(name)?;
    let version = hex::encode(&file.metadata.sha256_hash()[..8]);
    Some(Asset { media_type: file.metadata.mimetype().to_owned(), bytes: file.data, version })
}

/// The address of a file. Without a build there is nothing at it, and pages are plain.
pub fn url(name: &str) -> Cow<'static, str> {
    match URLS.get(name) {
        Some(url) => Cow::Borrowed(url.as_str()),
        None => Cow::Owned(format!("/assets/{name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_the_build_did_not_make_is_not_found() {
        assert!(find("../Cargo.toml").is_none());
        assert_eq!(url("none.css"), "/assets/none.css");
    }
}
