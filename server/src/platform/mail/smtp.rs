//! Handing mail to a mail server.

use super::{Options, SendError, SetupError};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;
use url::{Host, Url};

/// One message may take this long, connecting included.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections kept open at once.
const CONNECTIONS: u32 = 4;

/// A mail server that takes our mail. Keeps a few connections open.
#[derive(Clone, Debug)]
pub(super) struct Relay {
    smtp: Pooled,
    patience: Duration,
}

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// A pool whose end is a task of its own. Dropped after the runtime has ended, it would panic, so then it
/// is left to the end of the process.
#[derive(Clone, Debug)]
struct Pooled(Option<Smtp>);

impl Drop for Pooled {
    fn drop(&mut self) {
        if tokio::runtime::Handle::try_current().is_err() {
            std::mem::forget(self.0.take());
        }
    }
}

impl Relay {
    /// Needs a tokio runtime around it, which keeps the pool tidy.
    pub(super) fn open(url: &str, options: &Options) -> Result<Self, SetupError> {
        let url = Url::parse(url).map_err(|_| SetupError::Url)?;
        let (tls, port) = security(&url, options)?;
        let mut smtp = Smtp::builder_dangerous(server(&url)?)
            .port(url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        if !options.host.is_empty() {
            smtp = smtp.hello_name(ClientId::Domain(options.host.clone()));
        }
        if let Some(password) = url.password() {
            smtp = smtp.credentials(Credentials::new(decoded(url.username())?, decoded(password)?));
        }
        Ok(Relay { smtp: Pooled(Some(smtp.build())), patience: PATIENCE })
    }

    /// Connects, greets and signs in.
    pub(super) async fn check(&self) -> Result<(), SendError> {
        let smtp = self.smtp.0.as_ref().expect("only dropping takes it");
        match tokio::time::timeout(self.patience, smtp.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) | Err(_) => Err(SendError::Later(None)),
            Ok(Err(error)) => Err(SendError::Later(Some(error))),
        }
    }

    pub(super) async fn send(&self, mail: lettre::Message) -> Result<(), SendError> {
        let smtp = self.smtp.0.as_ref().expect("only dropping takes it");
        match tokio::time::timeout(self.patience, smtp.send(mail)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if refuses_message(&error) => Err(SendError::Refused(error)),
            Ok(Err(error)) => Err(SendError::Later(Some(error))),
            Err(_) => Err(SendError::Later(None)),
        }
    }
}

/// The name or address of the server, without the brackets of IPv6.
fn server(url: &Url) -> Result<&str, SetupError> {
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SetupError::Url)?;
    Ok(host.trim_matches(['[', ']']))
}

/// How to encrypt, and the port this is usual on.
fn security(url: &Url, options: &Options) -> Result<(Tls, u16), SetupError> {
    let host = server(url)?;
    let parameters = || -> Result<TlsParameters, SetupError> {
        let mut builder = TlsParameters::builder(host.to_owned());
        if let Some(pem) = &options.extra_ca {
            builder = builder.add_root_certificate(
                Certificate::from_pem(pem).map_err(SetupError::Certificates)?,
            );
        }
        builder.build().map_err(SetupError::Certificates)
    };
    let asked =
        url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
    Ok(match (url.scheme(), asked.as_deref()) {
        ("smtps", None | Some("required")) => (Tls::Wrapper(parameters()?), 465),
        ("smtp", None) if is_this_machine(host) => (Tls::None, 25),
        ("smtp", None | Some("required")) => (Tls::Required(parameters()?), 587),
        ("smtp", Some("starttls")) => (Tls::Opportunistic(parameters()?), 587),
        ("smtp", Some("none")) => (Tls::None, 25),
        _ => return Err(SetupError::Tls),
    })
}

fn is_this_machine(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        _ => host == "::1",
    }
}

fn decoded(part: &str) -> Result<String, SetupError> {
    let decoded = percent_encoding::percent_decode_str(part).decode_utf8();
    Ok(decoded.map_err(|_| SetupError::Url)?.into_owned())
}

/// Whether the mail server will never take this message, as opposed to not now or not from us.
///
/// A 5xx reply counts, unless it is about the conversation (500, 502 to 504, 521) or about who we are (530,
/// 534, 535, 538): those are for an administrator to mend, and the message is still good.
fn refuses_message(error: &Error) -> bool {
    let about_us = [500, 502, 503, 504, 521, 530, 534, 535, 538];
    error.is_permanent() && !error.status().is_some_and(|code| about_us.contains(&u16::from(code)))
}

#[cfg(test)]
#[path = "smtp_tests.rs"]
mod tests;
