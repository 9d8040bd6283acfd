//! How the site looks: the pictures and colours that its administrators chose, in place of ours.

use super::assets;
use super::frame::Visit;
use super::read::cards;
use super::views::{Page, Picture};
use crate::app::App;
use crate::kernel::error::Result;
use crate::media;
use crate::site::{self, Settings};
use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use std::collections::HashMap;

/// Adds the route of the colours.
pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/theme.css", web::get().to(colours)).route("/theme.css", web::head().to(colours));
}

/// What administrators chose, and what the site says of itself in a sentence.
#[derive(Debug, Default)]
pub struct Look {
    description: Option<String>,
    stylesheet: Option<String>,
    logo: Option<Picture>,
    favicon: Option<String>,
    /// Shown for what has no picture.
    stand_in: Option<media::Media>,
}

/// How the site looks: no query where it has no pictures of its own.
pub async fn look(visit: &Visit, settings: &Settings) -> Result<Look> {
    let described = [settings.slogan.as_deref(), Some(settings.description.as_str())];
    let description = described.into_iter().flatten().find(|text| !text.trim().is_empty());
    let wanted = [settings.logo, settings.favicon, settings.default_picture];
    let ids: Vec<_> = wanted.into_iter().flatten().collect();
    let rows = if ids.is_empty() {
        HashMap::new()
    } else {
        media::load_many(&*visit.app.db.get().await?, &ids).await?
    };
    let row = |id: Option<_>| id.and_then(|id| rows.get(&id));
    let icon = |row| media::Picture::of(&visit.app.config, row).url_for(64);
    Ok(Look {
        description: description.map(ToOwned::to_owned),
        stylesheet: stylesheet(settings),
        logo: row(settings.logo).map(|row| cards::picture(visit, row, 320)),
        favicon: row(settings.favicon).map(icon),
        stand_in: row(settings.default_picture).cloned(),
    })
}

impl Look {
    /// The page in this look; a page may still say something better of itself.
    pub fn worn_by(self, page: Page, visit: &Visit) -> Page {
        Page {
            description: self.description.unwrap_or_else(|| visit.t.get("about-what-is")),
            preview: Some(card(visit, self.stand_in.as_ref(), &page.site)),
            stand_in: self.stand_in.as_ref().map(|row| decoration(visit, row)),
            theme_css: self.stylesheet,
            logo: self.logo,
            favicon: self.favicon,
            ..page
        }
    }
}

/// The picture that previews of links show for pages without one of their own: the site's, or ours.
fn card(visit: &Visit, stand_in: Option<&media::Media>, site: &str) -> Picture {
    let config = &visit.app.config;
    if let Some(row) = stand_in {
        let picture = media::Picture::of(config, row);
        let alt = picture.alt.unwrap_or_default();
        return Picture { url: picture.card_url, alt, ..Picture::card() };
    }
    let url = config.link(&assets::url("card.png"));
    Picture { url, alt: site.to_owned(), ..Picture::card() }
}

/// A picture that stands in for others and says nothing itself.
fn decoration(visit: &Visit, row: &media::Media) -> Picture {
    Picture { alt: String::new(), ..cards::picture(visit, row, 1280) }
}

/// The address of the colours, if there are any: another one whenever they change.
fn stylesheet(settings: &Settings) -> Option<String> {
    let chosen = [&settings.primary_color, &settings.secondary_color];
    let name = |colour: &Option<String>| colour.as_deref().unwrap_or_default().replace('#', "");
    let version = chosen.map(name).join("-");
    (version != "-").then(|| format!("/theme.css?v={version}"))
}

async fn colours(app: web::Data<App>) -> HttpResponse {
    let css = match site::settings(&app).await {
        Ok(settings) => css(&settings),
        Err(cause) => {
            tracing::error!(%cause, "the colours of the site");
            String::new()
        }
    };
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(css)
}

