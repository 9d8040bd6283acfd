//! Who is asking, read from a request.

use crate::accounts;
use crate::app::App;
use crate::kernel::error::{Error, Message, Result};
use crate::kernel::net::client_ip;
use crate::kernel::secret::Token;
use crate::kernel::text::Lang;
use crate::kernel::viewer::{Viewer, Who};
use actix_web::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, USER_AGENT};
use actix_web::{HttpRequest, web};
use std::net::IpAddr;

/// The client's address, behind the trusted proxies. A proxy may add a header of its own beside the client's, so
/// all of them are read, in order.
pub fn ip(app: &App, request: &HttpRequest) -> Option<IpAddr> {
    let socket = request.peer_addr()?.ip();
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .collect();
    let forwarded = (!forwarded.is_empty()).then(|| forwarded.join(","));
    Some(client_ip(socket, forwarded.as_deref(), &app.proxies))
}

/// The language that a visitor's browser asks for, among ours.
pub fn language(app: &App, request: &HttpRequest) -> Lang {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    header.and_then(Lang::negotiate).unwrap_or(app.config.default_language)
}

/// The same where only the request is at hand.
pub fn asked(request: &HttpRequest) -> Lang {
    let app = request.app_data::<web::Data<App>>();
    app.map_or(Lang::En, |app| language(app, request))
}

/// What the client says it is.
pub fn agent(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(USER_AGENT)?;
    header.to_str().ok().map(str::to_owned)
}

/// The viewer of an API request: by bearer token or nobody. A bad bearer is an error, the only one that is
/// answered with HTTP 401.
pub async fn bearer(app: &App, request: &HttpRequest) -> Result<Viewer> {
    let mut viewer = Viewer::nobody(language(app, request), ip(app, request));
    viewer.agent = agent(request);
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(viewer) };
    let token = header.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| Token::from_outside(token.trim()))
    });
    let account = match token {
        Some(token) => accounts::authenticate(app, &token).await?,
        None => None,
    };
    match account {
        Some(account) => viewer.who = Who::Account(account),
        None => {
            return Err(Error::Unauthenticated(
                "unauthenticated",
                Message::new("error-bad-bearer"),
            ));
        }
    }
    Ok(viewer)
}

/// The cookie of a session on the pages.
pub const SESSION: &str = "session";

/// The reader of a page, the token that forms of this session carry, and the zone the reader has chosen.
pub struct Visitor {
    pub viewer: Viewer,
    pub csrf: Option<Token>,
    pub zone: Option<chrono_tz::Tz>,
}

/// The viewer of a page: by the session cookie, or nobody. A cookie that is not valid any more is nobody's. Who is
/// signed in reads in the language of the account.
pub async fn visitor(app: &App, request: &HttpRequest) -> Result<Visitor> {
    let mut viewer = Viewer::nobody(language(app, request), ip(app, request));
    viewer.agent = agent(request);
    let token = request.cookie(SESSION).map(|cookie| Token::from_outside(cookie.value()));
    let known = match &token {
        Some(token) => accounts::by_cookie(app, token).await?,
        None => None,
    };
    let (Some(token), Some(known)) = (token, known) else {
        return Ok(Visitor { viewer, csrf: None, zone: None });
    };
    viewer.who = Who::Account(known.account);
    viewer.lang = known.lang;
    let csrf = app.key.token("csrf", token.reveal());
    Ok(Visitor { viewer, csrf: Some(csrf), zone: known.zone })
}
