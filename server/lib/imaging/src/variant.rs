//! What is written from a picture.

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage};

use crate::error::Error;
use crate::format::Format;
use crate::picture::Picture;

/// The widths that pages offer to browsers, in pixels.
pub const WIDTHS: [u32; 4] = [320, 640, 1280, 1920];

/// The sides of a link preview, in pixels: what most software that shows previews asks for.
pub const CARD: (u32, u32) = (1200, 630);

/// A variant is at most so many times as high as it may be wide, so that nobody scrolls past one picture for long.
const MAX_RATIO: u32 = 3;

const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 82;

/// The side of the copy that a placeholder is computed from. It holds far more than twelve waves need.
const TINY: u32 = 32;

/// A written picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

impl Picture {
    /// The picture in WebP, once for each of these widths that it fills, from narrow to wide, and once as wide as it
    /// is if that is less than the largest of them. Very high pictures become narrower instead.
    ///
    /// # Errors
    ///
    /// [`Error::Unwritable`] if the encoder gets no memory.
    pub fn variants(&self, widths: &[u32]) -> Result<Vec<Variant>, Error> {
        let mut variants = Vec::new();
        let mut smaller: Option<DynamicImage> = None;
        for (width, height) in sizes(self.width(), self.height(), widths).into_iter().rev() {
            let larger = smaller.as_ref().unwrap_or(&self.pixels);
            let pixels = resize(larger, width, height, &ResizeOptions::new());
            variants.push(Variant { format: Format::WebP, width, height, bytes: webp(&pixels)? });
            smaller = Some(pixels);
        }
        variants.reverse();
        Ok(variants)
    }

    /// The middle of the picture as a JPEG of [`CARD`] size, for software that shows link previews and may not know
    /// WebP. Transparency becomes white.
    pub fn card(&self) -> Variant {
        let (width, height) = CARD;
        let cover = ResizeOptions::new().fit_into_destination(None);
        let pixels = on_white(&resize(&self.pixels, width, height, &cover));
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
            .encode_image(&pixels)
            .expect("memory takes a picture of this size and layout");
        Variant { format: Format::Jpeg, width, height, bytes }
    }

    /// A [blurhash](https://blurha.sh) of four by three waves: a few letters that a page can show before the picture.
    pub fn blurhash(&self) -> String {
        let tiny = on_white(&resize(&self.pixels, TINY, TINY, &ResizeOptions::new()));
        let rgba = DynamicImage::from(tiny).into_rgba8();
        blurhash::encode(4, 3, TINY, TINY, &rgba).expect("four and three waves are allowed")
    }
}

/// The sizes to write, from narrow to wide, each once.
fn sizes(width: u32, height: u32, widths: &[u32]) -> Vec<(u32, u32)> {
    let mut widths: Vec<u32> = widths.iter().copied().filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let mut sizes: Vec<_> = widths.into_iter().map(|most| fit(width, height, most)).collect();
    sizes.dedup();
    sizes
}

/// The size of a picture when it may be so wide and [`MAX_RATIO`] times as high. Never larger than it is.
fn fit(width: u32, height: u32, most: u32) -> (u32, u32) {
    let across = f64::from(most) / f64::from(width);
    let down = f64::from(most) * f64::from(MAX_RATIO) / f64::from(height);
    let scale = across.min(down).min(1.0);
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).clamp(1, side);
    (scaled(width), scaled(height))
}

fn resize(pixels: &DynamicImage, width: u32, height: u32, options: &ResizeOptions) -> DynamicImage {
    let mut resized = DynamicImage::new(width, height, pixels.color());
    Resizer::new()
        .resize(pixels, &mut resized, options)
        .expect("both have the same layout, and the crop lies inside");
    resized
}

fn webp(pixels: &DynamicImage) -> Result<Vec<u8>, Error> {
    let (width, height) = (pixels.width(), pixels.height());
    let encoder = match pixels {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba, width, height),
        rgb => webp::Encoder::from_rgb(rgb.as_bytes(), width, height),
    };
    let written = encoder.encode_simple(false, WEBP_QUALITY);
    written.map(|bytes| bytes.to_vec()).map_err(|error| Error::Unwritable(format!("{error:?}")))
}

fn on_white(pixels: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(rgba) = pixels else { return pixels.to_rgb8() };
    let blend = |channel: u8, alpha: u8| {
        let (channel, alpha) = (u32::from(channel), u32::from(alpha));
        ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        Rgb([blend(r, a), blend(g, a), blend(b, a)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_offered_at_each_width_it_fills() {
        assert_eq!(sizes(4000, 3000, &WIDTHS), [(320, 240), (640, 480), (1280, 960), (1920, 1440)]);
        assert_eq!(sizes(1000, 500, &WIDTHS), [(320, 160), (640, 320), (1000, 500)]);
        assert_eq!(sizes(640, 10, &[640, 0, 320]), [(320, 5), (640, 10)]);
        assert_eq!(sizes(20, 20, &WIDTHS), [(20, 20)]);
        assert_eq!(sizes(20, 20, &[]), []);
    }

    #[test]
    fn a_very_high_picture_becomes_narrower() {
        assert_eq!(fit(1000, 16_000, 320), (60, 960));
        assert_eq!(fit(1, 16_384, 1920), (1, 5760));
        assert_eq!(fit(16_384, 1, 320), (320, 1));
    }
}
