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

/// Where people meet on the net is for those who take part and those who organise: whoever has the link is in.
pub fn see_meeting(standing: Standing) -> Result<(), Denied> {
    if standing >= Standing::Attends { Ok(()) } else { Err(Denied("see where people meet")) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::prelude::*;
    use crate::kernel::viewer::Who;

    fn account(role: Role) -> Viewer {
        let who = Who::Account(Account {
            user: UserId(1),
            role,
            session: SessionId(1),
            default_actor: Some(ActorId(1)),
            actors: vec![ActorId(1)],
        });
        Viewer { who, ..Viewer::nobody(Lang::En, None) }
    }

    /// The columns of the tables: who looks, and what they are to the event.
    fn lookers() -> [(Viewer, Standing); 6] {
        [
            (Viewer::nobody(Lang::En, None), Standing::Stranger),
            (account(Role::User), Standing::Stranger),
            (account(Role::User), Standing::Applicant),
            (account(Role::User), Standing::Attends),
            (account(Role::User), Standing::Organises),
            (account(Role::Moderator), Standing::Stranger),
        ]
    }

    const PUBLIC: Subject = Subject {
        visibility: Visibility::Public,
        draft: false,
        deleted: false,
        unfollowed: false,
        silenced: false,
    };

    /// E: found in lists and by link; L: by link alone; g: a glimpse beside one's own row; -: not at all.
    fn sees(viewer: &Viewer, event: &Subject, standing: Standing) -> char {
        let through = |door| see(viewer, event, standing, door).is_ok();
        match (through(Door::List), through(Door::Link)) {
            (true, true) => 'E',
            (false, true) => 'L',
            (false, false) => match sight(viewer, event, standing) {
                Ok(Sight::Glimpse) => 'g',
                _ => '-',
            },
            (true, false) => panic!("found in a list, but not by its link"),
        }
    }

    #[test]
    fn who_sees_an_event() {
        let draft = |visibility| Subject { visibility, draft: true, ..PUBLIC };
        let of = |visibility| Subject { visibility, ..PUBLIC };
        //   anonymous, stranger, applicant, attends, organises, moderator of the server
        for (event, expected) in [
            (PUBLIC, "EEEEEE"),
            (of(Visibility::Unlisted), "LLEEEE"),
            (of(Visibility::Restricted), "--gEEE"),
            (of(Visibility::Private), "--gEEE"),
            (draft(Visibility::Public), "----E-"),
            (draft(Visibility::Unlisted), "----E-"),
            (draft(Visibility::Restricted), "----E-"),
            (draft(Visibility::Private), "----E-"),
            (Subject { unfollowed: true, ..PUBLIC }, "-LEEEE"),
            (Subject { unfollowed: true, ..of(Visibility::Private) }, "--gEEE"),
            (Subject { silenced: true, ..PUBLIC }, "-----E"),
            (Subject { silenced: true, ..of(Visibility::Private) }, "-----E"),
            (Subject { deleted: true, ..PUBLIC }, "------"),
            (Subject { deleted: true, ..draft(Visibility::Public) }, "------"),
        ] {
            let seen: String = lookers()
                .iter()
                .map(|(viewer, standing)| sees(viewer, &event, *standing))
                .collect();
            assert_eq!(seen, expected, "{event:?}");
        }
    }

    #[test]
    fn the_server_itself_sees_all_that_is_not_deleted() {
        let system = Viewer::system();
        let draft = Subject { visibility: Visibility::Private, draft: true, ..PUBLIC };
        assert!(see(&system, &draft, Standing::Stranger, Door::List).is_ok());
        let deleted = Subject { deleted: true, ..PUBLIC };
        assert!(see(&system, &deleted, Standing::Stranger, Door::Link).is_err());
    }

    #[test]
    fn who_may_do_what() {
        let mut event = crate::events::model::testing::event();
        event.organizer_id = ActorId(1);
        let another = |role| {
            let mut viewer = account(role);
            if let Who::Account(account) = &mut viewer.who {
                account.actors = vec![ActorId(2)];
            }
            viewer
        };
        // edit, delete, see all counts, see who organises when a group answers
        for (who, viewer, may) in [
            ("nobody", Viewer::nobody(Lang::En, None), [false, false, false, false]),
            ("another", another(Role::User), [false, false, false, false]),
            ("organiser", account(Role::User), [true, true, true, true]),
            ("moderator", another(Role::Moderator), [false, true, false, true]),
            ("administrator", another(Role::Administrator), [false, true, false, true]),
            ("the server", Viewer::system(), [true, true, true, true]),
        ] {
            event.attributed_to_id = Some(ActorId(9));
            let organizer = see_organizer(&viewer, &event).is_ok();
            event.attributed_to_id = None;
            assert!(see_organizer(&viewer, &event).is_ok(), "{who}: no group, no secret");
            let answers = [
                edit(&viewer, &event).is_ok(),
                delete(&viewer, &event).is_ok(),
                see_all_counts(&viewer, &event).is_ok(),
                organizer,
            ];
            assert_eq!(answers, may, "{who}");
        }
    }

    #[test]
    fn the_link_of_a_meeting_is_for_those_who_come() {
        for (standing, may) in [
            (Standing::Stranger, false),
            (Standing::Applicant, false),
            (Standing::Attends, true),
            (Standing::Organises, true),
        ] {
            assert_eq!(see_meeting(standing).is_ok(), may, "{standing:?}");
        }
    }

    #[test]
    fn a_hidden_number_is_for_those_who_take_part_and_those_who_keep_order() {
        let mut event = crate::events::model::testing::event();
        for (hidden, expected) in [(false, "yyyyyy"), (true, "---yyy")] {
            event.options.hide_number_of_participants = hidden;
            let seen: String = lookers()
                .iter()
                .map(|(viewer, standing)| see_going(viewer, &event, *standing).is_ok())
                .map(|seen| if seen { 'y' } else { '-' })
                .collect();
            assert_eq!(seen, expected);
        }
    }
}
