//! Who may see the record of a picture, show it, and remove it. Its bytes are open to whoever knows its address.

use super::model::Media;
use crate::kernel::prelude::*;

/// Its owner may do anything with a picture; those who run the server may use it too, since what they set for all
/// was often sent by another of them.
pub fn use_one(viewer: &Viewer, media: &Media) -> Result<(), Denied> {
    let own = owns(viewer, media);
    if own || viewer.administers() { Ok(()) } else { Err(Denied("use this picture")) }
}

/// Its owner and moderators see its record.
pub fn see(viewer: &Viewer, media: &Media) -> Result<(), Denied> {
    let may = owns(viewer, media) || viewer.moderates();
    if may { Ok(()) } else { Err(Denied("see this picture")) }
}

/// Its owner alone removes it.
pub fn remove(viewer: &Viewer, media: &Media) -> Result<(), Denied> {
    let may = owns(viewer, media) || viewer.is_system();
    if may { Ok(()) } else { Err(Denied("remove this picture")) }
}

/// Whoever owns an account, and moderators, may know what it has sent.
pub fn list(viewer: &Viewer, user: UserId) -> Result<(), Denied> {
    let own = viewer.account().is_some_and(|account| account.user == user);
    if own || viewer.moderates() { Ok(()) } else { Err(Denied("see these pictures")) }
}

fn owns(viewer: &Viewer, media: &Media) -> bool {
    let account = viewer.account().map(|account| account.user);
    account.is_some() && account == media.user_id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::viewer::Who;

    fn account(user: i64, role: Role) -> Viewer {
        let who = Who::Account(Account {
            user: UserId(user),
            role,
            session: SessionId(1),
            default_actor: None,
            actors: vec![],
        });
        Viewer { who, ..Viewer::nobody(Lang::En, None) }
    }

    fn media(user_id: Option<UserId>) -> Media {
        Media {
            id: MediaId(1),
            uuid: Uuid::nil(),
            user_id,
            actor_id: None,
            name: "x".into(),
            alt: None,
            content_type: "image/webp".into(),
            size: 1,
            width: 1,
            height: 1,
            blurhash: None,
            widths: vec![Some(1)],
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_picture_belongs_to_its_account() {
        let (owner, other) = (account(1, Role::User), account(2, Role::User));
        let (moderator, admin) = (account(3, Role::Moderator), account(4, Role::Administrator));
        let nobody = Viewer::nobody(Lang::En, None);
        // see, use, remove, list
        for (who, viewer, may) in [
            ("owner", &owner, [true, true, true, true]),
            ("another", &other, [false; 4]),
            ("nobody", &nobody, [false; 4]),
            ("moderator", &moderator, [true, false, false, true]),
            ("administrator", &admin, [true, true, false, true]),
            ("the server", &Viewer::system(), [true; 4]),
        ] {
            let its = media(Some(UserId(1)));
            let answers = [
                see(viewer, &its).is_ok(),
                use_one(viewer, &its).is_ok(),
                remove(viewer, &its).is_ok(),
                list(viewer, UserId(1)).is_ok(),
            ];
            assert_eq!(answers, may, "{who}");
        }
        assert!(see(&nobody, &media(None)).is_err(), "what belongs to nobody is nobody's");
    }
}
