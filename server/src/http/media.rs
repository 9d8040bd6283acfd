//! Pictures by their address. Whoever knows the address may fetch it: it holds 122 random bits. Nobody is signed in
//! here, no cookie is read or set.

use super::conditional::known;
use crate::app::App;
use crate::media::FileName;
use crate::platform::blob::{Blob, Failure};
use actix_web::body::SizedStream;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, Charset,
    ContentDisposition, DispositionParam, DispositionType, ETAG, EntityTag, ExtendedValue,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use serde::Deserialize;
use uuid::Uuid;

/// A picture never changes: another one has another address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Characters of a name to save a picture under.
const NAME: usize = 100;

/// What may be asked beside the address.
#[derive(Deserialize)]
pub struct Asked {
    /// What to call the file when it is saved.
    name: Option<String>,
}

/// Adds the addresses of pictures.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(
        web::resource("/media/{uuid}/{file}")
            .route(web::get().to(show))
            .route(web::head().to(show)),
    );
}

async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    asked: web::Query<Asked>,
) -> HttpResponse {
    let Some((uuid, file)) = parse(&path.0, &path.1) else { return absent() };
    let blob = match app.blobs.stream(&file.key(uuid)).await {
        Ok(blob) => blob,
        Err(Failure::NotFound) => return absent(),
        Err(cause) => {
            tracing::error!(cause = format!("{:#}", anyhow::Error::from(cause)), "a picture");
            return guarded(HttpResponse::InternalServerError()).finish();
        }
    };
    respond(&request, uuid, file, asked.into_inner().name.as_deref(), blob)
}

/// Ids, never names, reach the store: a uuid in its one usual spelling, and a file that pictures have.
fn parse(uuid: &str, file: &str) -> Option<(Uuid, FileName)> {
    let parsed = Uuid::try_parse(uuid).ok()?;
    let usual = parsed.hyphenated().to_string() == uuid;
    usual.then_some((parsed, file.parse().ok()?))
}

fn respond(
    request: &HttpRequest,
    uuid: Uuid,
    file: FileName,
    name: Option<&str>,
    blob: Blob,
) -> HttpResponse {
    let tag = EntityTag::new_strong(format!("{}-{file}", uuid.simple()));
    let mut response = guarded(match known(request, &tag) {
        true => HttpResponse::NotModified(),
        false => HttpResponse::Ok(),
    });
    response.insert_header((CACHE_CONTROL, FOR_EVER)).insert_header((ETAG, tag.to_string()));
    if known(request, &tag) {
        return response.finish();
    }
    if let Some(disposition) = name.and_then(|name| disposition(name, file)) {
        response.insert_header((CONTENT_DISPOSITION, disposition));
    }
    response.insert_header((CONTENT_TYPE, file.content_type()));
    response.body(SizedStream::new(blob.size, blob.stream))
}

fn absent() -> HttpResponse {
    guarded(HttpResponse::NotFound()).insert_header((CACHE_CONTROL, "no-store")).finish()
}

/// Nothing at these addresses is ever a page, a script or another server's object.
fn guarded(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    response
}

/// How a file is called when it is saved: letters and digits of any script, with `-` and `_` for the rest; the end
/// is always that of what the file is.
fn disposition(name: &str, file: FileName) -> Option<ContentDisposition> {
    let plain = |end: &str| end.chars().all(char::is_alphanumeric);
    let end = name.rsplit_once('.').filter(|(_, end)| plain(end));
    let stem = end.map_or(name, |(stem, _)| stem);
    let safe: String = stem
        .chars()
        .take(NAME)
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' })
        .collect();
    let safe = safe.trim_matches('-');
    if safe.is_empty() {
        return None;
    }
    let full = format!("{safe}.{}", file.extension());
    let ascii: String = full.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let mut parameters = vec![DispositionParam::Filename(ascii)];
    if !full.is_ascii() {
        parameters.push(DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".into()),
            language_tag: None,
            value: full.into_bytes(),
        }));
    }
    Some(ContentDisposition { disposition: DispositionType::Inline, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Option<String> {
        disposition(name, FileName::Wide(320)).map(|disposition| disposition.to_string())
    }

    #[test]
    fn a_name_to_save_under_is_only_a_name() {
        for (name, safe) in [
            ("picnic.jpg", "picnic.webp"),
            ("../../etc/passwd", "etc-passwd.webp"),
            ("x\"; filename=evil.html", "x---filename-evil.webp"),
            ("a\r\nSet-Cookie: b=c", "a--Set-Cookie--b-c.webp"),
            ("page.html", "page.webp"),
            ("C:\\con", "C--con.webp"),
        ] {
            assert_eq!(said(name), Some(format!("inline; filename=\"{safe}\"")), "{name}");
        }
        for name in ["", ".", "..", "///", "\u{202e}"] {
            assert_eq!(said(name), None, "{name:?}");
        }
        let french = said("Fête.png").unwrap();
        assert_eq!(french, "inline; filename=\"F_te.webp\"; filename*=UTF-8''F%C3%AAte.webp");
    }
}
