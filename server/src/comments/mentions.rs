//! Whom a text names.

use crate::actors::{self, Actor};
use crate::kernel::host::normal;
use crate::kernel::prelude::*;

/// People whom one comment may name.
const MOST: usize = 20;

/// The handles in HTML, in order, each once: a name, and a host where it is not this server's.
pub fn handles(html: &str) -> Vec<(String, Option<String>)> {
    let text = farandole_sanitise::text(html);
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        let begins = sign == '@' && !before.is_alphanumeric() && !matches!(before, '@' | '/' | '.');
        before = sign;
        if !begins {
            continue;
        }
        let rest = &text[at + 1..];
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        if name.is_empty() || name.len() > 100 {
            continue;
        }
        let host = rest[name.len()..].strip_prefix('@').map(|rest| {
            let part = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
            rest.chars().take_while(part).collect::<String>()
        });
        let host = host.as_deref().map(|host| host.trim_end_matches(['.', ':', '-']));
        let handle = (name.to_lowercase(), host.and_then(normal));
        if !found.contains(&handle) && found.len() < MOST {
            found.push(handle);
        }
    }
    found
}

/// The living people whom a text names, as far as they are known here: nobody is asked for.
pub async fn named(conn: &AsyncPgConnection, own: &str, html: &str) -> Result<Vec<ActorId>> {
    let mut people = Vec::new();
    for (name, host) in handles(html) {
        let host = host.filter(|host| host != own);
        let actor = actors::by_username(conn, &name, host.as_deref()).await?;
        let shown = |actor: &Actor| {
            actor.alive()
                && actor.kind == actors::Kind::Person
                && actor.preferred_username != actors::ANONYMOUS
        };
        people.extend(actor.filter(shown).map(|actor| actor.id));
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_stand_apart_from_addresses_and_links() {
        let html = "<p>Hi @ana, @Ben@B.example. and (@eve_2@c.example:8080)! Write to x@y.example, \
            see <a href=\"https://d.example/@zoe\">https://d.example/@zoe</a>, @ana @@ @</p>";
        let named = |name: &str, host: Option<&str>| (name.to_owned(), host.map(str::to_owned));
        assert_eq!(
            handles(html),
            [
                named("ana", None),
                named("ben", Some("b.example")),
                named("eve_2", Some("c.example:8080")),
            ]
        );
    }
}
