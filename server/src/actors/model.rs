//! The row of an actor.

use crate::kernel::prelude::*;
use crate::kernel::words::words;
use farandole_schema::tables::actors;

words! {
    /// The kinds of actors.
    pub enum Kind {
        /// Somebody: an identity of an account here, or a profile of another server.
        Person = "person",
        /// Several people who act together.
        Group = "group",
        /// A server.
        Application = "application",
    }
}

/// Who acts.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = actors, check_for_backend(diesel::pg::Pg))]
pub struct Actor {
    pub id: ActorId,
    pub uuid: Uuid,
    pub kind: Kind,
    pub preferred_username: String,
    /// The host of its server; `None` for ours.
    pub domain: Option<String>,
    /// The name it shows, where it has one besides its username.
    pub name: Option<String>,
    /// Safe HTML.
    pub summary: Option<String>,
    /// Its address on the web, which is also its name for other servers.
    pub url: String,
    pub avatar_id: Option<MediaId>,
    pub banner_id: Option<MediaId>,
    /// The account behind an identity. Never shown to anybody but the account itself and moderators.
    pub user_id: Option<UserId>,
    pub manually_approves_followers: bool,
    pub suspended_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Actor {
    /// Whether it lives on this server.
    pub fn local(&self) -> bool {
        self.domain.is_none()
    }

    /// Whether it may act and be shown: neither suspended nor gone.
    pub fn alive(&self) -> bool {
        self.suspended_at.is_none() && self.deleted_at.is_none()
    }

    /// The name to call it by: the shown one, or else its username.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.preferred_username)
    }

    /// `name` here, `name@host` elsewhere.
    pub fn handle(&self) -> String {
        match &self.domain {
            None => self.preferred_username.clone(),
            Some(domain) => format!("{}@{domain}", self.preferred_username),
        }
    }
}
