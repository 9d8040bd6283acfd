//! Reading and saving settings.

use super::model::{Document, Settings, SettingsChange, Source, Text, TextChange, TextSettings};
use super::{languages, policy, store, texts};
use crate::app::App;
use crate::kernel::config::Registration;
use crate::kernel::limit;
use crate::kernel::prelude::*;
use serde_json::{Value, json};

/// Languages that a server may say it speaks.
const LANGUAGES: usize = 20;

/// The settings in force.
pub async fn settings(app: &App) -> Result<Settings> {
    Ok(Settings::of(&store::all(&*app.db.get().await?).await?, &app.config))
}

/// The same for the page where administrators change them.
pub async fn admin_settings(app: &App, viewer: &Viewer) -> Result<Settings> {
    may_set_up(viewer)?;
    settings(app).await
}

/// Who may open an account.
pub async fn registration(app: &App) -> Result<Registration> {
    Ok(settings(app).await?.registration)
}

/// A text as it is shown: the administrators' own, a link to it, or the built-in one.
pub fn document(app: &App, settings: &Settings, document: Document, lang: Lang) -> Text {
    let rules;
    let made = match document {
        Document::Terms => &settings.terms,
        Document::Privacy => &settings.privacy,
        Document::Rules => {
            rules = TextSettings { html: settings.rules.clone(), ..TextSettings::default() };
            &rules
        }
    };
    let custom = document == Document::Rules || made.source == Some(Source::Custom);
    match (made.source, &made.url, &made.html) {
        (Some(Source::Url), Some(url), _) => {
            Text { source: Source::Url, url: Some(url.clone()), html: None }
        }
        (_, _, Some(html)) if custom => {
            Text { source: Source::Custom, url: None, html: Some(html.clone()) }
        }
        _ => {
            let html = texts::built_in(document, lang, settings, &app.config);
            Text { source: Source::Default, url: None, html: Some(html) }
        }
    }
}

/// Changes settings. What is not named stays; what is named empty goes back to what it was at first.
pub async fn save(app: &App, viewer: &Viewer, change: SettingsChange) -> Result<Settings> {
    may_set_up(viewer)?;
    let rows = checked(&change)?;
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let before = Settings::of(&store::all(tx).await?, &app.config);
        let mode = registration_change(app, &before, &change)?;
        let mode = mode.map(|mode| ("registration", json!(mode)));
        for (key, value) in rows.into_iter().chain(mode) {
            store::write(tx, key, &value, app.now()).await?;
        }
        Ok(Settings::of(&store::all(tx).await?, &app.config))
    })
    .await
}

fn may_set_up(viewer: &Viewer) -> Result<()> {
    if !viewer.is_system() {
        viewer.require_account()?;
    }
    Ok(policy::set_up(viewer)?)
}

/// The rows that a change writes; `null` for those that it takes back.
fn checked(change: &SettingsChange) -> Result<Vec<(&'static str, Value)>> {
    let mut rows = Vec::new();
    for (key, field, text, max) in [
        ("name", "instanceName", &change.name, limit::NAME),
        ("slogan", "instanceSlogan", &change.slogan, limit::TITLE),
        ("contact", "contact", &change.contact, limit::TITLE),
        ("description", "instanceDescription", &change.description, limit::SUMMARY),
    ] {
        if let Some(text) = text {
            rows.push((key, json!(limit::line(field, Some(text), max)?)));
        }
    }
    for (key, field, color) in [
        ("primary_color", "primaryColor", &change.primary_color),
        ("secondary_color", "secondaryColor", &change.secondary_color),
    ] {
        if let Some(color) = color {
            rows.push((key, colored(field, color)?));
        }
    }
    for (key, field, text) in [
        ("long_description", "instanceLongDescription", &change.long_description),
        ("rules", "instanceRules", &change.rules),
    ] {
        if let Some(text) = text {
            rows.push((key, html(field, text)?));
        }
    }
    for (key, media) in [
        ("logo", change.logo),
        ("favicon", change.favicon),
        ("default_picture", change.default_picture),
    ] {
        rows.extend(media.map(|media| (key, json!(media))));
    }
    if let Some(codes) = &change.languages {
        rows.push(("languages", spoken(codes)?));
    }
    rows.extend(change.about.rows()?);
    let keys = ["terms", "terms_source", "terms_url"];
    let fields = ["instanceTerms", "instanceTermsUrl"];
    text_rows(&mut rows, &change.terms, keys, fields)?;
    let keys = ["privacy", "privacy_source", "privacy_url"];
    let fields = ["instancePrivacyPolicy", "instancePrivacyPolicyUrl"];
    text_rows(&mut rows, &change.privacy, keys, fields)?;
    Ok(rows)
}

fn text_rows(
    rows: &mut Vec<(&'static str, Value)>,
    change: &TextChange,
    [text, source, url]: [&'static str; 3],
    [text_field, url_field]: [&'static str; 2],
) -> Result<()> {
    if let Some(written) = &change.html {
        rows.push((text, html(text_field, written)?));
    }
    if let Some(from) = change.source {
        rows.push((source, json!(from)));
    }
    if let Some(address) = &change.url {
        rows.push((url, json!(limit::web_address(url_field, Some(address))?)));
    }
    Ok(())
}

fn html(field: &'static str, text: &str) -> Result<Value> {
    let safe = limit::html(field, text, limit::BODY)?;
    Ok(if safe.trim().is_empty() { Value::Null } else { json!(safe) })
}

fn colored(field: &'static str, color: &str) -> Result<Value> {
    let color = color.trim().to_ascii_lowercase();
    if color.is_empty() {
        return Ok(Value::Null);
    }
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Error::invalid(field, Message::new("error-site-color")));
    }
    Ok(json!(color))
}

fn spoken(codes: &[String]) -> Result<Value> {
    const FIELD: &str = "instanceLanguages";
    if codes.is_empty() {
        return Ok(Value::Null);
    }
    if codes.len() > LANGUAGES {
        let problem = Message::new("error-site-too-many-languages").with("max", LANGUAGES);
        return Err(Error::invalid(FIELD, problem));
    }
    let mut known: Vec<&str> = Vec::new();
    for code in codes {
        let Some(language) = languages::find(code, Lang::En) else {
            let problem = Message::new("error-site-language").with("code", code.as_str());
            return Err(Error::invalid(FIELD, problem));
        };
        if !known.contains(&language.code) {
            known.push(language.code);
        }
    }
    Ok(json!(known))
}

/// The registration mode to write. What the configuration decides cannot be changed here; a client that sends back
/// what it was told changes nothing.
fn registration_change(
    app: &App,
    before: &Settings,
    change: &SettingsChange,
) -> Result<Option<Registration>> {
    let open = before.registrations_open();
    let wanted = match (change.registration, change.registrations_open) {
        (Some(mode), _) => mode,
        (None, Some(wanted)) if wanted != open => {
            if wanted {
                Registration::Open
            } else {
                Registration::Closed
            }
        }
        _ => return Ok(None),
    };
    if wanted == before.registration {
        return Ok(None);
    }
    if app.config.registration.is_some() {
        let problem = Message::new("error-site-registration-configured");
        return Err(Error::invalid("registrationsOpen", problem));
    }
    Ok(Some(wanted))
}
