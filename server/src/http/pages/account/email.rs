//! The links in the mails about another address: to use it, and to keep the one before.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, with};
use super::super::views::{AskPage, Link};
use super::{over, told};
use crate::accounts;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use actix_web::{HttpRequest, HttpResponse, web};

/// The page behind the link that was sent to the new address.
pub async fn ask_to_move(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        ask(visit, "move", format!("/validate/email/{}", secret(&token)), false).await
    })
    .await
}

/// Moves the account to the new address.
pub async fn move_to(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let token = Token::from_outside(&token);
        over(accounts::validate_email(&visit.app, &visit.viewer, &token).await)?;
        let links = vec![Link::new(visit.t.get("account"), "/settings")];
        told(visit, "move-done", vec![visit.t.get("move-done-text")], false, links).await
    })
    .await
}

/// The page behind the link that was sent to the address before.
pub async fn ask_to_undo(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        ask(visit, "move-undo", format!("/validate/email/undo/{}", secret(&token)), true).await
    })
    .await
}

/// Keeps the address before, or goes back to it.
pub async fn undo(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let token = Token::from_outside(&token);
        over(accounts::undo_email_change(&visit.app, &visit.viewer, &token).await)?;
        let links = vec![Link::new(visit.t.get("reset"), "/password-reset/send")];
        told(visit, "move-undone", vec![visit.t.get("move-undone-text")], false, links).await
    })
    .await
}

async fn ask(visit: &Visit, words: &str, action: String, danger: bool) -> Result<HttpResponse> {
    let t = visit.t;
    visit.reply(&AskPage {
        t,
        page: visit.frame(t.get(words)).await?,
        heading: t.get(words),
        text: vec![t.get(&format!("{words}-text"))],
        action,
        button: t.get(&format!("{words}-do")),
        danger,
        back: None,
    })
}

/// A token as it may stand in a path of ours.
fn secret(token: &str) -> String {
    let token: String =
        token.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    Token::from_outside(&token).reveal().to_owned()
}
