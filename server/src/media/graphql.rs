//! Pictures in the API. Resolvers translate; they decide nothing.

use super::model::{Given, Label, Media, NewMedia, Slot};
use super::picture::Picture;
use super::{MediaLoader, MediaSizeLoader, service};
use crate::graphql::nodes::DeletedObject;
use crate::graphql::uploads::Upload;
use crate::graphql::{ContextExt, scalars};
use crate::kernel::prelude::*;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// A picture that somebody sent, made anew in several sizes.
pub struct MediaNode(pub Media);

/// The sides of a picture, and what can be shown until it has come.
#[derive(SimpleObject)]
pub struct MediaMetadata {
    /// Pixels across of the widest file.
    pub width: Option<i32>,
    /// Pixels down of the widest file.
    pub height: Option<i32>,
    /// A few letters that draw a blurred picture; see blurha.sh.
    pub blurhash: Option<String>,
}

/// One size of a picture.
#[derive(SimpleObject)]
pub struct MediaVariant {
    /// Pixels across.
    pub width: i32,
    /// Where this size can be fetched.
    pub url: String,
}

/// Pictures, a page at a time.
#[derive(SimpleObject)]
pub struct PaginatedMediaList {
    /// The pictures of this page.
    pub elements: Option<Vec<Option<MediaNode>>>,
    /// How many there are in all.
    pub total: Option<i32>,
}

impl From<Paged<Media>> for PaginatedMediaList {
    fn from(page: Paged<Media>) -> Self {
        let page = page.map(|media| Some(MediaNode(media)));
        Self { elements: Some(page.elements), total: Some(int(page.total)) }
    }
}

/// A picture that somebody sent, made anew in several sizes.
#[Object(name = "Media")]
impl MediaNode {
    /// Its id.
    async fn id(&self) -> Option<ID> {
        Some(self.0.id.into())
    }

    /// What it shows, for those who do not see it.
    async fn alt(&self) -> Option<&str> {
        self.0.alt.as_deref()
    }

    /// What its sender calls it.
    async fn name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    /// Where the widest of its files can be fetched.
    async fn url(&self, ctx: &Context<'_>) -> Option<String> {
        Some(Picture::of(&ctx.app().config, &self.0).url())
    }

    /// All its sizes, from narrow to wide.
    async fn variants(&self, ctx: &Context<'_>) -> Vec<MediaVariant> {
        let picture = Picture::of(&ctx.app().config, &self.0);
        picture.variants().map(|(width, url)| MediaVariant { width, url }).collect()
    }

    /// A JPEG of 1200 × 630 pixels, for previews of links.
    async fn card_url(&self, ctx: &Context<'_>) -> String {
        Picture::of(&ctx.app().config, &self.0).card_url
    }

    /// The media type of its files.
    async fn content_type(&self) -> Option<&str> {
        Some(&self.0.content_type)
    }

    /// Bytes of all its files together.
    async fn size(&self) -> Option<i32> {
        Some(int(self.0.size))
    }

    /// Its sides, and what can be shown until it has come.
    async fn metadata(&self) -> Option<MediaMetadata> {
        let (width, height) = (Some(self.0.width), Some(self.0.height));
        Some(MediaMetadata { width, height, blurhash: self.0.blurhash.clone() })
    }
}

/// A picture: one that was sent before, or a new one. With neither, there is none.
#[derive(InputObject, Default)]
pub struct MediaInput {
    /// The id of a picture of yours.
    pub media_id: Option<ID>,
    /// A new picture.
    pub media: Option<MediaInputObject>,
}

/// A new picture: a file, or the address of a picture that this server has.
#[derive(InputObject)]
pub struct MediaInputObject {
    /// What you call it.
    pub name: String,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// The file.
    pub file: Option<Upload>,
    /// The address of a picture of this server, to use it once more.
    pub url: Option<String>,
    /// The identity that sends it.
    pub actor_id: Option<ID>,
}

/// The id of the picture that an argument gives, uploaded if it is new; `None` if it gives none. Called before
/// the service function, so that no transaction waits for it.
pub async fn claim(
    ctx: &Context<'_>,
    slot: Slot,
    input: Option<MediaInput>,
) -> Result<Option<MediaId>> {
    let Some(given) = given(ctx, slot, input.unwrap_or_default()).await? else { return Ok(None) };
    service::claim(ctx.app(), ctx.viewer(), slot, given).await.map(Some)
}

