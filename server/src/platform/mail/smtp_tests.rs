//! What takes a server of another kind than the sink: one that encrypts, one that says nothing.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::platform::mail::compose;
use farandole_smtp_sink::Sink;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

fn mail() -> lettre::Message {
    let at = "2026-03-01T18:30:00Z".parse().unwrap();
    compose::compose(&compose::tests::message(), "mosaic.example", at).unwrap().mail
}

/// Takes connections with TLS as `localhost` and passes on what is said. Gives its port and certificate.
async fn encrypting(inner: SocketAddr) -> (u16, String) {
    farandole_wire::install_crypto_provider();
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let tls = rustls::ServerConfig::builder().with_no_client_auth();
    let tls = TlsAcceptor::from(Arc::new(
        tls.with_single_cert(vec![own.cert.der().clone()], key).unwrap(),
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((outer, _)) = listener.accept().await {
            let Ok(mut outer) = tls.accept(outer).await else { continue };
            let mut inner = TcpStream::connect(inner).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut outer, &mut inner).await;
        }
    });
    (port, own.cert.pem())
}

#[tokio::test]
async fn an_encrypting_server_is_used_if_its_certificate_is_trusted() {
    let sink = Sink::start().await.unwrap();
    let (port, pem) = encrypting(sink.addr()).await;
    let url = format!("smtps://me:secret@localhost:{port}");
    let stranger = Relay::open(&url, &Options::default()).unwrap();
    assert!(matches!(stranger.send(mail()).await, Err(SendError::Later(Some(_)))));
    assert_eq!(sink.mails(), []);

    let options = Options { extra_ca: Some(pem.into()), ..Options::default() };
    Relay::open(&url, &options).unwrap().send(mail()).await.unwrap();
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    let relay = Relay::open(&url, &Options::default()).unwrap();
    let hurried = Relay { patience: Duration::from_millis(200), ..relay };
    assert!(matches!(hurried.send(mail()).await, Err(SendError::Later(None))));
}

#[test]
fn only_this_very_machine_is_spoken_to_in_the_clear_by_default() {
    let tls = |url: &str| security(&Url::parse(url).unwrap(), &Options::default()).unwrap();
    for (url, clear, port) in [
        ("smtp://localhost", true, 25),
        ("smtp://127.0.0.1", true, 25),
        ("smtp://[::1]", true, 25),
        ("smtp://mail.example", false, 587),
        ("smtp://10.0.0.1", false, 587),
        ("smtp://mail.example?tls=none", true, 25),
        ("smtps://mail.example", false, 465),
    ] {
        let (tls, usual) = tls(url);
        assert_eq!((matches!(tls, Tls::None), usual), (clear, port), "{url}");
    }
}
