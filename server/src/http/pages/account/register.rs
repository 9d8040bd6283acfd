//! Opening an account, and confirming its address.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, with};
use super::super::read;
use super::super::views::{AskPage, Form, Link, RegisterPage, Registration, ResendLinkPage};
use super::{PASSWORD_MIN, over, told};
use crate::accounts::{self, Wish};
use crate::actors::NewPerson;
use crate::app::App;
use crate::kernel::config;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use crate::site;
use actix_web::{HttpRequest, HttpResponse, web};

/// The form to open an account.
pub async fn form(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| page(visit, Form::default()).await).await
}

/// What comes next. Says the same whether the address has an account or not.
async fn asked(visit: &Visit, email: &str) -> Result<HttpResponse> {
    let t = visit.t;
    if mode(visit).await? == Registration::Approval {
        return told(
            visit,
            "register-approval",
            vec![t.get("register-approval-text")],
            true,
            Vec::new(),
        )
        .await;
    }
    let text = t.one("register-sent-text", "email", email);
    let again = vec![Link::new(t.get("resend"), "/resend-instructions")];
    told(visit, "register-sent", vec![text], true, again).await
}

async fn mode(visit: &Visit) -> Result<Registration> {
    Ok(match site::registration(&visit.app).await? {
        config::Registration::Open | config::Registration::Allowlist => Registration::Open,
        config::Registration::Approval => Registration::Approval,
        config::Registration::Closed => Registration::Closed,
    })
}

async fn page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let mode = mode(visit).await?;
    visit.reply(&RegisterPage {
        t: visit.t,
        page: visit.frame(visit.t.get("register")).await?,
        form,
        mode,
        facts: read::host_facts(visit).await?,
        password_min: PASSWORD_MIN,
        host: format!("@{}", visit.app.config.authority()),
    })
}

/// Asks for an account and its first identity.
pub async fn register(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            if !sent.on("agree") {
                return Err(Error::invalid("agree", Message::new("register-agree-needed")));
            }
            open_account(visit, &sent).await?;
            asked(visit, sent.value("email")).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let name = |field: &str| {
                if field == "preferredUsername" { "username".into() } else { field.to_owned() }
            };
            page(visit, sent.wrong(visit, &error, name)).await
        })
        .await
    })
    .await
}

/// Asks for the account and its first identity. The answer is the same whether the address is known or not.
async fn open_account(visit: &Visit, sent: &Sent) -> Result<()> {
    let (app, viewer) = (&visit.app, &visit.viewer);
    let profile = NewPerson {
        name: sent.some("name").map(str::to_owned),
        ..NewPerson::named(sent.value("username"))
    };
    let wish = Wish {
        email: sent.value("email"),
        password: sent.raw("password"),
        locale: Some(visit.t.lang.as_str()),
        profile: Some(profile),
        reason: sent.some("reason"),
    };
    accounts::create_user(app, viewer, wish).await.map(drop)
}

/// The page behind the link that confirms an address.
pub async fn ask_to_validate(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let t = visit.t;
        visit.reply(&AskPage {
            t,
            page: visit.frame(t.get("register-confirm")).await?,
            heading: t.get("register-confirm"),
            text: vec![t.get("register-confirm-text")],
            action: format!("/validate/{}", Token::from_outside(&token).reveal()),
            button: t.get("register-confirm-do"),
            danger: false,
            back: None,
        })
    })
    .await
}

/// Confirms the address of a new account.
pub async fn validate(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let token = Token::from_outside(&token);
        let signed = over(accounts::validate_user(&visit.app, &visit.viewer, &token).await)?;
        // The tokens of the API are not for this page: the person signs in with the password.
        accounts::logout(&visit.app, &signed.tokens.refresh).await?;
        let text = vec![visit.t.get("register-confirmed-text")];
        let links = vec![Link::new(visit.t.get("login-do"), "/login")];
        told(visit, "register-confirmed", text, false, links).await
    })
    .await
}

/// The form that asks for the link once more.
pub async fn resend_form(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| resend_page(visit, Form::default()).await).await
}

async fn resend_page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let page = visit.frame(visit.t.get("resend")).await?;
    visit.reply(&ResendLinkPage { t: visit.t, page, form })
}

/// Sends the link to confirm an address once more. Answers the same for every address.
pub async fn resend(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let (email, lang) = (sent.value("email"), visit.t.lang.as_str());
            accounts::resend_confirmation(&visit.app, &visit.viewer, email, Some(lang)).await?;
            let text = visit.t.one("resend-sent-text", "email", email);
            told(visit, "resend-sent", vec![text], true, Vec::new()).await
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            resend_page(visit, sent.wrong(visit, &error, str::to_owned)).await
        })
        .await
    })
    .await
}
