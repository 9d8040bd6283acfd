//! WebFinger ([RFC 7033](https://www.rfc-editor.org/rfc/rfc7033)): from a handle to an actor and back.

use serde::{Deserialize, Serialize};
use url::Url;

/// The type of a WebFinger document.
pub const JRD: &str = "application/jrd+json";
/// Where a remote person is sent to act on something of ours.
pub const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";
/// The same for anything that has an address, and for following somebody (FEP-3b86, Activity Intents).
pub const INTENTS: [&str; 2] =
    ["https://w3id.org/fep/3b86/Object", "https://w3id.org/fep/3b86/Follow"];
/// The page about somebody.
pub const PROFILE_PAGE: &str = "http://webfinger.net/rel/profile-page";

/// What somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// `acct:name@host`; the host in small letters and ASCII.
    Account {
        /// As written.
        name: String,
        /// With its port where one is written.
        host: String,
    },
    /// An address, such as that of an actor.
    Address(Url),
    /// A well-formed URI of a kind that we know nothing about.
    Other,
}

impl Resource {
    /// Reads the parameter `resource`, already percent-decoded. `None` when it is no URI: that is the asker's
    /// mistake, not something unknown.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        if !scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            || !scheme.bytes().all(valid)
        {
            return None;
        }
        match scheme.to_ascii_lowercase().as_str() {
            "acct" => {
                let (name, host) = rest.trim_start_matches('@').rsplit_once('@')?;
                let host = authority(host)?;
                (!name.is_empty()).then(|| Resource::Account { name: name.to_owned(), host })
            }
            "http" | "https" => Url::parse(text).ok().map(Resource::Address),
            _ => Some(Resource::Other),
        }
    }
}

/// A handle as people write it, `@name@host` or `name@host`.
pub fn handle(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let text = text.strip_prefix("acct:").unwrap_or(text);
    let (name, host) = text.strip_prefix('@').unwrap_or(text).split_once('@')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if name.is_empty() || !name.bytes().all(plain) {
        return None;
    }
    Some((name.to_owned(), authority(host)?))
}

/// Host and port as we compare them.
fn authority(text: &str) -> Option<String> {
    if text.is_empty() || text.contains(['/', '?', '#', '@', '\\', ' ']) {
        return None;
    }
    let url = Url::parse(&format!("https://{text}/")).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Where to ask about a handle.
pub fn question(name: &str, host: &str) -> Option<Url> {
    let mut url = Url::parse(&format!("https://{host}/.well-known/webfinger")).ok()?;
    url.query_pairs_mut().append_pair("resource", &format!("acct:{name}@{host}"));
    Some(url)
}

/// The answer: a JSON Resource Descriptor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Descriptor {
    /// The canonical name.
    #[serde(default)]
    pub subject: String,
    /// Other names of the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where to go from here.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A link of a descriptor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it is for.
    #[serde(default)]
    pub rel: String,
    /// The type of what is there.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Where it leads, with a gap to fill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

impl Descriptor {
    /// The address of the actor.
    pub fn actor(&self) -> Option<Url> {
        let own = self.links.iter().filter(|link| link.rel == "self");
        let readable =
            own.filter(|link| link.kind.as_deref().is_some_and(crate::media_type::is_activity));
        readable.filter_map(|link| link.href.as_deref()?.parse().ok()).next()
    }

    /// The same with only the links of these kinds; all of them when none is named.
    pub fn only(mut self, rels: &[String]) -> Self {
        if !rels.is_empty() {
            self.links.retain(|link| rels.contains(&link.rel));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str, host: &str) -> Option<Resource> {
        Some(Resource::Account { name: name.to_owned(), host: host.to_owned() })
    }

    #[test]
    fn an_account_is_read_in_every_spelling() {
        assert_eq!(Resource::parse("acct:ana@alpha.example"), account("ana", "alpha.example"));
        assert_eq!(Resource::parse("ACCT:Ana@Alpha.Example"), account("Ana", "alpha.example"));
        assert_eq!(
            Resource::parse("acct:ana@alpha.example:8443"),
            account("ana", "alpha.example:8443")
        );
        assert_eq!(
            Resource::parse("acct:ana@bücher.example"),
            account("ana", "xn--bcher-kva.example")
        );
        assert_eq!(Resource::parse("acct:ana@alpha.example."), account("ana", "alpha.example"));
    }

    #[test]
    fn an_unknown_kind_is_not_a_mistake_and_nonsense_is() {
        assert_eq!(Resource::parse("mailto:ana@alpha.example"), Some(Resource::Other));
        assert!(matches!(
            Resource::parse("https://alpha.example/@ana"),
            Some(Resource::Address(_))
        ));
        for nonsense in [
            "",
            "ana@alpha.example",
            "acct:",
            "acct:ana",
            "acct:@alpha.example",
            ":x",
            "1a:x",
            "acct:ana@a/b",
        ] {
            assert_eq!(Resource::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_handle_is_read_as_people_write_it() {
        let ana = Some(("ana".to_owned(), "alpha.example".to_owned()));
        for text in ["@ana@alpha.example", "ana@alpha.example", " acct:ana@Alpha.example "] {
            assert_eq!(handle(text), ana, "{text}");
        }
        for text in ["ana", "@ana", "@@alpha.example", "a na@alpha.example", "ana@", "ana@a/b"] {
            assert_eq!(handle(text), None, "{text}");
        }
    }

    #[test]
    fn the_actor_is_behind_the_link_of_the_right_type() {
        let descriptor: Descriptor = serde_json::from_str(
            r#"{"subject":"acct:ana@alpha.example","links":[
              {"rel":"self","type":"text/html","href":"https://alpha.example/ana"},
              {"rel":"self","type":"application/activity+json","href":"https://alpha.example/@ana"}]}"#,
        )
        .unwrap();
        assert_eq!(descriptor.actor().unwrap().as_str(), "https://alpha.example/@ana");
        assert!(Descriptor::default().actor().is_none());
        assert_eq!(descriptor.only(&["other".to_owned()]).links.len(), 0);
    }
}
