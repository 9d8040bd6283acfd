//! What is read, what is written, and what of a file survives.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use farandole_imaging::{Error, Format, Limits, Picture, WIDTHS};
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// Red on the left, blue on the right.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

fn file(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn decode(bytes: &[u8]) -> Picture {
    Picture::decode(bytes, &Limits::default()).unwrap()
}

fn read_back(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel[0] > 150 && pixel[2] < 90
}

fn is_blue(pixel: &Rgb<u8>) -> bool {
    pixel[2] > 150 && pixel[0] < 90
}

/// A JPEG with the metadata of a telephone: an orientation, a position, a comment.
fn photograph(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()]
            .concat()
    };
    let place = b"48.8584 N, 2.2945 E\0";
    let tiff = [
        b"II\x2a\0\x08\0\0\0\x02\0".to_vec(),
        entry(0x0112, 3, 1, orientation.into()),
        entry(0x8825, 4, 1, 38),
        vec![0; 4],
        b"\x01\0".to_vec(),
        entry(0x001c, 2, place.len() as u32, 56),
        vec![0; 4],
        place.to_vec(),
    ]
    .concat();
    let segment = |marker: u8, body: &[u8]| {
        let length = (body.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    };
    let plain = file(&flag(64, 32), ImageFormat::Jpeg);
    let exif = segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat());
    let comment = segment(0xfe, b"serial number 4711");
    [&plain[..2], &exif, &comment, &plain[2..]].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn each_format_is_known_by_its_bytes_and_comes_back_as_webp() {
    let formats = [
        (ImageFormat::Jpeg, Format::Jpeg),
        (ImageFormat::Png, Format::Png),
        (ImageFormat::Gif, Format::Gif),
        (ImageFormat::WebP, Format::WebP),
    ];
    for (written, known) in formats {
        let picture = decode(&file(&flag(700, 350), written));
        assert_eq!((picture.format(), picture.width(), picture.height()), (known, 700, 350));
        assert!(!picture.animated());
        let variants = picture.variants(&WIDTHS).unwrap();
        let sizes: Vec<_> =
            variants.iter().map(|variant| (variant.width, variant.height)).collect();
        assert_eq!(sizes, [(320, 160), (640, 320), (700, 350)]);
        for variant in variants {
            assert_eq!(
                (variant.format, Format::of(&variant.bytes)),
                (Format::WebP, Some(Format::WebP))
            );
            let back = read_back(&variant.bytes);
            assert_eq!(back.dimensions(), (variant.width, variant.height));
            assert!(
                is_red(back.get_pixel(10, 10)) && is_blue(back.get_pixel(back.width() - 10, 10))
            );
        }
    }
}

#[test]
fn greyscale_sixteen_bit_and_palette_pictures_are_read() {
    let grey = image::GrayImage::from_pixel(8, 8, image::Luma([100]));
    let deep = image::ImageBuffer::<image::LumaA<u16>, _>::from_pixel(
        8,
        8,
        image::LumaA([25_700, 65_535]),
    );
    for pixels in [image::DynamicImage::from(grey), deep.into()] {
        let mut png = Cursor::new(Vec::new());
        pixels.write_to(&mut png, ImageFormat::Png).unwrap();
        let variants = decode(png.get_ref()).variants(&[8]).unwrap();
        let pixel = *read_back(&variants[0].bytes).get_pixel(4, 4);
        assert!(pixel.0.iter().all(|channel| channel.abs_diff(100) < 6), "{pixel:?}");
    }
}

#[test]
fn the_orientation_of_a_photograph_is_applied() {
    let upright = decode(&photograph(1));
    assert_eq!((upright.width(), upright.height()), (64, 32));
    // 6: the camera was turned, so that the left of the sensor is the top of the scene.
    let turned = decode(&photograph(6));
    assert_eq!((turned.width(), turned.height()), (32, 64));
    let pixels = read_back(&turned.variants(&[32]).unwrap()[0].bytes);
    assert!(is_red(pixels.get_pixel(16, 5)) && is_blue(pixels.get_pixel(16, 58)));
    let mirrored = read_back(&decode(&photograph(2)).variants(&[64]).unwrap()[0].bytes);
    assert!(is_blue(mirrored.get_pixel(5, 16)) && is_red(mirrored.get_pixel(58, 16)));
}

