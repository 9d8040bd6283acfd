//! Who may see, change and delete an event. Pure: everything the answer depends on is an argument.
//! The same rule for lists is SQL, in `store::visible`; a test holds the two against each other.

use super::model::Event;
use super::words::Visibility;
use crate::kernel::error::Denied;
use crate::kernel::viewer::Viewer;

/// What a viewer is to an event, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing.
    Stranger,
    /// Has asked to take part, or was turned down.
    Applicant,
    /// Takes part.
    Attends,
    /// Organises it.
    Organises,
}

/// How an event is come across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By its exact link or id.
    Link,
    /// In a list, a search, a count.
    List,
}

/// What the answer depends on besides the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub visibility: Visibility,
    pub draft: bool,
    pub deleted: bool,
    /// Published on a server whose events are not followed here.
    pub unfollowed: bool,
    /// Its organiser is suspended or gone.
    pub silenced: bool,
}

/// How much of an event somebody is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything that is public about it.
    Full,
    /// Its title and its start: what somebody who asked to take part may remember.
    Glimpse,
}

const UNSEEN: Denied = Denied("see this event");

/// Whether the viewer may see the event through this door.
pub fn see(viewer: &Viewer, event: &Subject, standing: Standing, door: Door) -> Result<(), Denied> {
    let signed_in = viewer.account().is_some();
    let keeps_order = viewer.moderates();
    let seen = if viewer.is_system() {
        !event.deleted
    } else if event.deleted || (event.silenced && !keeps_order) {
        false
    } else if event.draft {
        standing == Standing::Organises
    } else if keeps_order || standing >= Standing::Attends {
        true
    } else {
        let open = match event.visibility {
            Visibility::Public => true,
            Visibility::Unlisted => door == Door::Link || standing == Standing::Applicant,
            Visibility::Restricted | Visibility::Private => false,
        };
        let near = !event.unfollowed
            || standing == Standing::Applicant
            || (signed_in && door == Door::Link);
        open && near
    };
    if seen { Ok(()) } else { Err(UNSEEN) }
}

/// How much of the event the viewer is shown beside a row of their own, such as their participation.
pub fn sight(viewer: &Viewer, event: &Subject, standing: Standing) -> Result<Sight, Denied> {
    if see(viewer, event, standing, Door::Link).is_ok() {
        return Ok(Sight::Full);
    }
    let remembers = standing == Standing::Applicant;
    if remembers && !event.deleted && !event.draft && !event.silenced {
        return Ok(Sight::Glimpse);
    }
    Err(UNSEEN)
}

/// The organiser changes an event.
pub fn edit(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    if viewer.is_system() || viewer.owns(event.organizer_id) {
        Ok(())
    } else {
        Err(Denied("edit this event"))
    }
}

/// The organiser deletes an event, and so do those who keep order on this server.
pub fn delete(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    if viewer.moderates() || viewer.owns(event.organizer_id) {
        Ok(())
    } else {
        Err(Denied("delete this event"))
    }
}

/// All numbers of an event are for its organiser; others see how many come, unless that is hidden.
pub fn see_all_counts(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    if viewer.is_system() || viewer.owns(event.organizer_id) {
        Ok(())
    } else {
        Err(Denied("see who asked to take part"))
    }
}

/// How many come is for everybody who sees the event, unless the organiser hides it.
pub fn see_going(viewer: &Viewer, event: &Event, standing: Standing) -> Result<(), Denied> {
    let hidden = event.options.hide_number_of_participants;
    if !hidden || standing >= Standing::Attends || viewer.moderates() {
        Ok(())
    } else {
        Err(Denied("see how many take part"))
    }
}

/// Who organises an event is for everybody who sees it, unless a group answers for it: then for the organiser and
/// those who keep order.
pub fn see_organizer(viewer: &Viewer, event: &Event) -> Result<(), Denied> {
    if event.attributed_to_id.is_none() || viewer.owns(event.organizer_id) || viewer.moderates() {
        Ok(())
    } else {
        Err(Denied("see who organises this"))
    }
}
