//! The rows of an account, and what can happen to it.

use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use crate::kernel::words::words;
use farandole_schema::tables::{feed_tokens, sessions, user_settings, users};
use serde::{Deserialize, Serialize};

/// What a person signs in to.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub struct User {
    pub id: UserId,
    /// The address as its owner wrote it, with its host in ASCII.
    pub email: String,
    /// The address in its one normal form.
    pub email_key: String,
    pub password_hash: Option<String>,
    pub role: Role,
    pub locale: Lang,
    /// Who vouches for the person; `None` for a password of our own.
    pub provider: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When the last link to confirm was sent; `None` while a moderator has yet to approve.
    pub confirmation_sent_at: Option<DateTime<Utc>>,
    pub reset_sent_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
    /// The identity chosen last; it may be gone since.
    pub default_actor_id: Option<ActorId>,
    pub failed_logins: i32,
    pub login_blocked_until: Option<DateTime<Utc>>,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    pub last_sign_in_ip: Option<String>,
    pub current_sign_in_at: Option<DateTime<Utc>>,
    pub current_sign_in_ip: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl User {
    /// The one gate of every door: only a confirmed account that is not disabled signs in.
    pub fn may_sign_in(&self) -> bool {
        self.confirmed_at.is_some() && self.disabled_at.is_none()
    }

    /// Whether it waits for a moderator.
    pub fn awaits_approval(&self) -> bool {
        self.confirmed_at.is_none()
            && self.confirmation_sent_at.is_none()
            && self.disabled_at.is_none()
    }
}

words! {
    /// When somebody wants to be told of something that waits for them.
    pub enum Pending {
        None = "none",
        Direct = "direct",
        OneHour = "one_hour",
        OneDay = "one_day",
        OneWeek = "one_week",
    }
}

/// How an account wants to be told, and where it lives.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = user_settings, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Settings {
    pub user_id: UserId,
    /// A name of the IANA database.
    pub timezone: Option<String>,
    pub notification_on_day: Option<bool>,
    pub notification_each_week: Option<bool>,
    pub notification_before_event: Option<bool>,
    pub notification_pending_participation: Pending,
    pub notification_pending_membership: Pending,
    pub group_notifications: Pending,
    pub location_name: Option<String>,
    /// In kilometres.
    pub location_range: Option<i32>,
    pub location_geohash: Option<String>,
    pub updated_at: DateTime<Utc>,
    /// Of comments on what the account organises, of answers to its own, and of being named.
    pub notification_comments: bool,
}

impl Settings {
    /// What holds for an account that has set nothing.
    pub fn unset(user_id: UserId, now: DateTime<Utc>) -> Self {
        Self {
            user_id,
            timezone: None,
            notification_on_day: None,
            notification_each_week: None,
            notification_before_event: None,
            notification_pending_participation: Pending::OneDay,
            notification_pending_membership: Pending::OneDay,
            group_notifications: Pending::OneDay,
            location_name: None,
            location_range: None,
            location_geohash: None,
            updated_at: now,
            notification_comments: true,
        }
    }
}

words! {
    /// How a sign-in is used.
    pub enum SessionKind {
        /// With a pair of tokens.
        Api = "api",
        /// With a cookie.
        Web = "web",
    }
}

/// A sign-in, as its owner sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
pub struct Session {
    pub id: SessionId,
    pub uuid: Uuid,
    pub kind: SessionKind,
    pub user_agent: Option<String>,
    pub ip: Option<String>,
    pub created_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
}

/// The secret address of a private calendar.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = feed_tokens, check_for_backend(diesel::pg::Pg))]
pub struct FeedToken {
    pub token: Uuid,
    pub user_id: UserId,
    /// The identity whose calendar it is; `None` for that of the whole account.
    pub actor_id: Option<ActorId>,
}

words! {
    /// What a secret in a mail is for.
    pub enum Purpose {
        /// Confirms the address of a new account.
        Confirm = "confirm",
        /// Sets a new password.
        Reset = "reset",
        /// Confirms a new address.
        Email = "email",
        /// Goes back to the address before.
        EmailUndo = "email_undo",
    }
}

impl Purpose {
    /// How long a secret of this purpose may be used.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Confirm => Duration::hours(48),
            Self::Reset => Duration::hours(1),
            Self::Email => Duration::hours(48),
            Self::EmailUndo => Duration::days(7),
        }
    }
}

/// What has happened to an account. A `link` is the uuid from which the secret of a mail is derived.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountFact {
    /// Somebody signed up, or asked for the link once more.
    ConfirmationAsked { user: UserId, link: Uuid, lang: Lang },
    /// Somebody signed up where a moderator looks first.
    ApprovalAsked { user: UserId, link: Uuid, lang: Lang },
    /// Somebody signed up with, or wanted to move to, the address of this account.
    AddressTried { user: UserId, link: Uuid },
    /// The account can be used from now on.
    Confirmed { user: UserId },
    /// Somebody has forgotten the password.
    ResetAsked { user: UserId, link: Uuid },
    /// The password is another one.
    PasswordChanged { user: UserId, occasion: Uuid },
    /// The owner wants to be reached elsewhere.
    EmailChangeAsked { user: UserId, link: Uuid, undo: Uuid },
    /// The owner is reached elsewhere.
    EmailChanged { user: UserId },
    /// An administrator (the command line where `by` is `None`) has changed the account.
    Administered {
        user: UserId,
        by: Option<UserId>,
        role: Option<Role>,
        notify: bool,
        occasion: Uuid,
        /// The address before, where there is another one now.
        #[serde(default)]
        before: Option<String>,
    },
    /// A moderator has shut the account.
    Disabled { user: UserId },
    /// The owner has left; nothing of the account remains.
    Deleted { user: UserId },
}

impl Fact for AccountFact {
    const KIND: &'static str = "accounts";
}
