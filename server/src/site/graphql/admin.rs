//! The settings of the server, for its administrators.

use super::about::{InstanceAbout, InstanceAboutInput};
use super::parts::{InstancePrivacyType, InstanceTermsType};
use crate::graphql::ContextExt;
use crate::kernel::prelude::*;
use crate::media::Slot;
use crate::media::graphql::{MediaInput, MediaNode, claim, picture};
use crate::site::model::{Settings, SettingsChange, Source, TextChange};
use crate::site::service;
use async_graphql::{Context, Enum, MaybeUndefined, Object};

/// Who may open an account.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "crate::kernel::config::Registration")]
pub enum RegistrationMode {
    /// Everybody.
    Open,
    /// Nobody.
    Closed,
    /// Everybody, but a moderator looks first.
    Approval,
    /// Those whose address is on a list.
    Allowlist,
}

/// The settings of this server.
pub struct AdminSettingsNode(pub Settings);

/// The settings of this server.
#[Object(name = "AdminSettings")]
impl AdminSettingsNode {
    /// Its name.
    async fn instance_name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    /// What it is, in one sentence.
    async fn instance_description(&self) -> Option<&str> {
        Some(&self.0.description)
    }

    /// What it is, at length: HTML.
    async fn instance_long_description(&self) -> Option<&str> {
        self.0.long_description.as_deref()
    }

    /// A few words under its name.
    async fn instance_slogan(&self) -> Option<&str> {
        self.0.slogan.as_deref()
    }

    /// How to reach those who run it.
    async fn contact(&self) -> Option<&str> {
        self.0.contact.as_deref()
    }

    /// Its logo.
    async fn instance_logo(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.logo).await
    }

    /// The small picture that browsers show beside its name.
    async fn instance_favicon(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.favicon).await
    }

    /// Shown for events without a picture.
    async fn default_picture(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.default_picture).await
    }

    /// `#rrggbb`.
    async fn primary_color(&self) -> Option<&str> {
        self.0.primary_color.as_deref()
    }

    /// `#rrggbb`.
    async fn secondary_color(&self) -> Option<&str> {
        self.0.secondary_color.as_deref()
    }

    /// The languages that are spoken here, as codes.
    async fn instance_languages(&self) -> Option<Vec<Option<&str>>> {
        Some(self.0.languages.iter().map(|code| Some(code.as_str())).collect())
    }

    /// The administrators' own terms: HTML.
    async fn instance_terms(&self) -> Option<&str> {
        self.0.terms.html.as_deref()
    }

    /// Where the terms come from.
    async fn instance_terms_type(&self) -> Option<InstanceTermsType> {
        Some(self.0.terms.source.unwrap_or(Source::Default).into())
    }

    /// Where the terms are, when they are elsewhere.
    async fn instance_terms_url(&self) -> Option<&str> {
        self.0.terms.url.as_deref()
    }

    /// The administrators' own text about privacy: HTML.
    async fn instance_privacy_policy(&self) -> Option<&str> {
        self.0.privacy.html.as_deref()
    }

    /// Where the text about privacy comes from.
    async fn instance_privacy_policy_type(&self) -> Option<InstancePrivacyType> {
        Some(self.0.privacy.source.unwrap_or(Source::Default).into())
    }

    /// Where the text about privacy is, when it is elsewhere.
    async fn instance_privacy_policy_url(&self) -> Option<&str> {
        self.0.privacy.url.as_deref()
    }

    /// The administrators' own rules: HTML.
    async fn instance_rules(&self) -> Option<&str> {
        self.0.rules.as_deref()
    }

    /// Whether anybody may ask for an account.
    async fn registrations_open(&self) -> Option<bool> {
        Some(self.0.registrations_open())
    }

    /// What those who run it say about it.
    async fn about(&self) -> InstanceAbout {
        self.0.about.clone().into()
    }

    /// Who may open an account.
    async fn registration_mode(&self) -> RegistrationMode {
        self.0.registration.into()
    }
}

/// What can be done with the server itself.
#[derive(Default)]
pub struct SiteMutation;

