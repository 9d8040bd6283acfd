//! Getting in and out: signing up, confirming, signing in, recovering.

use super::user::UserNode;
use crate::accounts::registration::{Registered, Wish};
use crate::accounts::sessions::{self, SignIn, Tokens};
use crate::accounts::{login, recovery, registration};
use crate::actors::NewPerson;
use crate::actors::graphql::PersonNode;
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use crate::kernel::secret::Token;
use crate::media::graphql::{MediaInput, claim};
use crate::media::{AVATAR, BANNER};
use async_graphql::{Context, Object, SimpleObject};

/// Somebody who has just signed in.
#[derive(SimpleObject)]
pub struct Login {
    /// To ask with, for a quarter of an hour.
    pub access_token: String,
    /// To get the next pair of tokens with, for sixty days.
    pub refresh_token: String,
    /// The account.
    pub user: UserNode,
}

impl From<SignIn> for Login {
    fn from(sign_in: SignIn) -> Self {
        let RefreshedToken { access_token, refresh_token } = sign_in.tokens.into();
        Self { access_token, refresh_token, user: UserNode::own(sign_in.user) }
    }
}

/// The next pair of tokens.
#[derive(SimpleObject)]
pub struct RefreshedToken {
    /// To ask with, for a quarter of an hour.
    pub access_token: String,
    /// To get the next pair of tokens with, for sixty days.
    pub refresh_token: String,
}

impl From<Tokens> for RefreshedToken {
    fn from(tokens: Tokens) -> Self {
        Self {
            access_token: tokens.access.reveal().to_owned(),
            refresh_token: tokens.refresh.reveal().to_owned(),
        }
    }
}

/// Getting in and out.
#[derive(Default)]
pub struct AccessMutation;

#[Object]
impl AccessMutation {
    /// Opens an account. The address gets a mail with a link to confirm; the answer is the same if it has an
    /// account already, whose owner is told by mail.
    async fn create_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail address to sign in with.")] email: String,
        #[graphql(desc = "8 to 128 characters, and not one that everybody tries first.")]
        password: String,
        #[graphql(desc = "The language of mails.")] locale: Option<String>,
    ) -> Result<Option<UserNode>> {
        let (email, password, locale) = (&*email, &*password, locale.as_deref());
        let wish = Wish { email, password, locale, ..Wish::default() };
        let receipt = registration::create_user(ctx.app(), ctx.viewer(), wish).await?;
        Ok(Some(receipt.into()))
    }

    /// Makes the first profile of an account: at once for who is signed in; otherwise, for the client that has
    /// signed up a few minutes ago, when the address is confirmed. The answer never tells which addresses have
    /// an account.
    #[expect(clippy::too_many_arguments, reason = "the contract's")]
    async fn register_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail address of the account.")] email: String,
        #[graphql(desc = "The name that never changes: small letters, digits and _.")]
        preferred_username: String,
        #[graphql(desc = "The name to show.")] name: Option<String>,
        #[graphql(desc = "A few words on oneself, as HTML.")] summary: Option<String>,
        #[graphql(desc = "Its picture: up to 2 MiB; for who is signed in.")] avatar: Option<
            MediaInput,
        >,
        #[graphql(desc = "The wide picture of its page: up to 4 MiB; for who is signed in.")]
        banner: Option<MediaInput>,
    ) -> Result<Option<PersonNode>> {
        let person = NewPerson { name, summary, ..NewPerson::named(preferred_username) };
        let avatar = claim(ctx, AVATAR, avatar).await?;
        let person = NewPerson { avatar, banner: claim(ctx, BANNER, banner).await?, ..person };
        match registration::register_person(ctx.app(), ctx.viewer(), &email, person).await? {
            Registered::Made(actor) => Ok(Some(PersonNode::made(actor))),
            Registered::Noted(person) => Ok(Some(PersonNode::noted(ctx.app(), person))),
        }
    }

    /// Confirms the mail address of an account by the link that was sent to it, and signs in.
    async fn validate_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret from the link.")] token: String,
    ) -> Result<Option<Login>> {
        let token = Token::from_outside(&token);
        let sign_in = registration::validate_user(ctx.app(), ctx.viewer(), &token).await?;
        Ok(Some(sign_in.into()))
    }

    /// Sends the link to confirm an address once more. Answers the same for every address.
    async fn resend_confirmation_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail address.")] email: String,
        #[graphql(desc = "The language of the mail.")] locale: Option<String>,
    ) -> Result<Option<String>> {
        let (app, viewer) = (ctx.app(), ctx.viewer());
        registration::resend_confirmation(app, viewer, &email, locale.as_deref()).await?;
        Ok(Some(email))
    }

    /// Signs in.
    async fn login(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail address of the account.")] email: String,
        #[graphql(desc = "Its password.")] password: String,
    ) -> Result<Option<Login>> {
        let sign_in = login::login(ctx.app(), ctx.viewer(), &email, &password).await?;
        Ok(Some(sign_in.into()))
    }

    /// Exchanges a refresh token for the next pair. The one given is used up; shown again later it ends the sign-in,
    /// since somebody else must have it.
    async fn refresh_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token of the last pair.")] refresh_token: String,
    ) -> Result<Option<RefreshedToken>> {
        let token = Token::from_outside(&refresh_token);
        let tokens = sessions::refresh(ctx.app(), ctx.viewer(), &token).await?;
        Ok(Some(tokens.into()))
    }

    /// Signs out. Both tokens of the pair are void at once.
    async fn logout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token of the last pair.")] refresh_token: String,
    ) -> Result<Option<String>> {
        sessions::logout(ctx.app(), &Token::from_outside(&refresh_token)).await?;
        Ok(Some(refresh_token))
    }

    /// Sends a link to set a new password. Answers the same for every address.
    async fn send_reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail address of the account.")] email: String,
        #[graphql(desc = "Not used: the mail is in the language of the account.")] locale: Option<
            String,
        >,
    ) -> Result<Option<String>> {
        let _ = locale;
        recovery::send_reset_password(ctx.app(), ctx.viewer(), &email).await?;
        Ok(Some(email))
    }

    /// Sets a new password by the link that was sent, ends all sign-ins and signs in anew.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret from the link.")] token: String,
        #[graphql(desc = "The new password.")] password: String,
        #[graphql(desc = "Not used: the mail is in the language of the account.")] locale: Option<
            String,
        >,
    ) -> Result<Option<Login>> {
        let _ = locale;
        let token = Token::from_outside(&token);
        let sign_in = recovery::reset_password(ctx.app(), ctx.viewer(), &token, &password).await?;
        Ok(Some(sign_in.into()))
    }
}
