//! Language and theme, remembered in cookies for a year. No account is needed, and nothing else is kept; who is signed
//! in gets the language of their account set as well.

use crate::accounts;
use crate::app::App;
use crate::http::pages::forms::{self, Sent};
use crate::http::pages::frame::{LANGUAGE, THEME, local_path, see_other, with};
use crate::http::pages::views::Theme;
use crate::kernel::text::Lang;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, HttpResponse, web};

/// Remembers what was chosen and leads back.
pub async fn choose(
    app: web::Data<App>,
    request: HttpRequest,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let language = sent.value("language").parse::<Lang>().ok();
        let theme = sent.some("theme").map(Theme::parse);
        if let Some(language) = language.filter(|_| visit.signed_in()) {
            accounts::update_locale(&visit.app, &visit.viewer, Some(language.as_str())).await?;
        }
        let mut reply = see_other(local_path(sent.value("back")));
        let cookies = [(LANGUAGE, language.map(Lang::as_str)), (THEME, theme.map(Theme::code))];
        for (name, value) in cookies {
            let Some(value) = value else { continue };
            let cookie = Cookie::build(name, value)
                .path("/")
                .same_site(SameSite::Lax)
                .secure(visit.app.config.secure())
                .max_age(Duration::days(365))
                .finish();
            // Both parts are words of ours, which always make a header.
            let _ = reply.add_cookie(&cookie);
        }
        Ok(reply)
    })
    .await
}