/// The properties that the two colours set. Each is made lighter or darker until text on it can be read, so that no
/// choice makes a page unreadable.
fn css(settings: &Settings) -> String {
    let (mut light, mut dark) = (String::new(), String::new());
    if let Some(primary) = settings.primary_color.as_deref().and_then(Colour::parse) {
        light.push_str(&accent(primary, DAY));
        dark.push_str(&accent(primary, NIGHT));
    }
    if let Some(secondary) = settings.secondary_color.as_deref().and_then(Colour::parse) {
        let sun = readable(secondary, WHITE, |sun| contrast(sun, INK) >= AA);
        light.push_str(&format!("--sun:{sun};--sun-soft:{};", sun.towards(WHITE, 0.75)));
        dark.push_str(&format!("--sun:{sun};"));
    }
    if light.is_empty() {
        return String::new();
    }
    format!(
        ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         :root[data-theme=dark]{{{dark}}}\n"
    )
}

/// What accents stand on in a theme, and which way they are moved until they can be read there.
struct Theme {
    grounds: [Colour; 3],
    pole: Colour,
    /// The text on an accent.
    on: Colour,
}

const AA: f64 = 4.5;
const WHITE: Colour = Colour([255, 255, 255]);
const BLACK: Colour = Colour([0, 0, 0]);
const INK: Colour = Colour([0x1b, 0x24, 0x30]);
const DAY: Theme = Theme {
    grounds: [Colour([0xf8, 0xf6, 0xf0]), WHITE, Colour([0xef, 0xeb, 0xe1])],
    pole: BLACK,
    on: WHITE,
};
const NIGHT: Theme = Theme {
    grounds: [Colour([0x12, 0x1a, 0x24]), Colour([0x1b, 0x26, 0x32]), Colour([0x24, 0x31, 0x40])],
    pole: WHITE,
    on: BLACK,
};

fn accent(primary: Colour, theme: Theme) -> String {
    let soft = |colour: Colour| colour.towards(theme.grounds[1], 0.85);
    let accent = readable(primary, theme.pole, |colour| {
        let on = theme.grounds.iter().chain([&soft(colour)]).all(|g| contrast(colour, *g) >= AA);
        on && contrast(colour, theme.on) >= AA
    });
    let strong = accent.towards(theme.pole, 0.3);
    format!(
        "--accent:{accent};--accent-strong:{strong};--accent-soft:{};--on-accent:{};",
        soft(accent),
        theme.on
    )
}

/// The colour, moved towards a pole no further than needed.
fn readable(colour: Colour, pole: Colour, fits: impl Fn(Colour) -> bool) -> Colour {
    let steps = (0..=20).map(|step| colour.towards(pole, f64::from(step) / 20.0));
    steps.into_iter().find(|colour| fits(*colour)).unwrap_or(pole)
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rrggbb`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = number.to_be_bytes();
        Some(Self([r, g, b]))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Between two bytes.
    fn towards(self, other: Self, part: f64) -> Self {
        let mixed = |a: u8, b: u8| {
            (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round().clamp(0.0, 255.0) as u8
        };
        Self([0, 1, 2].map(|at| mixed(self.0[at], other.0[at])))
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance() + 0.05, b.luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_chosen_can_be_read(r: u8, g: u8, b: u8) {
            for theme in [DAY, NIGHT] {
                let (grounds, on) = (theme.grounds, theme.on);
                let css = accent(Colour([r, g, b]), theme);
                let value = |name: &str| {
                    let rest = css.split(&format!("--{name}:")).nth(1).unwrap();
                    Colour::parse(rest.split(';').next().unwrap()).unwrap()
                };
                let mut under = grounds.to_vec();
                under.extend([value("accent-soft"), on]);
                for ground in under {
                    prop_assert!(contrast(value("accent"), ground) >= AA, "{css} on {ground}");
                }
                prop_assert!(contrast(value("accent-strong"), value("accent-soft")) >= AA, "{css}");
                prop_assert!(contrast(on, value("accent-strong")) >= AA, "{css}");
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let green = Colour::parse("#0d5c53").unwrap();
        assert!(accent(green, DAY).starts_with("--accent:#0d5c53;"));
        assert_eq!(Colour::parse("0d5c53"), None);
    }
}
