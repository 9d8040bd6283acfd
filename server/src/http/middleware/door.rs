//! Refuses requests that are not for this host, or whose head is too long. Links are always made from the
//! configured address, so a foreign `Host` could do no harm; it is refused all the same, since behind it is a
//! mistake or a trick.

use crate::app::App;
use crate::http::pages::bare::Asker;
use crate::http::pages::views::Problem;
use crate::kernel::config::Config;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HOST, HeaderMap, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

/// Bytes of all headers, names and values.
const HEADER_BYTES: usize = 32 * 1024;
/// Bytes of the address.
const URI_BYTES: usize = 8 * 1024;

/// Lets a request pass, or refuses it before anything reads its body.
pub async fn stand(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(to) = by_its_name(&request) {
        let elsewhere = HttpResponse::TemporaryRedirect().insert_header((LOCATION, to)).finish();
        return Ok(request.into_response(elsewhere));
    }
    match refusal(&request) {
        None => Ok(next.call(request).await?.map_into_boxed_body()),
        Some(StatusCode::MISDIRECTED_REQUEST) => {
            let refusal = Asker::of(&request).refuse(Problem::WrongHost, None);
            Ok(request.into_response(refusal))
        }
        Some(status) => {
            let mut response = HttpResponse::build(status);
            response.force_close();
            let text = status.canonical_reason().unwrap_or("Refused");
            Ok(request.into_response(response.body(text)))
        }
    }
}

fn refusal(request: &ServiceRequest) -> Option<StatusCode> {
    let head = request.head();
    let address = head.uri.path_and_query().map_or(0, |address| address.as_str().len());
    if address > URI_BYTES {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let headers: usize =
        head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers > HEADER_BYTES {
        return Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
    // Health and metrics are asked by address, from beside the server.
    if request.path().starts_with("/health/") || request.path() == "/metrics" {
        return None;
    }
    let app = request.app_data::<web::Data<App>>()?;
    let ours = hosts(&head.headers, head.uri.authority().map(|authority| authority.as_str()))
        .is_some_and(|asked| asked.iter().all(|asked| is_ours(&app.config, asked)));
    (!ours).then_some(StatusCode::MISDIRECTED_REQUEST)
}

/// Where a browser on this machine should look that has asked for `127.0.0.1` although the server is called
/// `localhost`: from another name neither forms nor pictures would work. Programs get their answer as they ask.
fn by_its_name(request: &ServiceRequest) -> Option<String> {
    let config = &request.app_data::<web::Data<App>>()?.config;
    let path = request.path();
    let for_programs = ["/api", "/health/", "/metrics", "/dev/"];
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !read || config.host() != "localhost" || for_programs.iter().any(|p| path.starts_with(p)) {
        return None;
    }
    let asked = request.headers().get(HOST)?.to_str().ok()?.to_ascii_lowercase();
    let other_name = loopback(&asked) && name(&asked) != "localhost";
    let same_port = asked[name(&asked).len()..] == config.authority()["localhost".len()..];
    let address = request.uri().path_and_query()?.as_str();
    (other_name && same_port && address.starts_with('/')).then(|| config.link(address))
}

/// Every host that a request names; `None` if it names none.
fn hosts<'a>(headers: &'a HeaderMap, target: Option<&'a str>) -> Option<Vec<&'a str>> {
    let mut named: Vec<&str> =
        headers.get_all(HOST).map(|host| host.to_str().unwrap_or_default()).collect();
    named.extend(target);
    (!named.is_empty()).then_some(named)
}

/// Whether `asked` is how the world calls this server. A local server may be called by loopback addresses too.
fn is_ours(config: &Config, asked: &str) -> bool {
    let asked = asked.to_ascii_lowercase();
    let usual = if config.secure() { ":443" } else { ":80" };
    if asked == config.authority() || asked.strip_suffix(usual) == Some(&config.authority()) {
        return true;
    }
    config.local() && loopback(&asked)
}

/// Whether a host, with or without a port, is this machine.
pub fn loopback(host: &str) -> bool {
    matches!(name(host), "localhost" | "127.0.0.1" | "[::1]")
}

/// A host without its port.
fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        Config::read(None, [("FARANDOLE_URL".into(), url.into())]).unwrap()
    }

    #[test]
    fn a_host_is_ours_by_its_whole_name() {
        let public = config("https://events.example.org");
        for host in ["events.example.org", "Events.Example.ORG", "events.example.org:443"] {
            assert!(is_ours(&public, host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "events.example.org.",
            "events.example.org:80",
            "events.example.org:8443",
            "events.example.org.evil.example",
            "x@events.example.org",
            "events.example.org@evil.example",
            "localhost",
            "127.0.0.1:4000",
        ] {
            assert!(!is_ours(&public, host), "{host}");
        }
    }

    #[test]
    fn a_local_server_answers_to_loopback() {
        for url in ["http://localhost:4000", "http://a.test:4000"] {
            let local = config(url);
            for host in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "localhost"] {
                assert!(is_ours(&local, host), "{url} {host}");
            }
            assert!(!is_ours(&local, "evil.example"), "{url}");
        }
    }
}
