use std::io::Cursor;

use image::error::{ImageError, ParameterError, ParameterErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

use crate::error::Error;
use crate::format::Format;
use crate::frames;
use crate::limits::Limits;

/// A decoded picture: upright pixels, with or without transparency, and nothing else of its file.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Always 8 bits a channel, RGB or RGBA.
    pub(crate) pixels: DynamicImage,
    format: Format,
    animated: bool,
}

impl Picture {
    /// Reads a picture. Of an animation, the first frame.
    ///
    /// # Errors
    ///
    /// [`Error::NotAPicture`] by the first bytes, [`Error::TooManyFrames`] and [`Error::TooLarge`] by the structure of
    /// the file, before memory is taken for pixels, and [`Error::Damaged`] if the rest makes no sense.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let format = Format::of(bytes).ok_or(Error::NotAPicture)?;
        let frames = frames::count(format, bytes);
        if frames > limits.frames {
            return Err(Error::TooManyFrames { frames, limit: limits.frames });
        }
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
        reader.limits(decoder_limits(limits));
        let mut decoder = reader.into_decoder()?;
        judge(&decoder, limits)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut pixels = eight_bit(DynamicImage::from_decoder(decoder)?);
        pixels.apply_orientation(orientation);
        Ok(Self { pixels, format, animated: frames > 1 })
    }

    /// Pixels across, upright.
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// Pixels down, upright.
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// What the file was.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The file moved; what is left is its first frame.
    pub fn animated(&self) -> bool {
        self.animated
    }
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut decoder = image::Limits::no_limits();
    decoder.max_alloc = Some(limits.memory);
    decoder
}

fn judge(decoder: &impl ImageDecoder, limits: &Limits) -> Result<(), Error> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        let empty = ParameterError::from_kind(ParameterErrorKind::DimensionMismatch);
        return Err(Error::Damaged(ImageError::Parameter(empty)));
    }
    let channels = if decoder.color_type().has_alpha() { 4 } else { 3 };
    let memory = decoder.total_bytes().saturating_add(pixels * channels);
    let fits =
        width.max(height) <= limits.side && pixels <= limits.pixels && memory <= limits.memory;
    if fits { Ok(()) } else { Err(Error::TooLarge { width, height }) }
}

/// The same picture in one of the two layouts that are resized and written.
fn eight_bit(pixels: DynamicImage) -> DynamicImage {
    match pixels {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => pixels,
        _ if pixels.color().has_alpha() => pixels.into_rgba8().into(),
        _ => pixels.into_rgb8().into(),
    }
}
