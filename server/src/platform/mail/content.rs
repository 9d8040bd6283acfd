//! How a message looks: one layout for all mail, as text and as HTML.

use askama::Template;

/// The words of a message, translated and finished, without markup. Whatever people wrote is safe here: the
/// layout escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The name of this server, at the top. Filled in when the letter is queued.
    pub site: String,
    /// Also the title of the HTML.
    pub subject: String,
    /// What lists of mail show after the subject; not seen in the message itself.
    pub preheader: String,
    /// As in "Hello Ann,". May be empty.
    pub greeting: String,
    pub paragraphs: Vec<Block>,
    /// The one thing to do.
    pub action: Option<Action>,
    /// Why the reader got this.
    pub footer: Vec<String>,
    /// How to get less of it.
    pub footer_links: Vec<Action>,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph of ours.
    Text(String),
    /// A heading between paragraphs, as a digest has.
    Heading(String),
    /// What somebody wrote, set apart from what we say. Line ends are kept.
    Quote(String),
    /// Pairs such as ("When", "Friday, 8 pm").
    Facts(Vec<(String, String)>),
    /// One line each.
    List(Vec<String>),
    /// A link of its own, less prominent than the action.
    Link(Action),
}

/// A link, shown with its address, so that nobody has to trust the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub label: String,
    pub url: String,
}

/// The two faces of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub text: String,
    pub html: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    content: &'a Content,
    lang: &'a str,
}

#[derive(Template)]
#[template(path = "mail.txt")]
struct Text<'a> {
    content: &'a Content,
}

impl Content {
    /// Sets the words in the layout, for readers of `lang`.
    pub fn render(&self, lang: &str) -> Rendered {
        let lasting =
            "the templates call nothing that fails, and a String takes all that is written";
        let text = Text { content: self }.render().expect(lasting);
        let html = Html { content: self, lang }.render().expect(lasting);
        Rendered { text: tidy(&text), html }
    }
}

impl Html<'_> {
    /// The writing direction of the language.
    fn dir(&self) -> &'static str {
        let language = self.lang.split('-').next().unwrap_or_default();
        match language {
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
            _ => "ltr",
        }
    }
}

impl Action {
    /// The address, if it is one of the web: anything else is not made a link.
    fn href(&self) -> Option<&str> {
        let web = self.url.starts_with("https://") || self.url.starts_with("http://");
        web.then_some(self.url.as_str())
    }
}

/// Never more than one empty line in a row, none at the ends, one line end last.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            gap = !tidy.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            tidy.push('\n');
        }
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
