//! `/dev/mailbox`: the mails that were caught instead of sent. There is nothing at these addresses where mail leaves;
//! on a server that the world can reach, only administrators see them, since every mail holds somebody's secret.

use super::forms::{self, Sent};
use super::frame::{Visit, see_other, with};
use super::views::{Fact, Link, MailLine, MailPage, MailboxPage};
use crate::app::App;
use crate::kernel::dates;
use crate::kernel::prelude::*;
use crate::platform::mail::capture::{self, Caught};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use std::path::Path;

/// Mails on the page; the JSON has them all.
const SHOWN: usize = 100;
/// A caught mail is somebody else's document: it runs nothing, loads nothing, and its links open in the whole window.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/dev/mailbox", web::get().to(list))
        .route("/dev/mailbox", web::post().to(empty))
        .route("/dev/mailbox", web::delete().to(clear))
        .route("/dev/mailbox.json", web::get().to(json_list))
        .route("/dev/mailbox.json", web::delete().to(clear))
        .route("/dev/mailbox/{id}", web::get().to(mail))
        .route("/dev/mailbox/{id}/html", web::get().to(html));
}

/// The folder of caught mails, if this reader may look into it.
fn folder(visit: &Visit) -> Result<&Path> {
    let open = visit.app.config.local() || visit.viewer.administers();
    visit.app.mailer.capture_dir().filter(|_| open).or_not_found("page")
}

async fn caught(visit: &Visit) -> Result<Vec<Caught>> {
    Ok(capture::list(folder(visit)?).await.map_err(anyhow::Error::from)?)
}

async fn list(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        let mails = caught(visit).await?;
        visit.reply(&MailboxPage {
            t: visit.t,
            page: visit.frame(visit.t.get("mailbox")).await?,
            count: mails.len(),
            mails: mails.iter().take(SHOWN).map(|mail| line(visit, mail)).collect(),
        })
    })
    .await
}

async fn mail(app: web::Data<App>, request: HttpRequest, id: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        let mail = one(visit, &id).await?;
        let headers = mail.headers.iter().map(|(name, value)| Fact {
            icon: "info",
            name: name.clone(),
            value: value.clone(),
            url: None,
        });
        let files =
            mail.attachments.iter().map(|file| format!("{} ({})", file.name, file.content_type));
        visit.reply(&MailPage {
            t: visit.t,
            page: visit.frame(mail.subject.clone()).await?,
            line: line(visit, &mail),
            frame: format!("/dev/mailbox/{}/html", mail.id),
            links: links(&mail.text),
            text: mail.text.clone(),
            headers: headers.collect(),
            files: files.collect(),
        })
    })
    .await
}

async fn html(app: web::Data<App>, request: HttpRequest, id: web::Path<String>) -> HttpResponse {
    with(&app, &request, async |visit| {
        let mail = one(visit, &id).await?;
        Ok(HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
            .insert_header((CACHE_CONTROL, "private, no-store"))
            .body(mail.html.replacen("<head>", "<head><base target=\"_top\">", 1)))
    })
    .await
}

async fn json_list(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        let mails: Vec<Value> = caught(visit).await?.into_iter().map(as_json).collect();
        Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "private, no-store")).json(mails))
    })
    .await
}

/// What programs read; the names are a promise.
fn as_json(mail: Caught) -> Value {
    let files: Vec<Value> = mail
        .attachments
        .into_iter()
        .map(|file| json!({ "name": file.name, "contentType": file.content_type, "size": file.size }))
        .collect();
    json!({
        "id": mail.id, "at": mail.at, "from": mail.from, "to": mail.to, "subject": mail.subject,
        "text": mail.text, "html": mail.html, "headers": mail.headers, "attachments": files,
    })
}

/// Empties it for a program.
async fn clear(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::from_here(visit, &request)?;
        capture::clear(folder(visit)?).await.map_err(anyhow::Error::from)?;
        Ok(HttpResponse::NoContent().finish())
    })
    .await
}

/// Empties it for a reader.
async fn empty(app: web::Data<App>, request: HttpRequest, sent: web::Form<Sent>) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        capture::clear(folder(visit)?).await.map_err(anyhow::Error::from)?;
        Ok(see_other("/dev/mailbox"))
    })
    .await
}

async fn one(visit: &Visit, id: &str) -> Result<Caught> {
    caught(visit).await?.into_iter().find(|mail| mail.id == id).or_not_found("page")
}

fn line(visit: &Visit, mail: &Caught) -> MailLine {
    MailLine {
        subject: mail.subject.clone(),
        url: format!("/dev/mailbox/{}", mail.id),
        to: mail.to.join(", "),
        at: dates::moment(visit.t, mail.at.with_timezone(&chrono_tz::UTC)),
    }
}

/// The addresses in a text, each once.
fn links(text: &str) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(['<', '>', '(', ')']);
        let web = word.starts_with("http://") || word.starts_with("https://");
        if web && !found.iter().any(|link| link.url == word) {
            found.push(Link::new(word, word));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn each_address_in_a_text_is_found_once() {
        let text = "Hello\n\nhttp://a.test/x\nsee <https://b.test/y> and http://a.test/x again";
        let found: Vec<_> = links(text).into_iter().map(|link| link.url).collect();
        assert_eq!(found, ["http://a.test/x", "https://b.test/y"]);
    }
}
