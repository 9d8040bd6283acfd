//! The mails about reports.

use super::model::{Report, State};
use crate::accounts::{Contact, User};
use crate::actors::Actor;
use crate::app::App;
use crate::kernel::text::say;
use crate::platform::mail::{Action, Block, Content, Letter};

/// Characters of a report that a mail quotes.
const QUOTED: usize = 1_000;

fn quote(report: &Report) -> Option<Block> {
    let quoted: String = report.content.chars().take(QUOTED).collect();
    (!quoted.is_empty()).then_some(Block::Quote(quoted))
}

/// To somebody who keeps order: a report has come in.
pub fn filed(app: &App, site: &str, keeper: &User, report: &Report, reported: &Actor) -> Letter {
    let lang = keeper.locale;
    let host = report.origin.clone().unwrap_or_default();
    let args = [
        ("site", site.to_owned().into()),
        ("name", reported.display_name().into()),
        ("host", host.into()),
    ];
    let text = |id: &str| say(lang, id, &args);
    let why = match report.origin {
        Some(_) => text("mail-report-filed-elsewhere"),
        None => text("mail-report-filed-why"),
    };
    let mut paragraphs = vec![Block::Text(why.clone())];
    paragraphs.extend(quote(report));
    let url = app.config.link(&format!("/moderation/report/{}", report.id));
    let content = Content {
        site: site.to_owned(),
        subject: text("mail-report-filed-subject"),
        preheader: why,
        greeting: text("mail-report-greeting"),
        paragraphs,
        action: Some(Action { label: text("mail-report-filed-open"), url }),
        footer: vec![text("mail-report-filed-footer")],
        footer_links: Vec::new(),
    };
    Letter::new(format!("report.{}.{}", report.uuid, keeper.id), &keeper.email, lang, content)
}

/// To whoever reported: a moderator has decided.
pub fn settled(app: &App, site: &str, contact: &Contact, report: &Report) -> Letter {
    let lang = contact.lang;
    let args = [("site", site.to_owned().into())];
    let text = |id: &str| say(lang, id, &args);
    let what = match report.status {
        State::Resolved => text("mail-report-resolved"),
        State::Closed | State::Open => text("mail-report-closed"),
    };
    let mut paragraphs = vec![Block::Text(what.clone())];
    paragraphs.extend(quote(report));
    paragraphs.push(Block::Text(text("mail-report-thanks")));
    let content = Content {
        site: site.to_owned(),
        subject: text("mail-report-settled-subject"),
        preheader: what,
        greeting: text("mail-report-greeting"),
        paragraphs,
        action: Some(Action { label: text("mail-report-settled-open"), url: app.config.link("/") }),
        footer: vec![text("mail-report-settled-footer")],
        footer_links: Vec::new(),
    };
    let when = report.updated_at.timestamp_millis();
    Letter::new(format!("report.{}.settled.{when}", report.uuid), &contact.email, lang, content)
}
