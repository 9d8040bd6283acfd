//! Who is asking. Every service function takes a [`Viewer`]; nothing else says who may.

use super::error::{Denied, Error, Result};
use super::id::{ActorId, SessionId, UserId};
use super::text::Lang;
use super::words::words;
use std::net::IpAddr;

words! {
    /// What an account may do to the server itself; each role may what the one before may.
    pub enum Role {
        /// Nothing special.
        User = "user",
        /// Reports and suspensions.
        Moderator = "moderator",
        /// Everything.
        Administrator = "administrator",
    }
}

/// A signed-in account and the identities it may act as.
#[derive(Debug, Clone)]
pub struct Account {
    pub user: UserId,
    pub role: Role,
    pub session: SessionId,
    /// The identity it acts as unless an argument names another.
    pub default_actor: Option<ActorId>,
    /// All its identities.
    pub actors: Vec<ActorId>,
}

/// The kinds of askers.
#[derive(Debug, Clone)]
pub enum Who {
    /// Nobody we know.
    Nobody,
    /// A signed-in account.
    Account(Account),
    /// Somebody of another server, whose signature was checked.
    Remote([ActorId; 1]),
    /// The program itself: the command line, a job.
    System,
}

/// What is refused to an account that has no identity yet; pages lead from it to making one.
pub const NO_IDENTITY: Denied = Denied("do this before you have made a profile");

/// Who is asking, from where, in which language, with which program.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub who: Who,
    pub lang: Lang,
    /// The address of the client behind the trusted proxies; `None` inside the program.
    pub ip: Option<IpAddr>,
    /// What the client says it is; shown to nobody but the account's owner.
    pub agent: Option<String>,
}

impl Viewer {
    /// Nobody we know.
    pub fn nobody(lang: Lang, ip: Option<IpAddr>) -> Self {
        Self { who: Who::Nobody, lang, ip, agent: None }
    }

    /// The program itself.
    pub fn system() -> Self {
        Self { who: Who::System, lang: Lang::En, ip: None, agent: None }
    }

    /// Somebody of another server, whose signature was checked.
    pub fn remote(actor: ActorId) -> Self {
        Self { who: Who::Remote([actor]), lang: Lang::En, ip: None, agent: None }
    }

    /// The account, where one is signed in.
    pub fn account(&self) -> Option<&Account> {
        match &self.who {
            Who::Account(account) => Some(account),
            _ => None,
        }
    }

    /// The account, or the error that asks to sign in.
    pub fn require_account(&self) -> Result<&Account> {
        self.account().ok_or_else(Error::unauthenticated)
    }

    /// The identity it acts as by default.
    pub fn actor(&self) -> Option<ActorId> {
        self.account().and_then(|account| account.default_actor)
    }

    /// The default identity, or the error that says what is missing.
    pub fn require_actor(&self) -> Result<ActorId> {
        self.require_account()?.default_actor.ok_or(Error::Denied(NO_IDENTITY))
    }

    /// Whether this identity is one of the viewer's.
    pub fn owns(&self, actor: ActorId) -> bool {
        self.actors().contains(&actor)
    }

    /// The identity named in an argument, if the viewer owns it.
    pub fn act_as(&self, actor: ActorId) -> Result<ActorId> {
        self.require_known()?;
        if self.owns(actor) { Ok(actor) } else { Err(Denied("act as this profile").into()) }
    }

    /// The same viewer with one of its identities alone, for what the others must not open.
    pub fn alone(&self, actor: ActorId) -> Self {
        let mut alone = self.clone();
        if let Who::Account(account) = &mut alone.who {
            account.actors.retain(|own| *own == actor);
            account.default_actor = account.default_actor.filter(|own| *own == actor);
        }
        alone
    }

    /// Nothing, unless nobody we know is asking: they are asked to sign in.
    pub fn require_known(&self) -> Result<()> {
        match self.who {
            Who::Nobody => Err(Error::unauthenticated()),
            _ => Ok(()),
        }
    }

    /// All identities of the viewer; none for a stranger.
    pub fn actors(&self) -> &[ActorId] {
        match &self.who {
            Who::Account(account) => &account.actors,
            Who::Remote(actor) => actor,
            Who::Nobody | Who::System => &[],
        }
    }

    /// Whether the viewer keeps order on this server.
    pub fn moderates(&self) -> bool {
        self.is_system() || self.account().is_some_and(|account| account.role >= Role::Moderator)
    }

    /// Whether the viewer runs this server.
    pub fn administers(&self) -> bool {
        self.is_system()
            || self.account().is_some_and(|account| account.role == Role::Administrator)
    }

    /// Whether the program itself asks.
    pub fn is_system(&self) -> bool {
        matches!(self.who, Who::System)
    }
}
