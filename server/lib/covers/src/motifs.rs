//! The motifs of the covers.

use super::canvas::Canvas;
use super::{Dice, Palette};
use std::f32::consts::TAU;

/// Rings around a point, like a record or a stone in water.
pub fn rings(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    let centre = (width * dice.between(0.2, 0.8), height * dice.between(0.35, 0.75));
    let step = height * dice.between(0.09, 0.13);
    for ring in (1..=8).rev() {
        let colour = palette.shades[ring % palette.shades.len()];
        canvas.disc(colour, 0.82, centre, step * ring as f32);
        canvas.disc(palette.sky, 0.18, centre, step * (ring as f32 - 0.55));
    }
    canvas.disc(palette.shades[0], 1.0, centre, step * 0.35);
}

/// Ridges one behind the other, and a low sun.
pub fn hills(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    let sun = (width * dice.between(0.15, 0.85), height * dice.between(0.25, 0.45));
    canvas.disc(palette.shades[0], 0.25, sun, height * 0.2);
    canvas.disc(palette.shades[0], 1.0, sun, height * 0.13);
    for ridge in 0..4 {
        let base = height * (0.48 + 0.14 * ridge as f32);
        let (long, short) = (dice.between(1.0, 1.8), dice.between(2.5, 4.5));
        let (shift, lean) = (dice.between(0.0, TAU), dice.between(0.0, TAU));
        let shade = palette.shades[[2, 1, 2, 3][ridge]];
        let opacity = [0.55, 0.75, 0.9, 1.0][ridge];
        canvas.fill(shade, opacity, |x, y| {
            let at = x / width * TAU;
            let top =
                (at * long / 2.0 + shift).sin() * 0.09 + (at * short / 2.0 + lean).sin() * 0.03;
            base + top * height - y
        });
    }
}

/// Ribbons over and under each other.
pub fn ribbons(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    let band = height / 5.0;
    let gap = band * dice.between(0.12, 0.2);
    let first = dice.below(4);
    for row in 0..5 {
        let (top, colour) = (band * row as f32, palette.shades[(first + row) % 4]);
        canvas.fill(colour, 0.95, |_, y| (y - top - band / 2.0).abs() - (band - gap) / 2.0);
    }
    let columns = (width / band).ceil() as usize;
    for column in 0..columns {
        let (left, colour) = (band * column as f32, palette.shades[(first + column + 2) % 4]);
        canvas.fill(colour, 0.95, |x, y| {
            let under = ((y / band) as usize + column).is_multiple_of(2);
            if under { 1.0 } else { (x - left - band / 2.0).abs() - (band - gap) / 2.0 }
        });
    }
}

/// Strings of pennants, and lamps between them.
pub fn bunting(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    for string in 0..3 {
        let (from, to) = (dice.between(0.02, 0.2), dice.between(0.02, 0.2));
        let (from, to) = (from + 0.26 * string as f32, to + 0.26 * string as f32);
        let sag = dice.between(0.08, 0.16);
        let hang = |at: f32| {
            let straight = from + (to - from) * at;
            (width * at, height * (straight + sag * 4.0 * at * (1.0 - at)))
        };
        canvas.fill(palette.shades[3], 1.0, |x, y| (y - hang(x / width).1).abs() - 2.0);
        for flag in 0..12 {
            let (left, right) =
                (hang((flag as f32 + 0.1) / 12.0), hang((flag as f32 + 0.9) / 12.0));
            let tip = ((left.0 + right.0) / 2.0, (left.1 + right.1) / 2.0 + height * 0.13);
            let colour = palette.shades[(flag + string) % 3];
            canvas.triangle(colour, 1.0, [left, right, tip]);
        }
    }
    for _ in 0..7 {
        let lamp = (width * dice.between(0.0, 1.0), height * dice.between(0.78, 0.98));
        canvas.disc(palette.shades[0], 0.3, lamp, height * 0.05);
        canvas.disc(palette.shades[0], 1.0, lamp, height * 0.018);
    }
}

/// A constellation, a moon, and the dark.
pub fn stars(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    let moon = (width * dice.between(0.65, 0.9), height * dice.between(0.2, 0.35));
    canvas.disc(palette.shades[0], 0.18, moon, height * 0.24);
    canvas.disc(palette.shades[0], 1.0, moon, height * 0.15);
    let stars: Vec<(f32, f32)> = (0..9)
        .map(|star| {
            let across = 0.06 + 0.11 * star as f32 + dice.between(-0.03, 0.03);
            (width * across, height * dice.between(0.3, 0.88))
        })
        .collect();
    for pair in stars.windows(2) {
        canvas.line(palette.shades[1], 0.85, pair[0], pair[1], 3.0);
    }
    for (nth, star) in stars.iter().enumerate() {
        canvas.disc(palette.shades[nth % 3], 1.0, *star, height * dice.between(0.018, 0.045));
    }
}

/// Spotlights that meet on a stage.
pub fn lights(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    canvas.fill(palette.shades[3], 0.9, |_, _| -1.0);
    let stage = height * 0.8;
    for lamp in 0..4 {
        let x = width * (0.12 + 0.25 * lamp as f32);
        let aim = width * dice.between(0.25, 0.75);
        let wide = width * dice.between(0.09, 0.15);
        let colour = palette.shades[lamp % 3];
        canvas.triangle(colour, 0.42, [(x, -20.0), (aim + wide, stage), (aim - wide, stage)]);
        canvas.fill(colour, 0.42, |px, py| {
            let round = ((px - aim) / wide).hypot((py - stage) / (wide * 0.22));
            ((round - 1.0) * wide * 0.22).max(stage - py)
        });
    }
    canvas.fill(palette.sky, 0.5, |_, y| stage - y);
    let seats = (width / 60.0) as usize;
    for seat in 0..=seats {
        let x = seat as f32 * 60.0 + dice.between(-8.0, 8.0);
        canvas.disc(palette.shades[3], 1.0, (x, height), height * dice.between(0.06, 0.09));
    }
}

/// Pages fanned out.
pub fn pages(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (width, height) = (canvas.width(), canvas.height());
    let foot = (width * dice.between(0.4, 0.6), height * 1.15);
    let (half, long) = (height * 0.24, height * 0.5);
    for page in 0..7 {
        let turn = -1.05 + 0.35 * page as f32 + dice.between(-0.05, 0.05);
        let (sin, cos) = turn.sin_cos();
        let colour = palette.shades[page % 3];
        canvas.fill(colour, 0.86, |x, y| {
            let (dx, dy) = (x - foot.0, y - foot.1);
            let (across, up) = (dx * cos + dy * sin, dx * sin - dy * cos);
            let (beside, beyond) = (across.abs() - half + 14.0, (up - long).abs() - long + 14.0);
            beside.max(0.0).hypot(beyond.max(0.0)) + beside.max(beyond).min(0.0) - 14.0
        });
    }
    canvas.disc(palette.shades[3], 1.0, foot, height * 0.3);
}
