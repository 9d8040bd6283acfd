//! Opening an account, signing in and out, a new password.

use super::forms::{self, Sent};
use super::frame::{Visit, local_path, see_other, with};
use super::views::{
    AskPage, Form, Link, LoginPage, RegisterPage, Registration, ResetRequestPage, ResetSetPage,
    ToldPage, Tone,
};
use crate::accounts::{self, Wish};
use crate::actors::NewPerson;
use crate::app::App;
use crate::http::viewer::SESSION;
use crate::kernel::config;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use crate::site;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse, web};

/// The least number of characters of a password.
const PASSWORD_MIN: u32 = 8;

/// Adds the routes.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/login", web::get().to(login_form))
        .route("/login", web::post().to(login))
        .route("/logout", web::post().to(logout))
        .route("/register/user", web::get().to(register_form))
        .route("/register/user", web::post().to(register))
        .route("/validate/{token}", web::get().to(ask_to_validate))
        .route("/validate/{token}", web::post().to(validate))
        .route("/password-reset/send", web::get().to(reset_form))
        .route("/password-reset/send", web::post().to(reset_request))
        .route("/password-reset/{token}", web::get().to(reset_set_form))
        .route("/password-reset/{token}", web::post().to(reset_set));
}

async fn login_form(
    app: web::Data<App>,
    request: HttpRequest,
    back: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        if visit.signed_in() {
            return Ok(see_other(local_path(back.value("back"))));
        }
        login_page(visit, Form::default(), back.value("back")).await
    })
    .await
}

async fn login_page(visit: &Visit, form: Form, back: &str) -> Result<HttpResponse> {
    visit.reply(&LoginPage {
        t: visit.t,
        page: visit.frame(visit.t.get("login")).await?,
        form,
        back: local_path(back).to_owned(),
        providers: Vec::new(),
    })
}

async fn login(app: web::Data<App>, request: HttpRequest, sent: web::Form<Sent>) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let (email, password) = (sent.value("email"), sent.raw("password"));
        match accounts::open_web(&visit.app, &visit.viewer, email, password, agent).await {
            Ok(token) => Ok(signed_in(&visit.app, local_path(sent.value("back")), &token)),
            Err(error) if forms::at_fault(&error) => {
                login_page(visit, sent.wrong(visit, &error, str::to_owned), sent.value("back"))
                    .await
            }
            Err(error) => Err(error),
        }
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

async fn logout(app: web::Data<App>, request: HttpRequest, sent: web::Form<Sent>) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let mut reply = see_other("/");
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

async fn register_form(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| register_page(visit, Form::default()).await).await
}

async fn register_page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let mode = match site::registration(&visit.app).await? {
        config::Registration::Open | config::Registration::Allowlist => Registration::Open,
        config::Registration::Approval => Registration::Approval,
        config::Registration::Closed => Registration::Closed,
    };
    visit.reply(&RegisterPage {
        t: visit.t,
        page: visit.frame(visit.t.get("register")).await?,
        form,
        mode,
        facts: super::read::host_facts(visit).await?,
        password_min: PASSWORD_MIN,
        host: format!("@{}", visit.app.config.authority()),
    })
}

async fn register(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        if !sent.on("agree") {
            let form = sent.form().wrong("agree", visit.t.get("register-agree-needed"));
            return register_page(visit, form).await;
        }
        match open_account(visit, &sent).await {
            Ok(()) => {
                let text = visit.t.one("register-sent-text", "email", sent.value("email"));
                told(visit, "register-sent", vec![text], true, Vec::new()).await
            }
            Err(error) if forms::at_fault(&error) => {
                let name = |field: &str| {
                    if field == "preferredUsername" { "username".into() } else { field.to_owned() }
                };
                register_page(visit, sent.wrong(visit, &error, name)).await
            }
            Err(error) => Err(error),
        }
    })
    .await
}

