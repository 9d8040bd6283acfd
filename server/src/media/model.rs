//! The row of a picture, and how one is given to the slices that show pictures.

use super::picture::FileName;
use crate::kernel::fact::Fact;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use farandole_schema::tables::media;
use serde::{Deserialize, Serialize};

/// A picture that somebody sent. Its bytes are in the blob store, in a folder of its uuid.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = media, check_for_backend(diesel::pg::Pg))]
pub struct Media {
    pub id: MediaId,
    /// Random: the only thing that its address holds.
    pub uuid: Uuid,
    /// The account that it belongs to. Never shown.
    pub user_id: Option<UserId>,
    pub actor_id: Option<ActorId>,
    /// What its sender calls it.
    pub name: String,
    pub alt: Option<String>,
    pub content_type: String,
    /// Bytes of all its files together.
    pub size: i64,
    /// Pixels across of the widest file.
    pub width: i32,
    /// Pixels down of the widest file.
    pub height: i32,
    pub blurhash: Option<String>,
    /// Widths of the files, from narrow to wide.
    pub widths: Vec<Option<i32>>,
    pub created_at: DateTime<Utc>,
}

impl Media {
    /// The widths of its files in pixels, from narrow to wide.
    pub fn widths(&self) -> impl DoubleEndedIterator<Item = i32> + '_ {
        self.widths.iter().flatten().copied()
    }

    /// Every file of it.
    pub fn files(&self) -> Vec<FileName> {
        self.widths().map(FileName::Wide).chain([FileName::Card]).collect()
    }
}

/// Where a picture is wanted: the argument that brings it, and how heavy it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The name of the argument in the API.
    pub field: &'static str,
    /// Bytes of the file as it is sent.
    pub bytes: usize,
}

/// The picture of a profile: 2 MiB.
pub const AVATAR: Slot = Slot { field: "avatar", bytes: limit::AVATAR_BYTES };
/// The wide picture at the head of a profile: 4 MiB.
pub const BANNER: Slot = Slot { field: "banner", bytes: limit::BANNER_BYTES };
/// The picture of an event: 10 MiB.
pub const PICTURE: Slot = Slot { field: "picture", bytes: limit::UPLOAD_BYTES };

impl Slot {
    /// Any other picture: 10 MiB.
    pub const fn other(field: &'static str) -> Self {
        Self { field, bytes: limit::UPLOAD_BYTES }
    }

    /// Refuses a file of so many bytes if it is too heavy.
    pub fn fits(self, bytes: u64) -> Result<()> {
        if bytes <= self.bytes as u64 {
            return Ok(());
        }
        let problem = Message::new("error-media-heavy").with("max", self.bytes / (1024 * 1024));
        Err(Error::invalid(self.field, problem))
    }
}

/// A file that somebody sends as a picture.
pub struct NewMedia {
    pub bytes: Vec<u8>,
    pub label: Label,
}

/// What somebody says of a picture.
#[derive(Debug, Clone, Default)]
pub struct Label {
    /// What its sender calls it. Never part of a path.
    pub name: String,
    /// What it shows.
    pub alt: Option<String>,
    /// The identity that sends it; the viewer's usual one unless given.
    pub actor: Option<ActorId>,
}

impl Label {
    /// Trims and checks the words; `slot` names the argument that they came with.
    pub fn checked(self, slot: Slot) -> Result<Self> {
        let name = limit::required_line(slot.field, &self.name, 1, NAME)?;
        Ok(Self { name, alt: limit::paragraphs("alt", self.alt.as_deref(), ALT)?, ..self })
    }
}

/// Characters of a picture's name.
const NAME: usize = 200;
/// Characters of what a picture shows.
const ALT: usize = 1_500;

/// The three ways in which a picture is given.
pub enum Given {
    /// One that the viewer has sent before.
    Existing(MediaId),
    /// A file.
    New(NewMedia),
    /// The address of one that is here already, such as that of an event that is duplicated.
    Copy { url: String, label: Label },
}

/// What happens to pictures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum MediaFact {
    /// The row is gone; its files are left.
    Removed(Files),
}

impl Fact for MediaFact {
    const KIND: &'static str = "media";
}

/// The files of a picture.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Files {
    pub uuid: Uuid,
    pub names: Vec<FileName>,
}

impl From<&Media> for Files {
    fn from(media: &Media) -> Self {
        Self { uuid: media.uuid, names: media.files() }
    }
}
