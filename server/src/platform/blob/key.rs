//! The names of bytes.

use uuid::Uuid;

/// Longest name of a file inside its folder.
const NAME_BYTES: usize = 40;

/// The name of bytes: a folder for each thing, and a file in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    folder: Uuid,
    file: String,
}

impl Key {
    /// `file` is a word of small letters and digits, a dot, and another: anything else, such as a path, names
    /// nothing.
    pub fn new(folder: Uuid, file: &str) -> Option<Self> {
        let word = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let (stem, extension) = file.split_once('.')?;
        (file.len() <= NAME_BYTES && word(stem) && word(extension))
            .then(|| Self { folder, file: file.to_owned() })
    }

    /// The folder and the file, safe as parts of a path.
    pub(super) fn parts(&self) -> [String; 2] {
        [self.folder.hyphenated().to_string(), self.file.clone()]
    }
}
