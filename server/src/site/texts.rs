//! The built-in texts: for servers whose administrators have not written their own yet.

use super::model::{Document, Settings};
use crate::kernel::config::Config;
use crate::kernel::text::Lang;

/// A built-in text as HTML, with the names of this server in it.
pub fn built_in(document: Document, lang: Lang, settings: &Settings, config: &Config) -> String {
    let text = match (document, lang) {
        (Document::Terms, Lang::En) => include_str!("texts/terms.en.html"),
        (Document::Terms, Lang::Fr) => include_str!("texts/terms.fr.html"),
        (Document::Privacy, Lang::En) => include_str!("texts/privacy.en.html"),
        (Document::Privacy, Lang::Fr) => include_str!("texts/privacy.fr.html"),
        (Document::Rules, Lang::En) => include_str!("texts/rules.en.html"),
        (Document::Rules, Lang::Fr) => include_str!("texts/rules.fr.html"),
    };
    let nobody = match lang {
        Lang::En => "the people who run this server",
        Lang::Fr => "les personnes qui s'occupent de ce serveur",
    };
    text.replace("{instance}", &escaped(&settings.name))
        .replace("{host}", &escaped(config.host()))
        .replace("{contact}", &contact(settings.contact.as_deref(), nobody))
}

/// How to reach those who run the server: a link where it is an address.
fn contact(contact: Option<&str>, nobody: &str) -> String {
    let Some(contact) = contact else { return nobody.to_owned() };
    let shown = escaped(contact);
    if contact.starts_with("https://") || contact.starts_with("http://") {
        format!("<a href=\"{shown}\">{shown}</a>")
    } else if contact.contains('@') && !contact.contains([' ', ':', '/', '?', '&']) {
        format!("<a href=\"mailto:{shown}\">{shown}</a>")
    } else {
        shown
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::model::Rows;
    use serde_json::json;

    #[test]
    fn a_built_in_text_is_safe_html_with_every_name_filled_in() {
        let config = Config::default();
        let row = |key: &str, value: &str| (key.to_owned(), json!(value));
        let rows = Rows::from([row("name", "Rue & <Co>"), row("contact", "a@example.org")]);
        let settings = Settings::of(&rows, &config);
        for document in Document::ALL {
            for lang in Lang::ALL {
                let html = built_in(*document, *lang, &settings, &config);
                assert!(!html.contains('{') && html.contains("Rue &amp; &lt;Co&gt;"), "{html}");
                assert!(html.contains("mailto:a@example.org"), "{html}");
                let words = |html: &str| farandole_sanitise::text(html);
                let safe = farandole_sanitise::html(&html);
                assert_eq!(words(&safe), words(&html), "nothing of it would be taken away");
            }
        }
    }

    #[test]
    fn a_contact_becomes_a_link_only_if_it_is_an_address() {
        for (given, shown) in [
            ("https://a.org/x", "<a href=\"https://a.org/x\">https://a.org/x</a>"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("a@b.c?subject=x", "a@b.c?subject=x"),
            ("at the <bar>", "at the &lt;bar&gt;"),
        ] {
            assert_eq!(contact(Some(given), ""), shown);
        }
    }
}
