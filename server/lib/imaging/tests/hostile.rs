//! Files that are meant to harm.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use farandole_imaging::{Error, Limits, Picture};
use image::{ImageFormat, RgbImage};
use proptest::prelude::*;

fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::new(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The checksum of a PNG chunk (PNG specification, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&kind[..], body].concat();
    [&(body.len() as u32).to_be_bytes(), &named[..], &crc(&named).to_be_bytes()].concat()
}

/// A small PNG whose header claims another size.
fn claiming_png(width: u32, height: u32) -> Vec<u8> {
    let small = file(ImageFormat::Png, 4, 4);
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [&small[..8], &png_chunk(b"IHDR", &header), &small[33..]].concat()
}

fn claiming_gif(width: u16, height: u16) -> Vec<u8> {
    let mut gif = file(ImageFormat::Gif, 4, 4);
    gif[6..8].copy_from_slice(&width.to_le_bytes());
    gif[8..10].copy_from_slice(&height.to_le_bytes());
    gif
}

fn claiming_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = file(ImageFormat::Jpeg, 8, 8);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

/// A lossless WebP whose header claims the largest size that its decoder knows. It holds 14 bits a side, less one.
fn claiming_webp() -> Vec<u8> {
    let mut webp = file(ImageFormat::WebP, 4, 4);
    let header = webp.windows(4).position(|name| name == b"VP8L").unwrap() + 9;
    webp[header..header + 4].copy_from_slice(&(0x3ffe_u32 << 14 | 0x3ffe).to_le_bytes());
    webp
}

/// The most memory this process ever asked for, in KiB.
#[cfg(target_os = "linux")]
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn a_claim_of_huge_sides_is_refused_before_memory_is_taken() {
    let bombs = [
        (claiming_png(60_000, 60_000), 60_000),
        // One line of this is beyond what the decoder may take, so it never tells the size.
        (claiming_png(u32::MAX >> 1, 1), 0),
        (claiming_gif(65_535, 65_535), 65_535),
        (claiming_jpeg(65_500, 65_500), 65_500),
        (claiming_webp(), 16_383),
    ];
    #[cfg(target_os = "linux")]
    let before = peak_memory();
    for (bomb, claimed) in bombs {
        let refused = Picture::decode(&bomb, &Limits::default());
        assert!(
            matches!(refused, Err(Error::TooLarge { width, .. }) if width == claimed),
            "{claimed}: {refused:?}"
        );
    }
    #[cfg(target_os = "linux")]
    assert!(peak_memory() - before < 64 * 1024);
}

#[test]
fn each_limit_holds_where_it_is_set() {
    let png = file(ImageFormat::Png, 40, 30);
    let roomy = Limits { pixels: 1200, side: 40, frames: 1, memory: 40 * 30 * 6 };
    assert!(Picture::decode(&png, &roomy).is_ok());
    for tight in [
        Limits { pixels: 1199, ..roomy },
        Limits { side: 39, ..roomy },
        Limits { memory: 7199, ..roomy },
    ] {
        let refused = Picture::decode(&png, &tight);
        assert!(
            matches!(refused, Err(Error::TooLarge { width: 40, height: 30 })),
            "{tight:?}: {refused:?}"
        );
    }
}

#[test]
fn a_flood_of_frames_is_refused() {
    let gif = file(ImageFormat::Gif, 1, 1);
    let image = gif.iter().rposition(|byte| *byte == b',').unwrap();
    let frames =
        |count: usize| [&gif[..image], &gif[image..gif.len() - 1].repeat(count), b";"].concat();
    assert!(
        Picture::decode(&frames(200), &Limits::default()).is_ok_and(|picture| picture.animated())
    );

    let small = file(ImageFormat::Png, 1, 1);
    let png = [&small[..33], &png_chunk(b"fcTL", &[0; 26]).repeat(201), &small[33..]].concat();
    let webp = [b"RIFF\0\0\0\0WEBP".to_vec(), b"ANMF\x03\0\0\0abc\0".repeat(201)].concat();
    for flood in [frames(201), png, webp] {
        let refused = Picture::decode(&flood, &Limits::default());
        assert!(
            matches!(refused, Err(Error::TooManyFrames { frames: 201, limit: 200 })),
            "{refused:?}"
        );
    }
}

#[test]
fn a_file_cut_short_is_damaged() {
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = file(format, 64, 64);
        let cut = Picture::decode(&whole[..whole.len() / 2], &Limits::default());
        assert!(matches!(cut, Err(Error::Damaged(_))), "{format:?}: {cut:?}");
    }
    let jpeg = file(ImageFormat::Jpeg, 64, 64);
    let cut = Picture::decode(&jpeg[..100], &Limits::default());
    assert!(matches!(cut, Err(Error::Damaged(_))), "{cut:?}");
}

#[test]
fn a_picture_without_width_or_height_is_damaged() {
    for empty in [claiming_png(0, 4), claiming_gif(0, 4), claiming_gif(4, 0), claiming_jpeg(0, 8)] {
        let refused = Picture::decode(&empty, &Limits::default());
        assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
    }
}

const FORMATS: [ImageFormat; 4] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];

proptest! {
    #[test]
    fn random_bytes_never_panic(
        magic in prop::sample::select(vec![&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP", b""]),
        noise in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        // The outcome is free, as long as there is one.
        let _outcome = Picture::decode(&[magic, &noise].concat(), &small());
    }

    #[test]
    fn a_file_with_flipped_bytes_never_panics(
        format in prop::sample::select(FORMATS.to_vec()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = file(format, 24, 16);
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(bytes.len() - cut.index(bytes.len()) / 4);
        if let Ok(picture) = Picture::decode(&bytes, &small()) {
            prop_assert!(picture.variants(&[16]).is_ok());
        }
    }
}

/// Limits that keep thousands of tries quick.
fn small() -> Limits {
    Limits { pixels: 1_000_000, ..Limits::default() }
}