/// Asks for the account and its first identity. The answer is the same whether the address is known or not.
async fn open_account(visit: &Visit, sent: &Sent) -> Result<()> {
    let (app, viewer, email) = (&visit.app, &visit.viewer, sent.value("email"));
    let person = NewPerson {
        preferred_username: sent.value("username").to_owned(),
        name: sent.some("name").map(str::to_owned),
        summary: None,
        avatar: None,
        banner: None,
    };
    let person = person.checked()?;
    let conn = app.db.get().await?;
    crate::actors::check_free(&conn, &person.preferred_username).await?;
    drop(conn);
    let wish = Wish { email, password: sent.raw("password"), locale: Some(visit.t.lang.as_str()) };
    accounts::create_user(app, viewer, wish).await?;
    accounts::register_person(app, viewer, email, person).await?;
    Ok(())
}

async fn ask_to_validate(
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

async fn validate(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let token = Token::from_outside(&token);
        match accounts::validate_user(&visit.app, &visit.viewer, &token).await {
            Ok(signed) => {
                // The tokens of the API are not for this page: the person signs in with the password.
                accounts::logout(&visit.app, &signed.tokens.refresh).await?;
                let text = vec![visit.t.get("register-confirmed-text")];
                let links = vec![Link::new(visit.t.get("login-do"), "/login")];
                told(visit, "register-confirmed", text, false, links).await
            }
            Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => Err(error),
            Err(_) => Err(Error::NotFound("link")),
        }
    })
    .await
}

async fn reset_form(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    with(&app, &request, async |visit| reset_page(visit, Form::default()).await).await
}

async fn reset_page(visit: &Visit, form: Form) -> Result<HttpResponse> {
    let page = visit.frame(visit.t.get("reset")).await?;
    visit.reply(&ResetRequestPage { t: visit.t, page, form })
}

async fn reset_request(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        match accounts::send_reset_password(&visit.app, &visit.viewer, sent.value("email")).await {
            Ok(()) => {
                let text = visit.t.one("reset-sent-text", "email", sent.value("email"));
                told(visit, "reset-sent", vec![text], true, Vec::new()).await
            }
            Err(error) if forms::at_fault(&error) => {
                reset_page(visit, sent.wrong(visit, &error, str::to_owned)).await
            }
            Err(error) => Err(error),
        }
    })
    .await
}

async fn reset_set_form(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| reset_set_page(visit, &token, Form::default()).await).await
}

async fn reset_set_page(visit: &Visit, token: &str, form: Form) -> Result<HttpResponse> {
    visit.reply(&ResetSetPage {
        t: visit.t,
        page: visit.frame(visit.t.get("reset-set")).await?,
        form,
        action: format!("/password-reset/{token}"),
        password_min: PASSWORD_MIN,
    })
}

async fn reset_set(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let secret = Token::from_outside(&token);
        match accounts::reset_password(&visit.app, &visit.viewer, &secret, sent.raw("password"))
            .await
        {
            Ok(signed) => {
                accounts::logout(&visit.app, &signed.tokens.refresh).await?;
                let links = vec![Link::new(visit.t.get("login-do"), "/login")];
                told(visit, "reset-done", vec![visit.t.get("reset-done-text")], false, links).await
            }
            Err(error) if error.field() == Some("password") => {
                reset_set_page(visit, &token, sent.wrong(visit, &error, str::to_owned)).await
            }
            Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => Err(error),
            Err(_) => Err(Error::NotFound("link")),
        }
    })
    .await
}

/// Tells what was done or what comes next.
pub async fn told(
    visit: &Visit,
    heading: &str,
    text: Vec<String>,
    mail: bool,
    links: Vec<Link>,
) -> Result<HttpResponse> {
    let heading = visit.t.get(heading);
    visit.reply(&ToldPage {
        t: visit.t,
        page: visit.frame(heading.clone()).await?,
        tone: Tone::Good,
        mail,
        heading,
        text,
        links,
    })
}
