//! What people do with pictures.

use super::model::{Files, Given, Label, Media, MediaFact, NewMedia, Slot};
use super::pixels::{self, Encoded};
use super::store::NewRow;
use super::{policy, reactions, store};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;

/// Bytes that the pictures of one account may take.
const QUOTA: i64 = 500 * 1024 * 1024;
/// Pictures that one account may send in an hour.
const UPLOADS: Limit = Limit::per_hour("upload", 60);

/// Takes a picture in.
pub async fn upload(app: &App, viewer: &Viewer, slot: Slot, new: NewMedia) -> Result<Media> {
    let owner = admit(app, viewer, slot, new.label).await?;
    slot.fits(new.bytes.len() as u64)?;
    let encoded = pixels::encode(slot, new.bytes).await?;
    keep(app, owner, encoded).await
}

/// Turns what somebody gives as a picture into the id of one that they may show. Does all that is slow, so it is
/// called before a transaction. Whoever keeps the id writes it soon: what nothing shows is gone after a day.
pub async fn claim(app: &App, viewer: &Viewer, slot: Slot, given: Given) -> Result<MediaId> {
    match given {
        Given::New(new) => upload(app, viewer, slot, new).await.map(|media| media.id),
        Given::Existing(id) => {
            let media = store::find(&*app.db.get().await?, id).await?;
            let media = media.filter(|media| policy::use_one(viewer, media).is_ok());
            media.map(|media| media.id).ok_or_else(|| unknown(slot))
        }
        Given::Copy { url, label } => from_address(app, viewer, slot, &url, label).await,
    }
}

/// One picture's record, for its owner and moderators.
pub async fn read(app: &App, viewer: &Viewer, id: MediaId) -> Result<Media> {
    let media = store::find(&*app.db.get().await?, id).await?.or_not_found("media")?;
    policy::see(viewer, &media).map_err(|_| Error::NotFound("media"))?;
    Ok(media)
}

/// The pictures of an account, newest first.
pub async fn of_account(
    app: &App,
    viewer: &Viewer,
    user: UserId,
    page: Page,
) -> Result<Paged<Media>> {
    policy::list(viewer, user)?;
    store::of_account(&*app.db.get().await?, user, page).await
}

/// Bytes of the pictures of an account.
pub async fn size_of_account(app: &App, viewer: &Viewer, user: UserId) -> Result<i64> {
    policy::list(viewer, user)?;
    store::size_of_account(&*app.db.get().await?, user).await
}

/// Removes a picture that nothing shows any more.
pub async fn remove(app: &App, viewer: &Viewer, id: MediaId) -> Result<MediaId> {
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        let media = store::lock(tx, id).await?.or_not_found("media")?;
        policy::remove(viewer, &media).map_err(|_| Error::NotFound("media"))?;
        if store::used(tx, id).await? {
            return Err(Error::conflict("media_in_use", Message::new("error-media-in-use")));
        }
        store::delete(tx, id).await?;
        app.emit(tx, MediaFact::Removed(Files::from(&media))).await?;
        Ok(id)
    })
    .await
}

/// Removes all pictures of an account that goes, in the transaction of its going. What shows them loses them.
pub async fn erase(app: &App, tx: &mut AsyncPgConnection, user: UserId) -> Result<()> {
    for files in store::delete_of_account(tx, user).await? {
        app.emit(tx, MediaFact::Removed(files)).await?;
    }
    Ok(())
}

/// Whom a new picture belongs to, and what they say of it.
struct Owner {
    user: Option<UserId>,
    label: Label,
    /// Where the picture was given, for errors.
    field: &'static str,
}

/// Whether the viewer may send one more.
async fn admit(app: &App, viewer: &Viewer, slot: Slot, label: Label) -> Result<Owner> {
    let mut label = label.checked(slot)?;
    if viewer.is_system() {
        return Ok(Owner { user: None, label, field: slot.field });
    }
    let user = viewer.require_account()?.user;
    label.actor = match label.actor {
        Some(actor) => Some(viewer.act_as(actor)?),
        None => viewer.actor(),
    };
    app.hit(viewer, UPLOADS, &user.to_string()).await?;
    has_room(&*app.db.get().await?, user, slot.field).await?;
    Ok(Owner { user: Some(user), label, field: slot.field })
}

