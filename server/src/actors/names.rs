//! Usernames: small ASCII letters, digits and `_`, so that no two look alike and every other server can read them.
//! People, groups and the server itself share one name space, and a name that was given out is never given again.

use crate::kernel::limit;
use crate::kernel::prelude::*;

/// Names that would pass for the server, for those who run it, or for a part of an address.
const RESERVED: &[&str] = &[
    "abuse",
    "about",
    "account",
    "accounts",
    "act",
    "actor",
    "actors",
    "admin",
    "administrateur",
    "administration",
    "administrator",
    "admins",
    "anonymous",
    "api",
    "apps",
    "assets",
    "auth",
    "autoconfig",
    "billing",
    "bot",
    "calendar",
    "contact",
    "create",
    "dev",
    "email",
    "event",
    "events",
    "everybody",
    "everyone",
    "explore",
    "exports",
    "farandole",
    "feed",
    "feeds",
    "fediverse",
    "ftp",
    "graphiql",
    "graphql",
    "group",
    "groups",
    "health",
    "help",
    "host",
    "hostmaster",
    "imap",
    "inbox",
    "info",
    "instance",
    "invite",
    "legal",
    "localhost",
    "login",
    "logout",
    "mail",
    "mailer_daemon",
    "me",
    "media",
    "metrics",
    "mobilizon",
    "moderateur",
    "moderation",
    "moderator",
    "moderators",
    "nobody",
    "nodeinfo",
    "noreply",
    "no_reply",
    "null",
    "oauth",
    "official",
    "outbox",
    "participation",
    "password",
    "pop",
    "postmaster",
    "press",
    "privacy",
    "profile",
    "proxy",
    "register",
    "relay",
    "report",
    "reports",
    "root",
    "search",
    "security",
    "self",
    "server",
    "settings",
    "signin",
    "signup",
    "smtp",
    "ssl",
    "staff",
    "static",
    "status",
    "support",
    "sysadmin",
    "system",
    "tags",
    "team",
    "terms",
    "test",
    "undefined",
    "update",
    "user",
    "users",
    "validate",
    "webfinger",
    "webmaster",
    "welcome",
    "well_known",
    "www",
];

/// A username as it is kept: lower-cased and checked. `field` names the argument in the error.
pub fn username(field: &'static str, wanted: &str) -> Result<String> {
    limit::storable(field, wanted)?;
    let name = wanted.trim().to_ascii_lowercase();
    let length = name.chars().count();
    if length > limit::USERNAME {
        let problem = Message::new("error-too-long");
        let problem = problem.with("max", limit::USERNAME).with("length", length);
        return Err(Error::invalid(field, problem));
    }
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if name.is_empty() || !name.bytes().all(fits) {
        return Err(Error::invalid(field, Message::new("error-actors-username")));
    }
    // `_admin_` reads like `admin`.
    if RESERVED.contains(&name.trim_matches('_')) || name.trim_matches('_').is_empty() {
        return Err(Error::invalid(field, Message::new("error-actors-username-reserved")));
    }
    Ok(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_lower_cased() {
        for (wanted, kept) in
            [("ana", "ana"), ("Ana_42", "ana_42"), (" ana ", "ana"), ("a", "a"), ("x_", "x_")]
        {
            assert_eq!(username("preferredUsername", wanted).unwrap(), kept);
        }
        assert!(username("preferredUsername", &"a".repeat(30)).is_ok());
    }

    #[test]
    fn what_could_pass_for_another_name_is_refused() {
        let long = "a".repeat(31);
        for wanted in [
            "",
            " ",
            "an a",
            "ana!",
            "ana-b",
            "ana.b",
            "ana@host",
            "éva",
            "аna",
            "a\u{200b}na",
            "ana\u{0}",
            "admin",
            "ADMIN",
            "_admin",
            "root__",
            "relay",
            "anonymous",
            "api",
            "_",
            "___",
            "search",
            "ａna",
            "a/b",
            &long,
        ] {
            let error = username("preferredUsername", wanted).unwrap_err();
            assert_eq!(error.field(), Some("preferredUsername"), "{wanted:?}");
        }
    }

    #[test]
    fn the_reserved_names_are_in_order_and_would_be_names() {
        for name in RESERVED {
            assert!(name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_')), "{name}");
        }
    }
}
