//! Files that somebody had made, for them alone.

use super::viewer;
use crate::app::App;
use crate::exports;
use crate::kernel::prelude::*;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, Charset, ContentDisposition,
    DispositionParam, DispositionType, ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, web};

/// Adds the addresses of files. Clients made for Mobilizon put `/exports/csv/` in front of the path once more, so
/// only the last part counts.
pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/exports/csv/{file:.*}", web::get().to(download));
}

async fn download(
    app: web::Data<App>,
    request: HttpRequest,
    path: web::Path<String>,
) -> HttpResponse {
    let error = match find(&app, &request, &path).await {
        Ok((name, body)) => {
            let mut response = guarded(HttpResponse::Ok());
            response
                .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
                .insert_header((CONTENT_DISPOSITION, disposition(&name)));
            return response.body(body);
        }
        Err(error) => error,
    };
    error.log("a file could not be handed out");
    let status = StatusCode::from_u16(error.status_code()).expect("our codes are codes");
    guarded(HttpResponse::build(status)).finish()
}

async fn find(app: &App, request: &HttpRequest, path: &str) -> Result<(String, Vec<u8>)> {
    let viewer = who(app, request).await?;
    let file = path.rsplit('/').next().and_then(|file| file.strip_suffix(".csv"));
    let file = file.and_then(|file| Uuid::try_parse(file).ok());
    match file {
        Some(file) => exports::fetch(app, &viewer, file).await,
        None => Err(Error::NotFound("export")),
    }
}

/// Who asks: by bearer token, or in a browser by the session of the pages. A file is only ever read here, and no
/// other site can read the reply, so a cookie is enough.
async fn who(app: &App, request: &HttpRequest) -> Result<Viewer> {
    if request.headers().contains_key(AUTHORIZATION) {
        return viewer::bearer(app, request).await;
    }
    Ok(viewer::visitor(app, request).await?.viewer)
}

/// No cache keeps it, and no browser shows it as anything else.
fn guarded(mut response: actix_web::HttpResponseBuilder) -> actix_web::HttpResponseBuilder {
    response
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"));
    response
}

fn disposition(name: &str) -> ContentDisposition {
    let ascii: String = name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let full = ExtendedValue {
        charset: Charset::Ext("UTF-8".into()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(ascii), DispositionParam::FilenameExt(full)],
    }
}
