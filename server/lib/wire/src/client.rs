//! The client every outgoing request goes through.

use crate::redirect::{Trail, headers_for, is_redirect};
use crate::resolver::{Judging, Lookup, system};
use crate::{Error, Policy, SetupError};
use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Proxy, Response, StatusCode};
use std::future::Future;
use std::sync::{Arc, Once};
use std::time::Duration;
use url::Url;

/// How long a request may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Name, TCP and TLS together, for one connection.
    pub connect: Duration,
    /// From sending a request to the first byte of its answer, and between two pieces of a body.
    pub first_byte: Duration,
    /// Everything, all redirects and the last byte included.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let [connect, first_byte, whole] = [5, 10, 30].map(Duration::from_secs);
        Timeouts { connect, first_byte, whole }
    }
}

/// An answer, with its whole body.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Any status, success or not.
    pub status: StatusCode,
    /// As sent, but for the encoding and length of a body that came compressed.
    pub headers: HeaderMap,
    /// Where the answer came from, after redirects.
    pub url: Url,
    /// Decompressed.
    pub body: Bytes,
}

impl Reply {
    /// The reply if its status is 2xx, else [`Error::Status`].
    pub fn success(self) -> Result<Reply, Error> {
        if self.status.is_success() { Ok(self) } else { Err(Error::Status(self.status)) }
    }
}

/// Sends requests to the places its policy opens, and to no others. Cheap to clone; keep one, so that
/// connections are reused.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    policy: Arc<Policy>,
    timeouts: Timeouts,
    under_way: Arc<()>,
}

impl Client {
    /// A client with the usual [`Timeouts`] that calls itself `user_agent`.
    pub fn new(policy: Policy, user_agent: &str) -> Result<Self, SetupError> {
        Self::with_timeouts(policy, user_agent, Timeouts::default())
    }

    /// A client that is more or less patient than usual.
    pub fn with_timeouts(
        policy: Policy,
        user_agent: &str,
        timeouts: Timeouts,
    ) -> Result<Self, SetupError> {
        Self::build(policy, user_agent, timeouts, system())
    }

    fn build(
        policy: Policy,
        user_agent: &str,
        timeouts: Timeouts,
        lookup: Lookup,
    ) -> Result<Self, SetupError> {
        install_crypto_provider();
        let extra = policy.extra_ca.as_deref().map(reqwest::Certificate::from_pem_bundle);
        let extra = extra.transpose().map_err(SetupError::ExtraCa)?.unwrap_or_default();
        let policy = Arc::new(policy);
        let http = reqwest::Client::builder()
            .user_agent(user_agent)
            .no_proxy()
            .proxy(gate(policy.clone()))
            .dns_resolver(Judging { policy: policy.clone(), lookup })
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .tls_certs_merge(extra)
            .connect_timeout(timeouts.connect)
            .read_timeout(timeouts.first_byte)
            .timeout(timeouts.whole)
            .build()
            .map_err(SetupError::Client)?;
        Ok(Client { http, policy, timeouts, under_way: Arc::new(()) })
    }

    /// Gets `url`, following up to three redirects. A body of more than `max_bytes` is an error, found
    /// out without reading on. `headers` go along; signatures, cookies and the like stop at the first
    /// redirect to another origin.
    pub async fn get_limited(
        &self,
        url: &Url,
        headers: HeaderMap,
        max_bytes: usize,
    ) -> Result<Reply, Error> {
        self.get_signed(url, max_bytes, |hop| headers_for(url, hop, &headers)).await
    }

    /// As [`get_limited`](Self::get_limited), with headers made anew for each hop: a signature covers
    /// the address it is sent to.
    pub async fn get_signed(
        &self,
        url: &Url,
        max_bytes: usize,
        headers: impl Fn(&Url) -> HeaderMap,
    ) -> Result<Reply, Error> {
        let mut trail = Trail::starting_at(url);
        self.in_time(async {
            loop {
                self.policy.check_url(trail.here())?;
                let request = self.http.get(trail.here().clone()).headers(headers(trail.here()));
                let response = request.send().await?;
                if !is_redirect(response.status()) {
                    return read(response, max_bytes).await;
                }
                trail.follow(response.headers())?;
            }
        })
        .await
    }

    /// Posts `body` to `url`. Redirects are not followed: they come back as a reply.
    pub async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: impl Into<Bytes>,
        max_bytes: usize,
    ) -> Result<Reply, Error> {
        self.policy.check_url(url)?;
        let request = self.http.post(url.clone()).headers(headers).body(body.into());
        self.in_time(async { read(request.send().await?, max_bytes).await }).await
    }

    /// The client underneath, for libraries that want one. It reaches no other places and keeps the
    /// timeouts, but it follows no redirects and does not limit bodies.
    pub fn reqwest(&self) -> &reqwest::Client {
        &self.http
    }

    /// What this client may reach.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// How many requests are on their way, those of [`reqwest`](Self::reqwest) not counted.
    pub fn under_way(&self) -> usize {
        Arc::weak_count(&self.under_way)
    }

    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let _counted = Arc::downgrade(&self.under_way);
        tokio::time::timeout(self.timeouts.whole, work).await.unwrap_or(Err(Error::TimedOut))
    }
}

/// Makes aws-lc-rs the process's TLS provider, unless one is installed already. May be called often.
pub fn install_crypto_provider() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The only error is that there is a provider already, which is what we want.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    });
}

/// Checks scheme, host and port of each connection as it is opened, for requests that do not come
/// through `get_limited` and its siblings. The resolver cannot: it sees no port, and is not asked about
/// IP addresses. A proxy rule sees both, so a refused destination is sent to a "proxy" whose name the
/// resolver refuses. No other proxy is ever used.
fn gate(policy: Arc<Policy>) -> Proxy {
    Proxy::custom(move |url| policy.check_url(url).is_err().then_some("http://refused.invalid:1"))
}

async fn read(mut response: Response, max_bytes: usize) -> Result<Reply, Error> {
    let too_large = Error::TooLarge { limit: max_bytes };
    if response.content_length().is_some_and(|length| length > max_bytes as u64) {
        return Err(too_large);
    }
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > max_bytes {
            return Err(too_large);
        }
        body.extend_from_slice(&piece);
    }
    let (status, url) = (response.status(), response.url().clone());
    Ok(Reply { status, headers: std::mem::take(response.headers_mut()), url, body: body.freeze() })
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
