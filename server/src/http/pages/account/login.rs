//! Signing in and out, and what scripts of a page ask the API with.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, local_path, see_other, see_other_told, with};
use super::super::views::{Form, LoginPage};
use crate::accounts;
use crate::app::App;
use crate::http::viewer::SESSION;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, USER_AGENT};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

/// The form to sign in.
pub async fn form(
    app: web::Data<App>,
    request: HttpRequest,
    back: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        if visit.signed_in() {
            return Ok(see_other(local_path(back.value("back"))));
        }
        page(visit, Form::default(), back.value("back")).await
    })
    .await
}

async fn page(visit: &Visit, form: Form, back: &str) -> Result<HttpResponse> {
    visit.reply(&LoginPage {
        t: visit.t,
        page: visit.frame(visit.t.get("login")).await?,
        form,
        back: local_path(back).to_owned(),
        providers: Vec::new(),
    })
}

/// Signs in, and leads back to where that was asked for.
pub async fn login(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        if visit.signed_in() {
            return Ok(see_other(local_path(sent.value("back"))));
        }
        let deed = async {
            let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
            let (email, password) = (sent.value("email"), sent.raw("password"));
            let token =
                accounts::open_web(&visit.app, &visit.viewer, email, password, agent).await?;
            Ok(signed_in(&visit.app, local_path(sent.value("back")), &token))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            page(visit, sent.wrong(visit, &error, str::to_owned), sent.value("back")).await
        })
        .await
    })
    .await
}

/// Sends on with the cookie of a session.
fn signed_in(app: &App, path: &str, token: &Token) -> HttpResponse {
    let cookie = Cookie::build(SESSION, token.reveal())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.secure())
        .max_age(time::Duration::days(60))
        .finish();
    let mut reply = see_other(path);
    // A token is made of letters that every header may hold.
    let _ = reply.add_cookie(&cookie);
    reply
}

/// Signs out.
pub async fn logout(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let mut reply = see_other_told(&visit.app, "/", "logout-done");
        if let Some(mut cookie) = request.cookie(SESSION) {
            accounts::end(&visit.app, &Token::from_outside(cookie.value())).await?;
            cookie.set_path("/");
            // Removing sets an empty value, which every header may hold.
            let _ = reply.add_removal_cookie(&cookie);
        }
        Ok(reply)
    })
    .await
}

/// An access token for the scripts of a page, in exchange for its session. Asked from a page of ours alone, with the
/// token against forgery in `X-CSRF-Token`; nothing keeps the answer.
pub async fn bearer(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    match exchange(&app, &request).await {
        Ok(bearer) => HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .json(json!({ "accessToken": bearer.token.reveal(), "expiresAt": bearer.until })),
        Err(error) => {
            if let Error::Internal(cause) = &error {
                tracing::error!(cause = format!("{cause:#}"), "a session could not be exchanged");
            }
            let status = StatusCode::from_u16(error.status_code()).expect("our codes are codes");
            HttpResponse::build(status)
                .insert_header((CACHE_CONTROL, "no-store"))
                .json(json!({ "code": error.code() }))
        }
    }
}

async fn exchange(app: &App, request: &HttpRequest) -> Result<accounts::Bearer> {
    let visit = Visit::of(app, request).await?;
    visit.viewer.require_account()?;
    forms::check_script(&visit, request)?;
    let cookie = request.cookie(SESSION).ok_or_else(Error::unauthenticated)?;
    let bearer = accounts::bearer_for(app, &Token::from_outside(cookie.value())).await?;
    bearer.ok_or_else(Error::unauthenticated)
}
