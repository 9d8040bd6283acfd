#![doc = include_str!("../README.md")]

mod canvas;
mod motifs;

use canvas::{Canvas, Colour};

/// Width and height of a cover, in pixels.
pub const SIZE: (u32, u32) = (960, 540);

/// Draws a cover as a PNG.
///
/// # Errors
/// When the picture cannot be encoded, which is for lack of memory.
pub fn draw(title: &str, motif: Motif) -> Result<Vec<u8>, image::ImageError> {
    let mut dice = Dice::thrown_for(title);
    let palette = PALETTES[dice.below(PALETTES.len())];
    let mut canvas = Canvas::new(SIZE, palette.sky, palette.horizon);
    motif.painter()(&mut canvas, &palette, &mut dice);
    canvas.png()
}

/// What a cover shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motif {
    /// Rings around a point, like a record or a stone in water.
    Rings,
    /// Ridges one behind the other under a low sun.
    Hills,
    /// Ribbons over and under each other.
    Ribbons,
    /// Strings of pennants.
    Bunting,
    /// A constellation and a moon.
    Stars,
    /// Spotlights on a stage.
    Lights,
    /// Pages in a fan.
    Pages,
}

impl Motif {
    /// Every motif.
    pub const ALL: [Self; 7] = [
        Self::Rings,
        Self::Hills,
        Self::Ribbons,
        Self::Bunting,
        Self::Stars,
        Self::Lights,
        Self::Pages,
    ];

    fn painter(self) -> fn(&mut Canvas, &Palette, &mut Dice) {
        match self {
            Self::Rings => motifs::rings,
            Self::Hills => motifs::hills,
            Self::Ribbons => motifs::ribbons,
            Self::Bunting => motifs::bunting,
            Self::Stars => motifs::stars,
            Self::Lights => motifs::lights,
            Self::Pages => motifs::pages,
        }
    }
}

/// Colours that go together.
#[derive(Debug, Clone, Copy)]
struct Palette {
    sky: Colour,
    horizon: Colour,
    shades: [Colour; 4],
}

const fn rgb(hex: u32) -> Colour {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

const fn palette(sky: u32, horizon: u32, shades: [u32; 4]) -> Palette {
    let [a, b, c, d] = shades;
    Palette { sky: rgb(sky), horizon: rgb(horizon), shades: [rgb(a), rgb(b), rgb(c), rgb(d)] }
}

const PALETTES: [Palette; 6] = [
    palette(0x1f2a52, 0xe4796b, [0xf6c453, 0xf08a5d, 0xb83b5e, 0x3a2a5d]),
    palette(0x0f4c5c, 0x7fc8b8, [0xf2d0a4, 0xe36414, 0x9a031e, 0x173f35]),
    palette(0x3d2645, 0xd96c75, [0xf7d08a, 0x7eb5a6, 0x4f6d7a, 0x2a1a2e]),
    palette(0xf3e3c3, 0xe9a178, [0x2a6f77, 0xd1495b, 0xedae49, 0x1d3c45]),
    palette(0x16324f, 0x6ba3d6, [0xfff1c9, 0xf4a259, 0x5b8e7d, 0x0e2238]),
    palette(0xdfe9d8, 0x9cc5a1, [0x49796b, 0xe07a5f, 0xf2cc8f, 0x243b35]),
];

/// Numbers that look thrown and follow from a text (xorshift64 over FNV-1a).
struct Dice(u64);

impl Dice {
    fn thrown_for(text: &str) -> Self {
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(hash | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A whole number below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 16) as usize % end
    }

    /// A number from `low` up to `high`.
    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.below(10_000) as f32 / 10_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_always_gives_the_same_picture_and_another_gives_another() {
        let draw = |title| draw(title, Motif::Rings).unwrap();
        assert_eq!(draw("Bal folk"), draw("Bal folk"));
        assert_ne!(draw("Bal folk"), draw("Open mic"));
    }

    #[test]
    fn every_motif_has_another_picture() {
        let mut seen = Vec::new();
        for motif in Motif::ALL {
            let png = draw("Title", motif).unwrap();
            let picture = image::load_from_memory(&png).unwrap();
            assert_eq!((picture.width(), picture.height()), SIZE);
            assert!(!seen.contains(&png), "{motif:?}");
            seen.push(png);
        }
    }
}
