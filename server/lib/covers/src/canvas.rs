//! A surface to paint on: shapes are signed distances, negative inside, so that their edges come out smooth.

use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Red, green, blue.
pub type Colour = [u8; 3];

/// A picture in the making. Positions are in pixels from the top left corner.
pub struct Canvas {
    picture: RgbImage,
}

impl Canvas {
    /// A surface that fades from one colour at the top to another at the bottom.
    pub fn new((width, height): (u32, u32), top: Colour, bottom: Colour) -> Self {
        let picture = RgbImage::from_fn(width, height, |_, y| {
            Rgb(mixed(top, bottom, y as f32 / height as f32))
        });
        Self { picture }
    }

    pub fn width(&self) -> f32 {
        self.picture.width() as f32
    }

    pub fn height(&self) -> f32 {
        self.picture.height() as f32
    }

    /// Paints where `distance` is negative, with a soft edge of one pixel. `opacity` is from 0 to 1.
    pub fn fill(&mut self, colour: Colour, opacity: f32, distance: impl Fn(f32, f32) -> f32) {
        for (x, y, pixel) in self.picture.enumerate_pixels_mut() {
            let coverage = (0.5 - distance(x as f32 + 0.5, y as f32 + 0.5)).clamp(0.0, 1.0);
            if coverage > 0.0 {
                pixel.0 = mixed(pixel.0, colour, coverage * opacity);
            }
        }
    }

    /// A disc.
    pub fn disc(&mut self, colour: Colour, opacity: f32, (cx, cy): (f32, f32), radius: f32) {
        self.fill(colour, opacity, |x, y| (x - cx).hypot(y - cy) - radius);
    }

    /// A triangle, its corners given clockwise.
    pub fn triangle(&mut self, colour: Colour, opacity: f32, corners: [(f32, f32); 3]) {
        self.fill(colour, opacity, |x, y| {
            let edge = |a: (f32, f32), b: (f32, f32)| {
                let (dx, dy) = (b.0 - a.0, b.1 - a.1);
                ((x - a.0) * dy - (y - a.1) * dx) / dx.hypot(dy)
            };
            let [a, b, c] = corners;
            edge(a, b).max(edge(b, c)).max(edge(c, a))
        });
    }

    /// A straight line of some thickness.
    pub fn line(&mut self, colour: Colour, opacity: f32, a: (f32, f32), b: (f32, f32), thick: f32) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        self.fill(colour, opacity, |x, y| {
            let along = (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0);
            (x - a.0 - dx * along).hypot(y - a.1 - dy * along) - thick / 2.0
        });
    }

    /// The picture as a PNG.
    pub fn png(self) -> Result<Vec<u8>, image::ImageError> {
        let mut png = Cursor::new(Vec::new());
        self.picture.write_to(&mut png, ImageFormat::Png)?;
        Ok(png.into_inner())
    }
}

fn mixed(below: Colour, above: Colour, share: f32) -> Colour {
    let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    [mix(below[0], above[0]), mix(below[1], above[1]), mix(below[2], above[2])]
}
