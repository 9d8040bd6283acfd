//! The language of an account, and how it wants to be told.

use super::model::{Pending, Settings, User};
use super::store;
use crate::app::App;
use crate::kernel::limit;
use crate::kernel::prelude::*;

/// What is to change; `None` leaves a value as it is.
#[derive(Debug, Clone, Default)]
pub struct SettingsChange {
    /// `Some(None)` forgets it.
    pub timezone: Option<Option<chrono_tz::Tz>>,
    pub notification_on_day: Option<bool>,
    pub notification_each_week: Option<bool>,
    pub notification_before_event: Option<bool>,
    pub notification_pending_participation: Option<Pending>,
    pub notification_pending_membership: Option<Pending>,
    pub group_notifications: Option<Pending>,
    pub notification_comments: Option<bool>,
    /// `Some(None)` forgets it.
    pub location: Option<Option<Location>>,
}

/// Around where the person lives.
#[derive(Debug, Clone, Default)]
pub struct Location {
    pub name: Option<String>,
    /// In kilometres: 1 to 20,000.
    pub range: Option<i32>,
    pub geohash: Option<String>,
}

impl Location {
    fn checked(self) -> Result<Self> {
        let wrong = || Error::invalid("location", Message::new("error-accounts-location"));
        let name = limit::line("location", self.name.as_deref(), 200)?;
        let geohash = limit::line("location", self.geohash.as_deref(), 12)?;
        if geohash.as_deref().is_some_and(|text| geohash::decode(text).is_err()) {
            return Err(wrong());
        }
        if self.range.is_some_and(|range| !(1..=20_000).contains(&range)) {
            return Err(wrong());
        }
        Ok(Self { name, range: self.range, geohash })
    }
}

impl SettingsChange {
    fn apply(self, mut settings: Settings) -> Settings {
        if let Some(zone) = self.timezone {
            settings.timezone = zone.map(|zone| zone.name().to_owned());
        }
        if let Some(location) = self.location {
            let location = location.unwrap_or_default();
            settings.location_name = location.name;
            settings.location_range = location.range;
            settings.location_geohash = location.geohash;
        }
        settings.notification_on_day = self.notification_on_day.or(settings.notification_on_day);
        settings.notification_each_week =
            self.notification_each_week.or(settings.notification_each_week);
        settings.notification_before_event =
            self.notification_before_event.or(settings.notification_before_event);
        let set = |column: &mut Pending, new: Option<Pending>| *column = new.unwrap_or(*column);
        set(
            &mut settings.notification_pending_participation,
            self.notification_pending_participation,
        );
        set(&mut settings.notification_pending_membership, self.notification_pending_membership);
        set(&mut settings.group_notifications, self.group_notifications);
        settings.notification_comments =
            self.notification_comments.unwrap_or(settings.notification_comments);
        settings
    }
}

/// Changes how the account that asks wants to be told.
pub async fn set_user_settings(
    app: &App,
    viewer: &Viewer,
    mut change: SettingsChange,
) -> Result<Settings> {
    let user = viewer.require_account()?.user;
    if let Some(Some(location)) = change.location.take_if(|location| location.is_some()) {
        change.location = Some(Some(location.checked()?));
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        store::lock(tx, user).await?.or_not_found("user")?;
        let before = store::settings_many(tx, &[user]).await?.remove(&user);
        let before = before.unwrap_or_else(|| Settings::unset(user, app.now()));
        let after = Settings { updated_at: app.now(), ..change.apply(before) };
        store::keep_settings(tx, &after).await
    })
    .await
}

/// Changes how an account is told, as a link in its mails asks for, which was signed for this. Nothing happens to
/// an account that is gone.
pub async fn turn_off(app: &App, user: UserId, change: SettingsChange) -> Result<()> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        if store::lock(tx, user).await?.is_none() {
            return Ok(());
        }
        let before = store::settings_many(tx, &[user]).await?.remove(&user);
        let before = before.unwrap_or_else(|| Settings::unset(user, app.now()));
        let after = Settings { updated_at: app.now(), ..change.apply(before) };
        store::keep_settings(tx, &after).await?;
        Ok(())
    })
    .await
}

/// The settings of accounts; those that have set nothing are left out.
pub async fn settings_of(
    conn: &AsyncPgConnection,
    users: &[UserId],
) -> Result<std::collections::HashMap<UserId, Settings>> {
    store::settings_many(conn, users).await
}

/// Changes the language of mails to the account that asks; without one to that of the request.
pub async fn update_locale(app: &App, viewer: &Viewer, locale: Option<&str>) -> Result<User> {
    let id = viewer.require_account()?.user;
    let lang = match locale {
        None => viewer.lang,
        Some(tag) => Lang::negotiate(tag)
            .ok_or_else(|| Error::invalid("locale", Message::new("error-accounts-locale")))?,
    };
    let change = store::Change { locale: Some(lang), ..store::Change::default() };
    let mut conn = app.db.get().await?;
    store::update(&mut conn, id, change, app.now()).await
}
