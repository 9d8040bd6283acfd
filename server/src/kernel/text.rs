//! Words for people, in their language: one set of Fluent texts for pages, mails, errors and the app
//! (`front/locales/<language>/*.ftl`).

use super::words::words;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};
use std::borrow::Cow;
use std::collections::HashMap;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "../front/locales",
        fallback_language: "en",
        // Isolation marks are for texts that mix directions; our languages do not, and files compare exactly.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const EN: LanguageIdentifier = langid!("en");
const FR: LanguageIdentifier = langid!("fr");

words! {
    /// A language that the server itself speaks.
    pub enum Lang {
        En = "en",
        Fr = "fr",
    }
}

impl Lang {
    /// The first language that is spoken here among those of a tag (`fr-CA`) or an `Accept-Language` header.
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .take(20)
            .filter_map(|part| {
                let (tag, rest) = part.trim().split_once(';').unwrap_or((part.trim(), ""));
                let weight =
                    rest.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
                let lang = tag.split(['-', '_']).next()?.to_ascii_lowercase().parse().ok()?;
                (weight > 0.0).then_some((weight, lang))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map(|(_, lang)| *lang)
    }

    /// Which way it is written: the `dir` attribute.
    pub fn dir(self) -> &'static str {
        match self {
            Self::En | Self::Fr => "ltr",
        }
    }

    /// The name of the language in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }
}

/// The text with an id, with its arguments filled in. An id that no language has is a bug: tests compare the
/// ids in use with those in the files.
pub fn say(lang: Lang, id: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    let tag = match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    };
    if args.is_empty() {
        return LOCALES.lookup(tag, id);
    }
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    LOCALES.lookup_with_args(tag, id, &args)
}

/// Whether a text with this id exists in a language itself, not by falling back to another.
pub fn knows(lang: Lang, id: &str) -> bool {
    let tag = match lang {
        Lang::En => &EN,
        Lang::Fr => &FR,
    };
    LOCALES.lookup_no_default_fallback::<&str>(tag, id, None).is_some()
}

/// The texts of one language, as templates use them.
#[derive(Debug, Clone, Copy)]
pub struct T {
    pub lang: Lang,
}

impl T {
    /// A text.
    pub fn get(&self, id: &str) -> String {
        say(self.lang, id, &[])
    }

    /// A text with arguments.
    pub fn with(&self, id: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        say(self.lang, id, args)
    }

    /// A text with one gap: a word or a number.
    pub fn one(&self, id: &str, name: &'static str, fill: impl Fill) -> String {
        say(self.lang, id, &[(name, fill.value())])
    }

    /// A text whose gap is `count`, which also chooses between singular and plural.
    pub fn count(&self, id: &str, count: impl Fill) -> String {
        self.one(id, "count", count)
    }
}

/// What may fill the gap of a text: words and numbers, owned or borrowed, as templates hold them.
pub trait Fill {
    /// The value as Fluent wants it.
    fn value(&self) -> FluentValue<'_>;
}

impl Fill for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Fill for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

macro_rules! fill_with_numbers {
    ($($number:ty),*) => {$(
        impl Fill for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}
fill_with_numbers!(u32, u64, usize, i32, i64);

impl<F: Fill + ?Sized> Fill for &F {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
