//! The mails about an account, in the language of its owner. What a link in them opens is derived from the server's
//! key, so that nothing in the database does.

use super::model::{Purpose, User};
use crate::app::App;
use crate::kernel::secret::Token;
use crate::kernel::text::{Lang, T};
use crate::platform::mail::{Action, Block, Content, Letter};
use uuid::Uuid;

/// The secret behind a link.
pub fn secret(app: &App, purpose: Purpose, link: Uuid) -> Token {
    app.key.token(purpose.as_str(), &link.to_string())
}

/// Which mail it is.
#[derive(Debug, Clone, Copy)]
pub enum Occasion {
    /// Please confirm your address.
    Confirm(Uuid),
    /// Somebody looks at your request first.
    Awaiting(Uuid),
    /// You have an account already; here is a link if the password is lost.
    Known(Uuid),
    /// Set a new password.
    Reset(Uuid),
    /// Your password is another one.
    PasswordChanged(Uuid),
    /// An administrator has changed your account.
    Administered(Uuid),
    /// To the new address: please confirm it.
    NewAddress(Uuid),
    /// To the old address: was it you?
    OldAddress(Uuid),
    /// To the old address: an administrator has set another one.
    Moved(Uuid),
    /// A moderator has turned your request down.
    Refused(Uuid),
}

impl Occasion {
    /// The word in the ids of its texts.
    fn word(self) -> &'static str {
        match self {
            Self::Confirm(_) => "confirm",
            Self::Awaiting(_) => "awaiting",
            Self::Known(_) => "known",
            Self::Reset(_) => "reset",
            Self::PasswordChanged(_) => "password",
            Self::Administered(_) => "administered",
            Self::NewAddress(_) => "new-address",
            Self::OldAddress(_) => "old-address",
            Self::Moved(_) => "moved",
            Self::Refused(_) => "refused",
        }
    }

    fn occasion(self) -> Uuid {
        match self {
            Self::Confirm(id)
            | Self::Awaiting(id)
            | Self::Known(id)
            | Self::Reset(id)
            | Self::PasswordChanged(id)
            | Self::Administered(id)
            | Self::NewAddress(id)
            | Self::OldAddress(id)
            | Self::Moved(id)
            | Self::Refused(id) => id,
        }
    }

    /// Where its button leads, if it has one.
    fn path(self, app: &App) -> Option<String> {
        let with = |purpose, link, path: &str| {
            Some(format!("{path}/{}", secret(app, purpose, link).reveal()))
        };
        match self {
            Self::Confirm(link) => with(Purpose::Confirm, link, "/validate"),
            Self::Known(link) | Self::Reset(link) => with(Purpose::Reset, link, "/password-reset"),
            Self::NewAddress(link) => with(Purpose::Email, link, "/validate/email"),
            Self::OldAddress(link) => with(Purpose::EmailUndo, link, "/validate/email/undo"),
            Self::Awaiting(_) | Self::Administered(_) | Self::Moved(_) | Self::Refused(_) => None,
            Self::PasswordChanged(_) => Some("/password-reset".to_owned()),
        }
    }
}

/// A mail to the owner of an account. `site` is what the server is called, `to` where the mail goes, `about` the
/// address that its text names.
pub fn letter(
    app: &App,
    site: &str,
    (user, lang): (&User, Lang),
    occasion: Occasion,
    (to, about): (&str, &str),
) -> Letter {
    let (t, word) = (T { lang }, occasion.word());
    let say = |part: &str| {
        let args = [("site", site.into()), ("address", about.into())];
        t.with(&format!("mail-accounts-{word}-{part}"), &args)
    };
    let action =
        occasion.path(app).map(|path| Action { label: say("button"), url: app.config.link(&path) });
    let content = Content {
        site: site.to_owned(),
        subject: say("subject"),
        preheader: say("preheader"),
        greeting: t.get("mail-accounts-greeting"),
        paragraphs: vec![Block::Text(say("body")), Block::Text(say("otherwise"))],
        action,
        footer: vec![t.with(
            "mail-accounts-footer",
            &[("site", site.into()), ("host", app.config.authority().into())],
        )],
        footer_links: vec![],
    };
    let key = format!("accounts/{}/{word}/{}", user.id, occasion.occasion());
    Letter::new(key, to, lang, content)
}

/// A mail to somebody who keeps order: an account waits for their word.
pub fn waiting_letter(
    app: &App,
    site: &str,
    keeper: &User,
    (asks, reason): (&User, Option<&str>),
) -> Letter {
    let t = T { lang: keeper.locale };
    let say = |part: &str| {
        let args = [("site", site.into()), ("address", asks.email.as_str().into())];
        t.with(&format!("mail-accounts-waiting-{part}"), &args)
    };
    let quoted = reason.map(|reason| Block::Quote(reason.to_owned()));
    let mut paragraphs = vec![Block::Text(say("body"))];
    paragraphs.extend(quoted);
    paragraphs.push(Block::Text(say("otherwise")));
    let url = app.config.link("/moderation/accounts");
    let content = Content {
        site: site.to_owned(),
        subject: say("subject"),
        preheader: say("preheader"),
        greeting: t.get("mail-accounts-greeting"),
        paragraphs,
        action: Some(Action { label: say("button"), url }),
        footer: vec![say("footer")],
        footer_links: vec![],
    };
    let key = format!("accounts/{}/waiting/{}", keeper.id, asks.id);
    Letter::new(key, &keeper.email, keeper.locale, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_has_its_words_in_every_language() {
        let id = Uuid::nil();
        let occasions = [
            Occasion::Confirm(id),
            Occasion::Awaiting(id),
            Occasion::Known(id),
            Occasion::Reset(id),
            Occasion::PasswordChanged(id),
            Occasion::Administered(id),
            Occasion::NewAddress(id),
            Occasion::OldAddress(id),
            Occasion::Moved(id),
            Occasion::Refused(id),
        ];
        for texts in [
            include_str!("../../../front/locales/en/accounts.ftl"),
            include_str!("../../../front/locales/fr/accounts.ftl"),
        ] {
            for occasion in occasions {
                for part in ["subject", "preheader", "body", "otherwise", "button"] {
                    let text = format!("\nmail-accounts-{}-{part} = ", occasion.word());
                    let bare = matches!(
                        occasion,
                        Occasion::Awaiting(_)
                            | Occasion::Administered(_)
                            | Occasion::Moved(_)
                            | Occasion::Refused(_)
                    );
                    let needed = part != "button" || !bare;
                    assert_eq!(texts.contains(&text), needed, "{text}");
                }
            }
        }
    }
}
