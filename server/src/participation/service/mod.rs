//! What can be done with parts in events: the only door for writing them.

mod abroad;
mod ask;
mod confirm;
mod decide;
mod gone;
mod guests;
mod join;
mod leave;
mod lists;
mod manage;
mod note;
mod notice;
mod organiser;
mod reword;
mod seat;
mod sweep;
mod token;

pub use abroad::{answered, failed, received, try_again};
pub use ask::{Asked, ask, is_anonymous};
pub use confirm::{confirm, pending_by_token};
pub use decide::decide;
pub use gone::{check, leave_everything};
pub use guests::{Guests, Sifting, Turn, guests};
pub use join::{join, join_from};
pub use leave::{Left, leave, leave_with_token};
pub use lists::{
    Between, Mine, Scope, When, agenda, hurdle, may_leave, may_remind, may_reword, mine,
    next_of_event, parts_of, scope, see_participations,
};
pub use manage::{cancel, forget, manage_view, remind};
pub use note::{NOTE, note};
pub use notice::{Notice, notice, unsubscribe};
pub use organiser::seat_organiser;
pub use reword::{reword, reword_in_event, reword_with_token};
pub use sweep::sweep;
pub use token::{Link, confirm_token, manage_token};
