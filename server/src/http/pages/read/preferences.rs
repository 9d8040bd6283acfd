//! Language and theme, remembered in cookies for a year. No account is needed, and nothing else is kept.

use crate::app::App;
use crate::http::pages::frame::{LANGUAGE, THEME, local_path, see_other};
use crate::http::pages::views::Theme;
use crate::kernel::text::Lang;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpResponse, web};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Chosen {
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Remembers what was chosen and leads back.
pub async fn choose(app: web::Data<App>, chosen: web::Form<Chosen>) -> HttpResponse {
    let mut reply = see_other(local_path(&chosen.back));
    let language = chosen.language.as_deref().and_then(|word| word.parse::<Lang>().ok());
    let theme = chosen.theme.as_deref().map(Theme::parse);
    let cookies = [(LANGUAGE, language.map(Lang::as_str)), (THEME, theme.map(Theme::code))];
    for (name, value) in cookies {
        let Some(value) = value else { continue };
        let cookie = Cookie::build(name, value)
            .path("/")
            .same_site(SameSite::Lax)
            .secure(app.config.secure())
            .max_age(Duration::days(365))
            .finish();
        // Both parts are words of ours, which always make a header.
        let _ = reply.add_cookie(&cookie);
    }
    reply
}
