//! What this server is and what it can do: the one question that every client asks first.

use super::about::InstanceAbout;
use super::parts::*;
use crate::actors;
use crate::events::{Category, LONG_DAYS};
use crate::graphql::ContextExt;
use crate::graphql::scalars::Timezone;
use crate::kernel::config::Registration;
use crate::kernel::prelude::*;
use crate::kernel::{limit, text};
use crate::media::graphql::{MediaNode, picture};
use crate::site::model::{Document, Settings};
use crate::site::service;
use async_graphql::{Context, Object};

/// What this server is and what it can do.
pub struct ConfigNode(pub Settings);

/// What this server is and what it can do.
#[Object(name = "Config")]
impl ConfigNode {
    /// Its name.
    async fn name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    /// What it is, in one sentence.
    async fn description(&self) -> Option<&str> {
        Some(&self.0.description)
    }

    /// What it is, at length: HTML.
    async fn long_description(&self) -> Option<&str> {
        self.0.long_description.as_deref()
    }

    /// A few words under its name.
    async fn slogan(&self) -> Option<&str> {
        self.0.slogan.as_deref()
    }

    /// How to reach those who run it: a mail address, a web address or a text.
    async fn contact(&self) -> Option<&str> {
        self.0.contact.as_deref()
    }

    /// What those who run it say about it.
    async fn about(&self) -> InstanceAbout {
        self.0.about.clone().into()
    }

    /// The languages that are spoken here, as codes.
    async fn languages(&self) -> Option<Vec<Option<&str>>> {
        Some(self.0.languages.iter().map(|code| Some(code.as_str())).collect())
    }