async fn has_room(conn: &AsyncPgConnection, user: UserId, field: &'static str) -> Result<()> {
    if store::size_of_account(conn, user).await? < QUOTA {
        return Ok(());
    }
    let problem = Message::new("error-media-quota").with("max", QUOTA / (1024 * 1024));
    Err(Error::invalid(field, problem))
}

/// Stores the files, then writes the row. Should the process die in between, a job forgets the files.
async fn keep(app: &App, owner: Owner, encoded: Encoded) -> Result<Media> {
    let row = NewRow {
        uuid: app.random.uuid(),
        user_id: owner.user,
        actor_id: owner.label.actor,
        name: owner.label.name,
        alt: owner.label.alt,
        content_type: "image/webp".to_owned(),
        size: encoded.size(),
        width: encoded.width,
        height: encoded.height,
        blurhash: Some(encoded.blurhash),
        widths: encoded.widths,
        created_at: app.now(),
    };
    let names = encoded.files.iter().map(|(name, _)| *name).collect();
    reactions::expect_row(app, &Files { uuid: row.uuid, names }).await?;
    for (name, bytes) in encoded.files {
        app.blobs.put(&name.key(row.uuid), bytes).await?;
    }
    let mut conn = app.db.get().await?;
    conn.transaction(async |tx| {
        if let Some(user) = owner.user {
            // Many that are sent at once are counted one after the other.
            store::hold_room(tx, user).await?;
            has_room(tx, user, owner.field).await?;
        }
        store::insert(tx, &row).await
    })
    .await
}

/// The picture at one of our addresses: the viewer's own as it is, anybody else's as a copy.
async fn from_address(
    app: &App,
    viewer: &Viewer,
    slot: Slot,
    url: &str,
    label: Label,
) -> Result<MediaId> {
    let uuid = ours(app, url).ok_or_else(|| unknown(slot))?;
    let media = store::find_by_uuid(&*app.db.get().await?, uuid).await?;
    let media = media.ok_or_else(|| unknown(slot))?;
    let same = label.alt.is_none() || label.alt == media.alt;
    if same && policy::remove(viewer, &media).is_ok() {
        return Ok(media.id);
    }
    again(app, viewer, slot, media, label).await
}

/// The same picture with its own files and address, for another identity of the viewer's.
pub async fn copy(
    app: &App,
    viewer: &Viewer,
    slot: Slot,
    id: MediaId,
    actor: ActorId,
) -> Result<MediaId> {
    let media = store::find(&*app.db.get().await?, id).await?.ok_or_else(|| unknown(slot))?;
    let label = Label { name: media.name.clone(), alt: media.alt.clone(), actor: Some(actor) };
    again(app, viewer, slot, media, label).await
}

async fn again(
    app: &App,
    viewer: &Viewer,
    slot: Slot,
    media: Media,
    label: Label,
) -> Result<MediaId> {
    let owner = admit(app, viewer, slot, label).await?;
    let mut files = Vec::new();
    for name in media.files() {
        files.push((name, app.blobs.get(&name.key(media.uuid)).await?.to_vec()));
    }
    let encoded = Encoded {
        files,
        widths: media.widths().collect(),
        width: media.width,
        height: media.height,
        blurhash: media.blurhash.unwrap_or_default(),
    };
    keep(app, owner, encoded).await.map(|copy| copy.id)
}

/// The uuid in an address of ours.
fn ours(app: &App, url: &str) -> Option<Uuid> {
    let path = url.trim().strip_prefix(app.config.link("/media/").as_str())?;
    path.split('/').next().and_then(|uuid| Uuid::try_parse(uuid).ok())
}

fn unknown(slot: Slot) -> Error {
    Error::invalid(slot.field, Message::new("error-media-unknown"))
}
