//! Mail: whether the mail server lets us in. Nothing is sent.

use super::Finding;
use crate::boot;
use crate::kernel::config::Config;
use std::error::Error;

/// Greets the mail server and signs in, or looks at the folder that mail is caught in.
pub async fn examine(config: &Config) -> Finding {
    let mailer = match boot::mailer(config) {
        Ok(mailer) => mailer,
        Err(cause) => {
            let advice = "`mail` is smtp://user:password@host:port, smtps://… or capture:";
            return Finding::broken("mail", format!("{cause:#}."), advice);
        }
    };
    if let Err(cause) = mailer.check().await {
        let says = format!("{cause}: {}", root(&cause));
        let advice = if mailer.capture_dir().is_some() {
            "Give the data folder to the user who runs the server."
        } else {
            "Are host, port, user and password in `mail` right, and may this machine connect there?"
        };
        return Finding::broken("mail", says, advice);
    }
    match mailer.capture_dir() {
        None => Finding::ok("mail", "The mail server lets us in."),
        Some(_) if config.local() => {
            Finding::ok("mail", "Mail is caught: read it at /dev/mailbox.")
        }
        Some(_) => Finding::warning(
            "mail",
            "Mail is caught and leaves for nowhere: nobody can confirm an account.",
            "Name a mail server in `mail`.",
        ),
    }
}

/// The innermost cause, which is where the mail server's own words are.
fn root(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn with(mail: &str, data_dir: &std::path::Path) -> Config {
        Config { mail: Some(mail.to_owned()), data_dir: data_dir.to_owned(), ..Config::default() }
    }

    #[tokio::test]
    async fn a_mail_server_that_answers_is_well_and_gets_no_mail() {
        let dir = tempfile::tempdir().unwrap();
        let sink = farandole_smtp_sink::Sink::start().await.unwrap();
        let found = examine(&with(&sink.url(), dir.path())).await;
        assert_eq!(found.state, State::Ok, "{found:?}");
        assert!(sink.mails().is_empty());
    }

    #[tokio::test]
    async fn a_mail_server_that_is_not_there_is_broken() {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let found = examine(&with(&format!("smtp://us:s3cret@{closed}"), dir.path())).await;
        assert_eq!(found.state, State::Broken);
        assert!(!format!("{found:?}").contains("s3cret"), "{found:?}");
    }

    #[tokio::test]
    async fn caught_mail_is_fine_at_home_and_a_warning_in_public() {
        let dir = tempfile::tempdir().unwrap();
        let mut config = with("capture:", dir.path());
        assert_eq!(examine(&config).await.state, State::Ok);
        config.url = "https://events.example.org".parse().unwrap();
        assert_eq!(examine(&config).await.state, State::Warning);
    }
}