    /// The version of its program.
    async fn version(&self) -> Option<&'static str> {
        Some(env!("CARGO_PKG_VERSION"))
    }

    /// Whether anybody may ask for an account.
    async fn registrations_open(&self) -> Option<bool> {
        Some(self.0.registrations_open())
    }

    /// Whether some addresses may open an account.
    async fn registrations_allowlist(&self) -> Option<bool> {
        Some(self.0.registration == Registration::Allowlist)
    }

    /// Whether it is there to be tried, and forgets.
    async fn demo_mode(&self) -> Option<bool> {
        Some(false)
    }

    /// Whether it exchanges events with other servers.
    async fn federating(&self) -> Option<bool> {
        Some(false)
    }

    /// Whether long events can be told apart in lists.
    async fn long_events(&self) -> Option<bool> {
        Some(true)
    }

    /// Days after which an event counts as long.
    async fn duration_of_long_event(&self) -> Option<i32> {
        int(LONG_DAYS)
    }

    /// The country that the visitor seems to be in. This server does not look.
    async fn country_code(&self) -> Option<&str> {
        None
    }

    /// The point that the visitor seems to be at. This server does not look.
    async fn location(&self) -> Option<Lonlat> {
        None
    }

    /// `#rrggbb`.
    async fn primary_color(&self) -> Option<&str> {
        self.0.primary_color.as_deref()
    }

    /// `#rrggbb`.
    async fn secondary_color(&self) -> Option<&str> {
        self.0.secondary_color.as_deref()
    }

    /// Its logo.
    async fn instance_logo(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.logo).await
    }

    /// Shown for events without a picture.
    async fn default_picture(&self, ctx: &Context<'_>) -> Result<Option<MediaNode>> {
        picture(ctx, self.0.default_picture).await
    }

    /// What people without an account may do.
    async fn anonymous(&self, ctx: &Context<'_>) -> Result<Option<Anonymous>> {
        let conn = ctx.app().db.get().await?;
        let actor = actors::anonymous(&conn).await?;
        Ok(Some(anonymous(actor.id, ctx.app().config.anonymous_participation)))
    }

    /// The ways to sign in.
    async fn auth(&self) -> Option<Auth> {
        let none = Some(Vec::new());
        Some(Auth { database_login: Some(true), ldap: Some(false), oauth_providers: none })
    }

    /// Programs that count visits, which clients are asked to load. There are none.
    async fn analytics(&self) -> Option<Vec<Option<Analytics>>> {
        Some(Vec::new())
    }

    /// The subjects of events, by their names in the reader's language.
    async fn event_categories(
        &self,
        ctx: &Context<'_>,
    ) -> Option<Vec<Option<EventCategoryOption>>> {
        let lang = ctx.viewer().lang;
        let option = |category: &Category| {
            let (id, label) = (category.as_str().to_owned(), category_name(*category, lang));
            Some(EventCategoryOption { id: Some(id), label: Some(label) })
        };
        Some(Category::ALL.iter().map(option).collect())
    }

    /// What lists can be taken along as files.
    async fn export_formats(&self) -> Option<ExportFormats> {
        Some(ExportFormats { event_participants: Some(vec![Some("csv".to_owned())]) })
    }

    /// What this server can do.
    async fn features(&self) -> Option<Features> {
        Some(Features {
            groups: Some(false),
            event_creation: Some(true),
            event_external: Some(true),
            antispam: Some(false),
        })
    }

    /// What finds places.
    async fn geocoding(&self, ctx: &Context<'_>) -> Option<Geocoding> {
        let geocoder = &ctx.app().geocoder;
        let provider = Some(geocoder.name().to_owned());
        Some(Geocoding { autocomplete: Some(geocoder.autocomplete()), provider })
    }

    /// Feeds of all public events.
    async fn instance_feeds(&self) -> Option<InstanceFeeds> {
        Some(InstanceFeeds { enabled: Some(true) })
    }

    /// Maps, and the way there.
    async fn maps(&self, ctx: &Context<'_>) -> Option<Maps> {
        let config = &ctx.app().config;
        let source = config.map_tiles.as_ref();
        let tiles = Tiles {
            endpoint: Some(source.map(|_| config.link("/tiles/{z}/{x}/{y}")).unwrap_or_default()),
            attribution: Some(source.map(|_| config.map_credit.clone()).unwrap_or_default()),
        };
        let routing = Routing { kind: Some(RoutingType::OpenStreetMap) };
        Some(Maps { tiles: Some(tiles), routing: Some(routing) })
    }

    /// Programs whose documents groups may make and share. There are none.
    async fn resource_providers(&self) -> Option<Vec<Option<ResourceProvider>>> {
        Some(Vec::new())
    }

    /// What is for some only.
    async fn restrictions(&self) -> Option<Restrictions> {
        Some(Restrictions {
            only_admin_can_create_groups: Some(false),
            only_groups_can_create_events: Some(false),
        })
    }

    /// Where searches look.
    async fn search(&self) -> Option<SearchSettings> {
        let global = GlobalSearchSettings { is_enabled: Some(false), is_default: Some(false) };
        Some(SearchSettings { global: Some(global) })
    }

    /// Every time zone, by its IANA name.
    async fn timezones(&self) -> Option<Vec<Option<Timezone>>> {
        Some(chrono_tz::TZ_VARIANTS.iter().map(|zone| Some(Timezone(Some(*zone)))).collect())
    }

    /// How large files may be, in bytes.
    async fn upload_limits(&self) -> Option<UploadLimits> {
        let bytes = |limit: usize| i32::try_from(limit).ok();
        Some(UploadLimits {
            default: bytes(limit::UPLOAD_BYTES),
            avatar: bytes(limit::AVATAR_BYTES),
            banner: bytes(limit::BANNER_BYTES),
        })
    }

    /// Notifications that the browser shows.
    async fn web_push(&self) -> Option<WebPush> {
        Some(WebPush { enabled: Some(false), public_key: None })
    }

    /// What those who use this server agree to.
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language to read it in; the reader's unless given.")] locale: Option<
            String,
        >,
    ) -> Option<Terms> {
        let lang = language(ctx, locale.as_deref());
        Some(service::document(ctx.app(), &self.0, Document::Terms, lang).into())
    }

    /// What this server knows about those who use it.
    async fn privacy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language to read it in; the reader's unless given.")] locale: Option<
            String,
        >,
    ) -> Option<Privacy> {
        let lang = language(ctx, locale.as_deref());
        Some(service::document(ctx.app(), &self.0, Document::Privacy, lang).into())
    }

    /// How to behave here: HTML.
    async fn rules(&self, ctx: &Context<'_>) -> Option<String> {
        service::document(ctx.app(), &self.0, Document::Rules, ctx.viewer().lang).html
    }
}

fn language(ctx: &Context<'_>, locale: Option<&str>) -> Lang {
    locale.and_then(Lang::negotiate).unwrap_or(ctx.viewer().lang)
}

/// The name of a category in the reader's language.
fn category_name(category: Category, lang: Lang) -> String {
    let id = format!("category-{}", category.as_str().to_ascii_lowercase().replace('_', "-"));
    text::say(lang, &id, &[])
}

fn anonymous(actor: ActorId, participation: bool) -> Anonymous {
    Anonymous {
        actor_id: Some(actor.into()),
        participation: Some(AnonymousParticipation {
            allowed: Some(participation),
            validation: Some(AnonymousParticipationValidation {
                email: Some(AnonymousParticipationValidationEmail {
                    enabled: Some(true),
                    confirmation_required: Some(true),
                }),
                captcha: Some(AnonymousParticipationValidationCaptcha { enabled: Some(false) }),
            }),
        }),
        event_creation: Some(AnonymousEventCreation {
            allowed: Some(false),
            validation: Some(AnonymousEventCreationValidation {
                email: Some(AnonymousEventCreationValidationEmail {
                    enabled: Some(false),
                    confirmation_required: Some(false),
                }),
                captcha: Some(AnonymousEventCreationValidationCaptcha { enabled: Some(false) }),
            }),
        }),
        reports: Some(AnonymousReports { allowed: Some(true) }),
    }
}
