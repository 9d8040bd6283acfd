//! Who may say something under an event, change it, let it in, take it away. Pure. That they see the event is asked
//! before.

use super::model::Comment;
use crate::events::{CommentModeration, Event, Standing};
use crate::kernel::error::{Denied, Error, Message};
use crate::kernel::id::ActorId;
use crate::kernel::viewer::Viewer;

/// What keeps somebody from commenting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hurdle {
    /// It is not published yet.
    Draft,
    /// The organiser takes no comments.
    Closed,
    /// The organiser takes them from those who take part.
    Participants,
}

impl From<Hurdle> for Error {
    fn from(hurdle: Hurdle) -> Self {
        let (code, text) = match hurdle {
            Hurdle::Draft => ("comments_draft", "error-comments-draft"),
            Hurdle::Closed => ("comments_closed", "error-comments-closed"),
            Hurdle::Participants => ("comments_participants", "error-comments-participants"),
        };
        Error::conflict(code, Message::new(text))
    }
}

/// Whether an identity that is this to an event may comment, and if so, whether that has to wait for the organiser.
pub fn comment(event: &Event, actor: ActorId, standing: Standing) -> Result<bool, Hurdle> {
    if event.draft {
        return Err(Hurdle::Draft);
    }
    if event.organizer_id == actor || standing == Standing::Organises {
        return Ok(false);
    }
    let option = event.options.comment_moderation;
    if option == CommentModeration::Closed {
        return Err(Hurdle::Closed);
    }
    if event.options.comments_by_participants && standing < Standing::Attends {
        return Err(Hurdle::Participants);
    }
    Ok(option == CommentModeration::Moderated)
}

/// Announcements are the organiser's.
pub fn may_announce(event: &Event, actor: ActorId) -> Result<(), Denied> {
    if event.organizer_id == actor { Ok(()) } else { Err(Denied("announce under this event")) }
}

/// Its author changes a comment.
pub fn change(viewer: &Viewer, comment: &Comment) -> Result<(), Denied> {
    if viewer.owns(comment.actor_id) { Ok(()) } else { Err(Denied("change this comment")) }
}

/// Its author deletes a comment, and so do the organiser of the event and those who keep order here.
pub fn delete(viewer: &Viewer, comment: &Comment, event: &Event) -> Result<(), Denied> {
    let may = viewer.owns(comment.actor_id) || approve(viewer, event).is_ok();
    if may { Ok(()) } else { Err(Denied("delete this comment")) }
}

/// The organiser lets comments in, and so do those who keep order here.
pub fn approve(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    let may = viewer.moderates() || viewer.owns(event.organizer_id);
    if may { Ok(()) } else { Err(Denied("decide about comments of this event")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::testing::event;

    #[test]
    fn who_may_comment_and_who_has_to_wait() {
        use CommentModeration::{AllowAll, Closed, Moderated};
        use Standing::{Applicant, Attends, Stranger};
        let (mine, organiser) = (ActorId(7), event().organizer_id);
        assert_ne!(mine, organiser);
        let outside = Err(Hurdle::Participants);
        for (option, inside, stranger, attends) in [
            (AllowAll, false, Ok(false), Ok(false)),
            (AllowAll, true, outside, Ok(false)),
            (Moderated, false, Ok(true), Ok(true)),
            (Moderated, true, outside, Ok(true)),
            (Closed, false, Err(Hurdle::Closed), Err(Hurdle::Closed)),
            (Closed, true, Err(Hurdle::Closed), Err(Hurdle::Closed)),
        ] {
            let mut event = event();
            event.options.comment_moderation = option;
            event.options.comments_by_participants = inside;
            assert_eq!(comment(&event, mine, Stranger), stranger, "{option} {inside}");
            assert_eq!(comment(&event, mine, Applicant), stranger, "{option} {inside}");
            assert_eq!(comment(&event, mine, Attends), attends, "{option} {inside}");
            assert_eq!(comment(&event, organiser, Stranger), Ok(false), "{option} {inside}");
            event.draft = true;
            assert_eq!(comment(&event, organiser, Stranger), Err(Hurdle::Draft), "{option}");
        }
    }
}
