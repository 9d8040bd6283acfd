//! Mails that a reader can do without, and the link with which one click ends them. The link is signed for one reader
//! and one kind of mail; it asks for no sign-in, since mail programs follow it on the reader's behalf.

use crate::accounts::{self, Pending, SettingsChange};
use crate::actors;
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::text::T;
use crate::participation::store;
use crate::platform::mail::Action;

/// What the key signs here.
const PURPOSE: &str = "unsubscribe";

/// A kind of mail, and its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The reminder of an event that a participant asked for.
    Reminder(Uuid),
    /// Reminders an hour before, to the account behind an identity.
    Hour(ActorId),
    /// What comes on a day.
    Day(UserId),
    /// What comes in a week.
    Week(UserId),
    /// Who waits for an answer.
    Pending(UserId),
    /// What is said under events.
    Comments(UserId),
}

impl Notice {
    /// Reads the two parts of an address.
    pub fn parse(kind: &str, who: &str) -> Option<Self> {
        let user = || who.parse().ok().map(UserId);
        match kind {
            "reminder" => who.parse().ok().map(Self::Reminder),
            "hour" => who.parse().ok().map(|actor| Self::Hour(ActorId(actor))),
            "day" => user().map(Self::Day),
            "week" => user().map(Self::Week),
            "pending" => user().map(Self::Pending),
            "comments" => user().map(Self::Comments),
            _ => None,
        }
    }

    /// The word for its kind, in addresses and texts.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Reminder(_) => "reminder",
            Self::Hour(_) => "hour",
            Self::Day(_) => "day",
            Self::Week(_) => "week",
            Self::Pending(_) => "pending",
            Self::Comments(_) => "comments",
        }
    }

    fn thing(self) -> String {
        match self {
            Self::Reminder(participant) => format!("{}/{participant}", self.kind()),
            Self::Hour(actor) => format!("{}/{actor}", self.kind()),
            Self::Day(user) | Self::Week(user) | Self::Pending(user) | Self::Comments(user) => {
                format!("{}/{user}", self.kind())
            }
        }
    }

    /// The address that ends these mails.
    pub fn url(self, app: &App) -> String {
        let thing = self.thing();
        let token = app.key.token(PURPOSE, &thing);
        app.config.link(&format!("/unsubscribe/{thing}/{}", token.reveal()))
    }

    /// The same as a link under a mail.
    pub fn link(self, app: &App, lang: Lang) -> Action {
        let label = T { lang }.get(&format!("mail-participation-without-{}", self.kind()));
        Action { label, url: self.url(app) }
    }
}

/// The mails that an address of [`Notice::url`] is about; not found unless it was signed here.
pub fn notice(app: &App, kind: &str, who: &str, token: &str) -> Result<Notice> {
    let notice = Notice::parse(kind, who).or_not_found("link")?;
    let ours = app.key.verify(PURPOSE, &notice.thing(), token);
    if ours { Ok(notice) } else { Err(Error::NotFound("link")) }
}

/// Ends mails of a kind. Doing it again, or for somebody who is gone, changes nothing.
pub async fn unsubscribe(app: &App, notice: Notice) -> Result<()> {
    let (user, change) = match notice {
        Notice::Reminder(participant) => return forgo(app, participant).await,
        Notice::Hour(actor) => {
            let actor = actors::find(&*app.db.get().await?, actor).await?;
            let off = SettingsChange { notification_before_event: Some(false), ..unchanged() };
            (actor.and_then(|actor| actor.user_id), off)
        }
        Notice::Day(user) => {
            (Some(user), SettingsChange { notification_on_day: Some(false), ..unchanged() })
        }
        Notice::Week(user) => {
            (Some(user), SettingsChange { notification_each_week: Some(false), ..unchanged() })
        }
        Notice::Comments(user) => {
            (Some(user), SettingsChange { notification_comments: Some(false), ..unchanged() })
        }
        Notice::Pending(user) => {
            let none = Some(Pending::None);
            (Some(user), SettingsChange { notification_pending_participation: none, ..unchanged() })
        }
    };
    match user {
        Some(user) => accounts::turn_off(app, user, change).await,
        None => Ok(()),
    }
}

fn unchanged() -> SettingsChange {
    SettingsChange::default()
}

async fn forgo(app: &App, participant: Uuid) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::set_remind(tx, participant, false).await?;
        Ok(())
    })
    .await
}