#[Object]
impl SiteMutation {
    /// Changes settings. What is not given stays; what is given empty goes back to what it was at first.
    #[allow(clippy::too_many_arguments)] // The contract's.
    async fn save_admin_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its name.")] instance_name: Option<String>,
        #[graphql(desc = "What it is, in one sentence.")] instance_description: Option<String>,
        #[graphql(desc = "What it is, at length: HTML.")] instance_long_description: Option<String>,
        #[graphql(desc = "A few words under its name.")] instance_slogan: Option<String>,
        #[graphql(desc = "A mail address, a web address or a text.")] contact: Option<String>,
        #[graphql(desc = "Its logo.")] instance_logo: MaybeUndefined<MediaInput>,
        #[graphql(desc = "The small picture beside its name.")] instance_favicon: MaybeUndefined<
            MediaInput,
        >,
        #[graphql(desc = "Shown for events without a picture.")] default_picture: MaybeUndefined<
            MediaInput,
        >,
        #[graphql(desc = "`#rrggbb`.")] primary_color: Option<String>,
        #[graphql(desc = "`#rrggbb`.")] secondary_color: Option<String>,
        #[graphql(desc = "Your own terms: HTML.")] instance_terms: Option<String>,
        #[graphql(desc = "Where the terms come from.")] instance_terms_type: Option<
            InstanceTermsType,
        >,
        #[graphql(desc = "Where the terms are, when they are elsewhere.")]
        instance_terms_url: Option<String>,
        #[graphql(desc = "Your own text about privacy: HTML.")] instance_privacy_policy: Option<
            String,
        >,
        #[graphql(desc = "Where the text about privacy comes from.")]
        instance_privacy_policy_type: Option<InstancePrivacyType>,
        #[graphql(desc = "Where the text about privacy is, when it is elsewhere.")]
        instance_privacy_policy_url: Option<String>,
        #[graphql(desc = "Your own rules: HTML.")] instance_rules: Option<String>,
        #[graphql(desc = "Whether anybody may ask for an account.")] registrations_open: Option<
            bool,
        >,
        #[graphql(desc = "The languages that are spoken here, as codes.")]
        instance_languages: Option<Vec<Option<String>>>,
        #[graphql(desc = "Who may open an account; wins over `registrationsOpen`.")]
        registration_mode: Option<RegistrationMode>,
        #[graphql(desc = "What you say about it: who, why, for how long, how it is paid.")]
        about: Option<InstanceAboutInput>,
    ) -> Result<Option<AdminSettingsNode>> {
        service::admin_settings(ctx.app(), ctx.viewer()).await?;
        let change = SettingsChange {
            name: instance_name,
            description: instance_description,
            long_description: instance_long_description,
            slogan: instance_slogan,
            contact,
            languages: instance_languages.map(|codes| codes.into_iter().flatten().collect()),
            primary_color,
            secondary_color,
            logo: shown(ctx, "instanceLogo", instance_logo).await?,
            favicon: shown(ctx, "instanceFavicon", instance_favicon).await?,
            default_picture: shown(ctx, "defaultPicture", default_picture).await?,
            terms: TextChange {
                source: instance_terms_type.map(Into::into),
                url: instance_terms_url,
                html: instance_terms,
            },
            privacy: TextChange {
                source: instance_privacy_policy_type.map(Into::into),
                url: instance_privacy_policy_url,
                html: instance_privacy_policy,
            },
            rules: instance_rules,
            registration: registration_mode.map(Into::into),
            registrations_open,
            about: about.map(Into::into).unwrap_or_default(),
        };
        let saved = service::save(ctx.app(), ctx.viewer(), change).await?;
        Ok(Some(AdminSettingsNode(saved)))
    }
}

/// The picture that an argument sets: nothing given leaves the one there is, an empty one takes it away.
async fn shown(
    ctx: &Context<'_>,
    field: &'static str,
    given: MaybeUndefined<MediaInput>,
) -> Result<Option<Option<MediaId>>> {
    match given {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => Ok(Some(None)),
        MaybeUndefined::Value(input) => claim(ctx, Slot::other(field), Some(input)).await.map(Some),
    }
}
