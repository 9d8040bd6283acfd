/// How large a picture may be before it is refused unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Width times height.
    pub pixels: u64,
    /// Pixels of the longer side.
    pub side: u32,
    /// Frames of an animation.
    pub frames: u32,
    /// Bytes of the decoded picture and one working copy of it.
    pub memory: u64,
}

impl Default for Limits {
    /// 33 megapixels, 16,384 pixels a side, 200 frames, 256 MiB.
    fn default() -> Self {
        Self { pixels: 33_000_000, side: 16_384, frames: 200, memory: 256 * 1024 * 1024 }
    }
}