async fn given(ctx: &Context<'_>, slot: Slot, input: MediaInput) -> Result<Option<Given>> {
    if let Some(id) = &input.media_id {
        return Ok(Some(Given::Existing(scalars::id("mediaId", id)?)));
    }
    let Some(media) = input.media else { return Ok(None) };
    let actor = scalars::optional_id("actorId", media.actor_id.as_ref())?;
    let label = Label { name: media.name, alt: media.alt, actor };
    match (media.file, media.url) {
        (Some(file), _) => {
            let bytes = bytes(ctx, slot, &file).await?;
            Ok(Some(Given::New(NewMedia { bytes, label })))
        }
        (None, Some(url)) => Ok(Some(Given::Copy { url, label })),
        (None, None) => Ok(None),
    }
}

/// The bytes of a file, unless it is too heavy to be read.
async fn bytes(ctx: &Context<'_>, slot: Slot, file: &Upload) -> Result<Vec<u8>> {
    let file = file.file(ctx, slot.field)?;
    slot.fits(file.size)?;
    file.bytes().await
}

/// The node of a picture, loaded together with the others of its level.
pub async fn picture(ctx: &Context<'_>, id: Option<MediaId>) -> Result<Option<MediaNode>> {
    let Some(id) = id else { return Ok(None) };
    let loaded = ctx.loader::<MediaLoader, MediaId>().load_one(id).await;
    let media = loaded.map_err(|cause| anyhow::anyhow!("loading pictures: {cause}"))?;
    Ok(media.map(MediaNode))
}

/// Bytes of the pictures that an actor has sent, loaded together with the others of its level; `None` for those
/// who may not know.
pub async fn size_of_actor(ctx: &Context<'_>, actor: ActorId) -> Result<Option<i32>> {
    if !ctx.viewer().owns(actor) && !ctx.viewer().moderates() {
        return Ok(None);
    }
    let loaded = ctx.loader::<MediaSizeLoader, ActorId>().load_one(actor).await;
    let size = loaded.map_err(|cause| anyhow::anyhow!("loading sizes of pictures: {cause}"))?;
    Ok(Some(int(size.unwrap_or(0))))
}

/// A number of the database as the API's, which ends at two thousand million.
pub fn int(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// What can be asked about pictures.
#[derive(Default)]
pub struct MediaQuery;

#[Object]
impl MediaQuery {
    /// A picture of the viewer.
    async fn media(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The picture's id.")] id: ID,
    ) -> Result<Option<MediaNode>> {
        let id = scalars::id("id", &id)?;
        service::read(ctx.app(), ctx.viewer(), id).await.map(|media| Some(MediaNode(media)))
    }
}

/// What can be done with pictures.
#[derive(Default)]
pub struct MediaMutation;

#[Object]
impl MediaMutation {
    /// Sends a picture: JPEG, PNG, GIF or WebP, up to 10 MiB. It is made anew in several sizes; what the file tells
    /// besides its pixels, such as where it was taken, is not kept.
    async fn upload_media(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] file: Upload,
        #[graphql(desc = "What you call it.")] name: String,
        #[graphql(desc = "What it shows, for those who do not see it.")] alt: Option<String>,
        #[graphql(desc = "The identity that sends it; your usual one unless given.")]
        actor_id: Option<ID>,
    ) -> Result<Option<MediaNode>> {
        let slot = Slot::other("file");
        let actor = scalars::optional_id("actorId", actor_id.as_ref())?;
        ctx.viewer().require_account()?;
        let bytes = bytes(ctx, slot, &file).await?;
        let new = NewMedia { bytes, label: Label { name, alt, actor } };
        let media = service::upload(ctx.app(), ctx.viewer(), slot, new).await?;
        Ok(Some(MediaNode(media)))
    }

    /// Removes a picture of yours that nothing shows.
    async fn remove_media(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The picture's id.")] id: ID,
    ) -> Result<Option<DeletedObject>> {
        let id = scalars::id("id", &id)?;
        let removed = service::remove(ctx.app(), ctx.viewer(), id).await?;
        Ok(Some(DeletedObject { id: Some(removed.into()) }))
    }
}
