//! A picture as pages and the API show it: its addresses.

use super::model::Media;
use crate::kernel::config::Config;
use crate::platform::blob::Key;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The name of one file of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum FileName {
    /// So many pixels across, in WebP.
    Wide(i32),
    /// 1200 × 630 in JPEG, for software that shows previews of links.
    Card,
}

impl FileName {
    /// Where the file is kept.
    pub fn key(self, media: Uuid) -> Key {
        Key::new(media, &self.to_string()).expect("a number and an extension make a key")
    }

    /// The media type of the file.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Wide(_) => "image/webp",
            Self::Card => "image/jpeg",
        }
    }

    /// The end of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Wide(_) => "webp",
            Self::Card => "jpg",
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wide(width) => write!(f, "{width}.webp"),
            Self::Card => f.write_str("card.jpg"),
        }
    }
}

impl FromStr for FileName {
    type Err = String;

    /// Exactly what `Display` writes; no second spelling of a width.
    fn from_str(text: &str) -> Result<Self, String> {
        let wide = text.strip_suffix(".webp").and_then(|width| width.parse().ok());
        let named = if text == "card.jpg" { Some(Self::Card) } else { wide.map(Self::Wide) };
        named
            .filter(|name| name.to_string() == text && !matches!(name, Self::Wide(..=0)))
            .ok_or_else(|| "no file of a picture has this name".to_owned())
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.to_string()
    }
}

impl TryFrom<String> for FileName {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The addresses of a picture, and what is shown until it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The address of its folder, without a slash at the end.
    folder: String,
    /// Pixels across of its files, from narrow to wide; never empty.
    widths: Vec<i32>,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// A placeholder; see <https://blurha.sh>.
    pub blurhash: Option<String>,
    /// Pixels across of the widest file.
    pub width: i32,
    /// Pixels down of the widest file.
    pub height: i32,
    /// The address of a JPEG of 1200 × 630 pixels, for previews of links.
    pub card_url: String,
}

impl Picture {
    /// The addresses of a picture on this server. All are absolute.
    pub fn of(config: &Config, media: &Media) -> Self {
        let folder = config.link(&format!("/media/{}", media.uuid.hyphenated()));
        let mut widths: Vec<i32> = media.widths().collect();
        if widths.is_empty() {
            widths.push(media.width);
        }
        Self {
            card_url: format!("{folder}/{}", FileName::Card),
            folder,
            widths,
            alt: media.alt.clone(),
            blurhash: media.blurhash.clone(),
            width: media.width,
            height: media.height,
        }
    }

    /// The narrowest file that fills so many pixels, or else the widest.
    pub fn url_for(&self, width: i32) -> String {
        let widest = self.widths.last().copied().unwrap_or(self.width);
        self.file(self.widths.iter().copied().find(|w| *w >= width).unwrap_or(widest))
    }

    /// The widest file.
    pub fn url(&self) -> String {
        self.url_for(i32::MAX)
    }

    /// All files, as the `srcset` of an `img`.
    pub fn srcset(&self) -> String {
        let each = |width: &i32| format!("{} {width}w", self.file(*width));
        self.widths.iter().map(each).collect::<Vec<_>>().join(", ")
    }

    /// Each file: pixels across, and its address.
    pub fn variants(&self) -> impl Iterator<Item = (i32, String)> + '_ {
        self.widths.iter().map(|width| (*width, self.file(*width)))
    }

    fn file(&self, width: i32) -> String {
        format!("{}/{}", self.folder, FileName::Wide(width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn picture(widths: &[i32]) -> Picture {
        Picture {
            folder: "https://a.test/media/x".into(),
            widths: widths.to_vec(),
            alt: None,
            blurhash: None,
            width: *widths.last().unwrap(),
            height: 10,
            card_url: String::new(),
        }
    }

    #[test]
    fn the_narrowest_file_that_fills_is_chosen() {
        let picture = picture(&[320, 640, 800]);
        for (asked, given) in [(1, 320), (320, 320), (321, 640), (700, 800), (5000, 800)] {
            assert_eq!(picture.url_for(asked), format!("https://a.test/media/x/{given}.webp"));
        }
        assert_eq!(picture.url(), "https://a.test/media/x/800.webp");
        assert!(picture.srcset().starts_with("https://a.test/media/x/320.webp 320w, https://"));
    }

    #[test]
    fn a_file_has_one_spelling() {
        assert_eq!("card.jpg".parse(), Ok(FileName::Card));
        assert_eq!("320.webp".parse(), Ok(FileName::Wide(320)));
        for text in ["0.webp", "-1.webp", "+320.webp", "0320.webp", "320.WEBP", "card.webp", "320"]
        {
            assert!(text.parse::<FileName>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_parsed_is_a_key(text in ".{0,30}") {
            if let Ok(name) = text.parse::<FileName>() {
                let _ = name.key(Uuid::nil());
                prop_assert_eq!(name.to_string(), text);
            }
        }
    }
}
