//! Connecting to PostgreSQL: over a unix socket or loopback in the clear, elsewhere with TLS when asked for.

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use tokio_postgres::config::SslMode;

/// Opens one connection. `sslmode=disable` keeps it in the clear, `require` insists, and the default tries TLS
/// first; certificates are judged by the system's roots.
pub async fn connect(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let config: tokio_postgres::Config = url.parse().map_err(bad)?;
    if config.get_ssl_mode() == SslMode::Disable || only_sockets(&config) {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.map_err(bad)?;
        return AsyncPgConnection::try_from_client_and_connection(client, connection).await;
    }
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A root that does not parse is one that we do not trust.
        let _ = roots.add(certificate);
    }
    let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
    let (client, connection) = config.connect(tls).await.map_err(bad)?;
    AsyncPgConnection::try_from_client_and_connection(client, connection).await
}

fn only_sockets(config: &tokio_postgres::Config) -> bool {
    config.get_hosts().iter().all(|host| matches!(host, tokio_postgres::config::Host::Unix(_)))
}

fn bad(cause: tokio_postgres::Error) -> ConnectionError {
    ConnectionError::BadConnection(match cause.as_db_error() {
        Some(db) => format!("{db}"),
        None => format!("{cause}"),
    })
}
