//! Style, icons and scripts, as built by `npm run build` in `front/` and carried inside the program.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use actix_web::http::header::{CACHE_CONTROL, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

/// The folder `front/dist`. A program built without it still answers, in plain HTML.
#[derive(RustEmbed)]
#[folder = "../front/dist"]
#[allow_missing = true]
struct Dist;

/// Each file's address, with its content in it: such an answer may be kept for ever.
static URLS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let versioned = |name: Cow<'static, str>| {
        let version = find(&name)?.version;
        Some((name.clone().into_owned(), format!("/assets/{name}?v={version}")))
    };
    Dist::iter().filter_map(versioned).collect()
});

/// A file to send: its bytes and media type.
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, from the file's name.
    pub media_type: String,
    /// A piece of the content's SHA-256, in hexadecimal: what `?v=` carries, and a fine ETag.
    pub version: String,
}

/// The file of this name, if the build made one.
pub fn find(name: &str) -> Option<Asset> {
    let file = Dist::get(name)?;
    let version = hex::encode(&file.metadata.sha256_hash()[..8]);
    Some(Asset { media_type: file.metadata.mimetype().to_owned(), bytes: file.data, version })
}

/// The address of a file. Without a build there is nothing at it, and pages are plain.
pub fn url(name: &str) -> Cow<'static, str> {
    match URLS.get(name) {
        Some(url) => Cow::Borrowed(url.as_str()),
        None => Cow::Owned(format!("/assets/{name}")),
    }
}

/// What an address may carry.
#[derive(serde::Deserialize)]
struct Versioned {
    v: Option<String>,
}

/// Adds the route of the files.
pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/assets/{name}", web::get().to(serve));
}

/// A file: for ever where its address carries its version, otherwise to be asked about again.
async fn serve(
    request: HttpRequest,
    name: web::Path<String>,
    asked: web::Query<Versioned>,
) -> HttpResponse {
    let Some(asset) = find(&name) else { return HttpResponse::NotFound().finish() };
    let lasting = asked.v.as_deref() == Some(asset.version.as_str());
    let keep = if lasting { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let tag = EntityTag::new_weak(asset.version);
    let known = matches!(IfNoneMatch::parse(&request),
        Ok(IfNoneMatch::Items(tags)) if tags.iter().any(|known| known.weak_eq(&tag)));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((CACHE_CONTROL, keep)).insert_header(ETag(tag));
    if known {
        response.finish()
    } else {
        response.content_type(asset.media_type).body(asset.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::StatusCode;
    use actix_web::http::header::{CACHE_CONTROL, IF_NONE_MATCH};
    use actix_web::test as web_test;

    async fn get(address: &str, known: Option<&str>) -> (StatusCode, String) {
        let app = web_test::init_service(actix_web::App::new().configure(configure)).await;
        let mut request = web_test::TestRequest::get().uri(address);
        if let Some(tag) = known {
            request = request.insert_header((IF_NONE_MATCH, format!("W/\"{tag}\"")));
        }
        let response = web_test::call_service(&app, request.to_request()).await;
        let keep = response
            .headers()
            .get(CACHE_CONTROL)
            .map(|v| v.to_str().unwrap_or_default().to_owned());
        (response.status(), keep.unwrap_or_default())
    }

    /// Without a build of the front there is no file to ask for.
    fn some_file() -> Option<(String, String)> {
        let name = Dist::iter().next()?.into_owned();
        let version = find(&name)?.version;
        Some((name, version))
    }

    #[actix_web::test]
    async fn a_file_is_kept_for_ever_under_its_version_only() {
        assert_eq!(get("/assets/none.css", None).await.0, StatusCode::NOT_FOUND);
        let Some((name, version)) = some_file() else { return };
        let (status, keep) = get(&format!("/assets/{name}?v={version}"), None).await;
        assert_eq!((status, keep.contains("immutable")), (StatusCode::OK, true));
        let (status, keep) = get(&format!("/assets/{name}?v=other"), None).await;
        assert_eq!((status, keep.as_str()), (StatusCode::OK, "public, no-cache"));
    }

    #[actix_web::test]
    async fn a_file_the_browser_has_is_not_sent_again() {
        let Some((name, version)) = some_file() else { return };
        let (status, _) = get(&format!("/assets/{name}"), Some(&version)).await;
        assert_eq!(status, StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn a_file_the_build_did_not_make_is_not_found() {
        assert!(find("../Cargo.toml").is_none());
        assert_eq!(url("none.css"), "/assets/none.css");
    }
}
