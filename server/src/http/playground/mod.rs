//! `/graphiql`: a page to try the API on. All of it comes from here; nothing is fetched from anybody else.

use super::viewer;
use crate::app::App;
use crate::kernel::text::{self, Lang};
use actix_web::http::header::{CACHE_CONTROL, VARY};
use actix_web::{HttpRequest, HttpResponse, web};

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// The texts of the page; each stands in it as `{{id}}`.
const TEXTS: &[&str] = &[
    "edge-playground-title",
    "edge-playground-lead",
    "edge-playground-query",
    "edge-playground-variables",
    "edge-playground-headers",
    "edge-playground-run",
    "edge-playground-result",
    "edge-playground-schema",
    "edge-playground-filter",
    "edge-playground-load",
    "edge-playground-bad-json",
    "edge-playground-unreachable",
];

/// Adds the page and its two files.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/graphiql", web::get().to(page))
        .route("/graphiql/page.js", web::get().to(async || file("text/javascript", SCRIPT)))
        .route("/graphiql/page.css", web::get().to(async || file("text/css", STYLE)));
}

async fn page(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((VARY, "Accept-Language"))
        .body(filled(viewer::language(&app, &request)))
}

/// The page in a language. Our own texts hold no markup, and quotes are escaped all the same.
fn filled(lang: Lang) -> String {
    let page = PAGE.replace("{{lang}}", lang.as_str());
    TEXTS.iter().fold(page, |page, id| {
        let text = text::say(lang, id, &[]).replace('&', "&amp;").replace('<', "&lt;");
        page.replace(&format!("{{{{{id}}}}}"), &text.replace('"', "&quot;"))
    })
}

fn file(kind: &str, content: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(format!("{kind}; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_page_is_filled_in() {
        for lang in Lang::ALL {
            let page = filled(*lang);
            assert!(!page.contains("{{"), "{page}");
            for id in TEXTS {
                assert!(text::knows(*lang, id), "{lang} {id}");
                assert!(PAGE.contains(id), "{id} is not on the page");
            }
        }
    }

    #[test]
    fn the_page_asks_nobody_else() {
        for file in [PAGE, SCRIPT, STYLE] {
            assert!(!file.contains("//cdn") && !file.contains("https://"), "{file}");
        }
        assert!(!PAGE.contains("<style") && !PAGE.contains(" on"), "the policy would block it");
    }
}
