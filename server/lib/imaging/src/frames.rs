//! Counting the frames of a file by walking its blocks, without decoding anything.
//!
//! A file that ends early or makes no sense has the frames seen until there; decoding will say what is wrong with it.

use crate::format::Format;

/// How many frames there are; 1 for a still picture.
pub(crate) fn count(format: Format, bytes: &[u8]) -> u32 {
    let frames = match format {
        Format::Jpeg => 1,
        Format::Png => png(bytes),
        Format::Gif => gif(bytes).frames,
        Format::WebP => webp(bytes),
    };
    frames.max(1)
}

/// Frame control chunks of an animated PNG.
fn png(bytes: &[u8]) -> u32 {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut frames = 0;
    while let Some(([a, b, c, d, kind @ ..], after)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        frames += u32::from(kind == b"fcTL");
        rest = after.get(length.saturating_add(4)..).unwrap_or_default();
    }
    frames
}

/// Animation frame chunks of a WebP.
fn webp(bytes: &[u8]) -> u32 {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut frames = 0;
    while let Some(([kind @ .., a, b, c, d], after)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        frames += u32::from(kind == b"ANMF");
        rest = after.get(length.saturating_add(length & 1)..).unwrap_or_default();
    }
    frames
}

struct Gif<'a> {
    rest: &'a [u8],
    frames: u32,
}

/// Image descriptors of a GIF.
fn gif(bytes: &[u8]) -> Gif<'_> {
    let mut gif = Gif { rest: bytes, frames: 0 };
    gif.read();
    gif
}

impl<'a> Gif<'a> {
    fn read(&mut self) -> Option<()> {
        let screen = self.take(13)?;
        self.take(colour_table(screen[10]))?;
        loop {
            match self.take(1)?[0] {
                b'!' => {
                    self.take(1)?;
                }
                b',' => {
                    self.frames += 1;
                    let descriptor = self.take(9)?;
                    self.take(colour_table(descriptor[8]))?;
                    self.take(1)?;
                }
                _ => return None,
            }
            while let length @ 1.. = usize::from(self.take(1)?[0]) {
                self.take(length)?;
            }
        }
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

/// The bytes of the colour table that these flags announce.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}
