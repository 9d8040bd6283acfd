//! Mails wait as jobs, so that a change and the mails about it are one transaction.

use super::{Attachment, Content, Mailbox, Message, SendError};
use crate::app::{App, Plugs};
use crate::kernel::error::{Error, Result};
use crate::kernel::fail;
use crate::kernel::id::UserId;
use crate::kernel::rate::Limit;
use crate::kernel::text::Lang;
use crate::kernel::viewer::Viewer;
use crate::worker;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use farandole_jobs::{Limits, NewJob, Permanent};
use farandole_schema::tables::{instance_settings, mail_keys};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The kind of the job that sends one mail.
const KIND: &str = "mail";

/// A mail server may be away, or not let us in, over a long weekend: tried for six days, every four hours at last.
/// What it refuses for good is given up at once.
const PATIENCE: Limits = Limits {
    attempts: 44,
    first_pause: Duration::seconds(30),
    longest_pause: Duration::hours(4),
    run_time: std::time::Duration::from_secs(60),
};
/// Seconds for which the name of the server is believed.
const NAME_SECONDS: i64 = 30;

/// A mail to one person, before it is rendered.
#[derive(Clone)]
pub struct Letter {
    /// The person, the occasion and the reason in one word: queued again under the same key it is not sent again.
    pub key: String,
    pub to: Mailbox,
    pub lang: Lang,
    pub content: Content,
    /// Who gets the answers, if not nobody.
    pub reply_to: Option<Mailbox>,
    /// An address that ends mails of this kind at one POST.
    pub unsubscribe: Option<String>,
    /// The key of the first mail about the same thing.
    pub thread: Option<String>,
    pub attachments: Vec<Attachment>,
    /// After this it tells nothing that helps and is not sent, should the mail server have been away for so long.
    pub until: Option<DateTime<Utc>>,
}

/// A mail that waits.
#[derive(Serialize, Deserialize)]
struct Waiting {
    #[serde(default)]
    until: Option<DateTime<Utc>>,
    #[serde(flatten)]
    message: Message,
}

impl Letter {
    /// A letter with nothing but its text.
    pub fn new(
        key: impl Into<String>,
        to: impl Into<String>,
        lang: Lang,
        content: Content,
    ) -> Self {
        let to = Mailbox { name: String::new(), address: to.into() };
        Self {
            key: key.into(),
            to,
            lang,
            content,
            reply_to: None,
            unsubscribe: None,
            thread: None,
            attachments: vec![],
            until: None,
        }
    }

    fn message(mut self, app: &App, site: SiteName) -> Message {
        self.content.site = site.0;
        let rendered = self.content.render(self.lang.as_str());
        Message {
            id: message_id(&self.key),
            from: Mailbox { name: self.content.site.clone(), address: app.config.sender() },
            to: self.to,
            reply_to: self.reply_to,
            subject: self.content.subject,
            text: rendered.text,
            html: rendered.html,
            lang: self.lang.to_string(),
            unsubscribe: self.unsubscribe,
            thread: self.thread.as_deref().map(message_id),
            attachments: self.attachments,
        }
    }
}

/// What the administrators call the server.
#[derive(Clone)]
struct SiteName(String);

/// What the administrators call the server, as every mail names it.
pub async fn site_name(app: &App, conn: &AsyncPgConnection) -> Result<String> {
    Ok(named(app, conn).await?.0)
}

async fn named(app: &App, mut conn: &AsyncPgConnection) -> Result<SiteName> {
    let age = Duration::seconds(NAME_SECONDS);
    let read = async || {
        let chosen: Option<serde_json::Value> = instance_settings::table
            .find("name")
            .select(instance_settings::value)
            .first(&mut conn)
            .await
            .optional()?;
        let chosen = chosen.as_ref().and_then(|name| name.as_str()).map(str::to_owned);
        Ok(SiteName(chosen.unwrap_or_else(|| app.config.instance_name.clone())))
    };
    app.memo.get(app.now(), age, read).await
}

/// The left side of a Message-ID: follows from the key and tells nothing of it.
fn message_id(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes())[..16])
}

/// Queues a letter in the transaction of `tx`, unless one with its key was queued before.
pub async fn queue(app: &App, tx: &mut AsyncPgConnection, letter: Letter) -> Result<()> {
    queue_at(app, tx, letter, app.now()).await
}

/// Queues letters to accounts, to each as many as the limit lets through; what the others tell of stands on the site.
pub async fn queue_within(
    app: &App,
    tx: &mut AsyncPgConnection,
    limit: Limit,
    letters: &[(UserId, Letter)],
) -> Result<()> {
    let nobody = Viewer::nobody(app.config.default_language, None);
    for (user, letter) in letters {
        match app.hit_within(tx, &nobody, limit, &user.to_string()).await {
            Err(Error::TooMany { .. }) => continue,
            counted => counted?,
        }
        queue(app, tx, letter.clone()).await?;
    }
    Ok(())
}

async fn queue_at(
    app: &App,
    tx: &mut AsyncPgConnection,
    letter: Letter,
    at: DateTime<Utc>,
) -> Result<()> {
    let fresh = diesel::insert_into(mail_keys::table)
        .values((mail_keys::key.eq(&letter.key), mail_keys::queued_at.eq(app.now())))
        .on_conflict_do_nothing()
        .execute(tx)
        .await?;
    if fresh == 0 {
        return Ok(());
    }
    let site = named(app, tx).await?;
    let until = letter.until;
    let payload = serde_json::to_value(Waiting { until, message: letter.message(app, site) })?;
    farandole_jobs::enqueue(tx, app.now(), &[NewJob::new(worker::MAIL, KIND, payload).at(at)])
        .await?;
    Ok(())
}

/// Plugs in the sending of mails, and the sweep of their keys.
pub fn plug(plugs: &mut Plugs) {
    plugs.job_within(PATIENCE, KIND, send);
    plugs.every("17 3 * * *", "mail.keys", sweep);
}

async fn send(app: App, waiting: Waiting) -> Result<()> {
    let Waiting { until, message } = waiting;
    if until.is_some_and(|until| until < app.now()) {
        tracing::info!(mail.id = message.id, "a mail came too late to be sent");
        return Ok(());
    }
    match app.mailer.send(&message, app.now()).await {
        Ok(()) => {
            fail::point(fail::AFTER_SEND);
            Ok(())
        }
        Err(cause) => Err(Error::Internal(given_up_or_not(cause))),
    }
}

fn given_up_or_not(cause: SendError) -> anyhow::Error {
    if cause.is_permanent() { Permanent(cause.to_string()).into() } else { cause.into() }
}

/// Forgets keys after ninety days: what could repeat is over by then.
async fn sweep(app: App) -> Result<()> {
    let mut conn = app.db.get().await?;
    let old = app.now() - chrono::Duration::days(90);
    diesel::delete(mail_keys::table.filter(mail_keys::queued_at.lt(old)))
        .execute(&mut conn)
        .await?;
    Ok(())
}
