//! A new password for who has forgotten the old one.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, see_other, with};
use super::super::views::{Form, Link, ResetRequestPage, ResetSetPage};
use super::{PASSWORD_MIN, over, told};
use crate::accounts;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use actix_web::{HttpRequest, HttpResponse, web};

/// Where mails lead that say a password was changed.
pub async fn start() -> HttpResponse {
    see_other("/password-reset/send")
}

/// The form that asks for a new password.
pub async fn form(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, Form::default()).await).await
}

async fn page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let page = visit.frame(visit.t.get("reset")).await?;
    visit.reply(&ResetRequestPage { t: visit.t, page, form })
}

/// Sends the link to choose a new password.
pub async fn request(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let email = sent.value("email");
            accounts::send_reset_password(&visit.app, &visit.viewer, email).await?;
            let text = visit.t.one("reset-sent-text", "email", email);
            told(visit, "reset-sent", vec![text], true, Vec::new()).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            page(visit, sent.wrong(visit, &error, str::to_owned)).await
        })
        .await
    })
    .await
}

/// The form that sets a new password.
pub async fn set_form(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| set_page(visit, &token, Form::default()).await).await
}

async fn set_page(visit: &Visit, token: &str, form: Form) -> Result<HttpResponse> {
    visit.reply(&ResetSetPage {
        t: visit.t,
        page: visit.frame(visit.t.get("reset-set")).await?,
        form,
        action: format!("/password-reset/{token}"),
        password_min: PASSWORD_MIN,
    })
}

/// Sets the new password.
pub async fn set(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let (secret, new) = (Token::from_outside(&token), sent.raw("password"));
            let signed =
                over(accounts::reset_password(&visit.app, &visit.viewer, &secret, new).await)?;
            accounts::logout(&visit.app, &signed.tokens.refresh).await?;
            let links = vec![Link::new(visit.t.get("login-do"), "/login")];
            told(visit, "reset-done", vec![visit.t.get("reset-done-text")], false, links).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            if error.field() != Some("password") {
                return Err(error);
            }
            set_page(visit, &token, sent.wrong(visit, &error, str::to_owned)).await
        })
        .await
    })
    .await
}
