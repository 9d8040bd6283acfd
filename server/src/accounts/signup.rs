//! What was asked for under an address that nobody has confirmed yet. Each attempt keeps its own password and
//! profile; following the link of one makes that one count and forgets the others. So whoever signs up with
//! somebody else's address, before or after its owner, gains nothing.

use crate::actors::NewPerson;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate;
use serde::{Deserialize, Serialize};

/// Attempts that are kept for one address; older ones are forgotten.
pub const KEPT: usize = 5;

/// How long after signing up a client may still say which profile it wants. Neighbours may share an address, so it is
/// short.
const SAME_FLOW: Duration = Duration::minutes(15);

/// One attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The client that made it, as a keyed hash.
    pub client: String,
    pub password_hash: String,
    /// The uuid from which its link is derived.
    pub link: Uuid,
    pub lang: Lang,
    pub at: DateTime<Utc>,
    /// The profile that it wants.
    pub profile: Option<NewPerson>,
    /// Why it wants an account, where a moderator looks first.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The attempts on one address, newest last.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signup(Vec<Attempt>);

impl Signup {
    /// Adds an attempt and forgets what is too many.
    pub fn add(&mut self, attempt: Attempt) {
        self.0.push(attempt);
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
    }

    /// The attempts, newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Attempt> {
        self.0.iter().rev()
    }

    /// The newest attempt of a client, or the newest of all.
    pub fn preferred_mut(&mut self, client: &str) -> Option<&mut Attempt> {
        let own = self.0.iter().rposition(|attempt| attempt.client == client);
        let at = own.or(self.0.len().checked_sub(1))?;
        self.0.get_mut(at)
    }

    /// The newest attempt of this very client, if it is recent enough to be the same flow.
    pub fn same_flow_mut(&mut self, client: &str, now: DateTime<Utc>) -> Option<&mut Attempt> {
        self.0
            .iter_mut()
            .rev()
            .find(|attempt| attempt.client == client && now - attempt.at <= SAME_FLOW)
    }
}

/// A client as it is kept with an attempt, by its address and its program: comparable, but not readable.
pub fn client(app: &App, viewer: &Viewer) -> String {
    let thing = format!("{}\0{}", rate::client(viewer.ip), viewer.agent.as_deref().unwrap_or(""));
    app.key.token("signup client", &thing).reveal().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn attempt(client: &str, minute: u32) -> Attempt {
        Attempt {
            client: client.into(),
            password_hash: format!("of {client}"),
            link: Uuid::from_u128(u128::from(minute)),
            lang: Lang::En,
            at: Utc.with_ymd_and_hms(2026, 6, 1, 12, minute, 0).single().expect("a moment"),
            profile: None,
            reason: None,
        }
    }

    #[test]
    fn a_client_reaches_its_own_attempt_alone() {
        let mut signup = Signup::default();
        signup.add(attempt("ana", 0));
        signup.add(attempt("eve", 1));
        let now = attempt("", 5).at;
        let own = signup.same_flow_mut("ana", now).expect("made five minutes ago");
        assert_eq!(own.password_hash, "of ana");
        assert!(signup.same_flow_mut("bob", now).is_none());
        assert!(signup.same_flow_mut("ana", now + Duration::minutes(15)).is_none(), "too late");
    }

    #[test]
    fn only_the_last_attempts_are_kept() {
        let mut signup = Signup::default();
        (0..9).for_each(|minute| signup.add(attempt("ana", minute)));
        let links: Vec<u128> = signup.newest_first().map(|kept| kept.link.as_u128()).collect();
        assert_eq!(links, [8, 7, 6, 5, 4]);
    }
}