#[test]
fn no_metadata_survives() {
    let photograph = photograph(6);
    let picture = decode(&photograph);
    let mut written: Vec<Vec<u8>> =
        picture.variants(&WIDTHS).unwrap().into_iter().map(|variant| variant.bytes).collect();
    written.push(picture.card().bytes);
    for secret in [&b"48.8584"[..], b"4711", b"Exif"] {
        assert!(holds(&photograph, secret));
        assert!(!written.iter().any(|bytes| holds(bytes, secret)));
    }
    for container in [&b"EXIF"[..], b"XMP ", b"ICCP", b"VP8X"] {
        assert!(!written.iter().any(|bytes| holds(bytes, container)));
    }
}

#[test]
fn what_is_appended_to_a_file_does_not_survive() {
    let mut polyglot = file(&flag(40, 40), ImageFormat::Gif);
    polyglot.extend(b"<script>alert(1)</script>");
    let variants = decode(&polyglot).variants(&[40]).unwrap();
    assert!(!holds(&variants[0].bytes, b"script"));
}

#[test]
fn transparency_stays_in_webp_and_is_white_on_the_card() {
    let clear = RgbaImage::from_pixel(50, 50, Rgba([0, 0, 0, 0]));
    let mut png = Cursor::new(Vec::new());
    clear.write_to(&mut png, ImageFormat::Png).unwrap();
    let picture = decode(png.get_ref());
    let variant = &picture.variants(&[20]).unwrap()[0];
    assert_eq!(image::load_from_memory(&variant.bytes).unwrap().into_rgba8().get_pixel(5, 5)[3], 0);
    let card = read_back(&picture.card().bytes);
    assert!(card.pixels().all(|pixel| pixel.0.iter().all(|channel| *channel > 250)));
}

#[test]
fn a_card_is_a_jpeg_of_fixed_size_that_shows_the_middle() {
    for (width, height) in [(64, 32), (32, 640), (3000, 1000), (1, 1)] {
        let card = decode(&file(&flag(width, height), ImageFormat::Png)).card();
        assert_eq!((card.format, card.width, card.height), (Format::Jpeg, 1200, 630));
        assert_eq!(read_back(&card.bytes).dimensions(), (1200, 630));
        assert_eq!(Format::of(&card.bytes), Some(Format::Jpeg));
    }
    let card = read_back(&decode(&file(&flag(3000, 1000), ImageFormat::Png)).card().bytes);
    assert!(is_red(card.get_pixel(590, 300)) && is_blue(card.get_pixel(610, 300)));
}

#[test]
fn the_placeholder_shows_the_colours_at_their_places() {
    let hash = decode(&file(&flag(640, 480), ImageFormat::Png)).blurhash();
    assert_eq!(hash.len(), 28);
    let shown = blurhash::decode(&hash, 32, 24, 1.0).unwrap();
    let shown = RgbaImage::from_raw(32, 24, shown).unwrap();
    let (left, right) = (shown.get_pixel(3, 12), shown.get_pixel(28, 12));
    assert!(left[0] > left[2] && right[2] > right[0], "{left:?} {right:?}");
}

#[test]
fn of_an_animation_the_first_frame_is_kept() {
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    for colour in [RED, BLUE] {
        let frame = image::DynamicImage::from(RgbImage::from_pixel(16, 16, colour)).into_rgba8();
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let (red, blue) = (RgbImage::from_pixel(16, 16, RED), RgbImage::from_pixel(16, 16, BLUE));
    let config = webp::WebPConfig::new().unwrap();
    let mut encoder = webp::AnimEncoder::new(16, 16, &config);
    encoder.add_frame(webp::AnimFrame::from_rgb(&red, 16, 16, 0));
    encoder.add_frame(webp::AnimFrame::from_rgb(&blue, 16, 16, 100));
    for moving in [gif, encoder.encode().to_vec()] {
        let picture = decode(&moving);
        assert!(picture.animated());
        assert!(is_red(read_back(&picture.variants(&[16]).unwrap()[0].bytes).get_pixel(8, 8)));
    }
}

#[test]
fn other_files_are_no_pictures() {
    let others: [&[u8]; 8] = [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"%PDF-1.7",
        b"BM\x3a\0",
        b"GIF",
        b"\xff\xd8",
        b"RIFF\0\0\0\0WAVE",
    ];
    for bytes in others {
        let refused = Picture::decode(bytes, &Limits::default());
        assert!(matches!(refused, Err(Error::NotAPicture)), "{bytes:?}");
    }
}
