//! Which events are shown beside another: those that are most like it, then the next ones.

use crate::kernel::prelude::*;
use std::cmp::Reverse;

/// Events shown beside one.
pub const SHOWN: usize = 4;
/// Points above which two events are alike.
const ALIKE: u32 = 7;

/// In what two events are alike.
#[derive(Debug, Clone, Copy, Default)]
pub struct Likeness {
    pub language: bool,
    pub tag: bool,
    pub category: bool,
    pub organizer: bool,
    /// The same group, or the first has none.
    pub group: bool,
    /// Within five kilometres, or the first has no place.
    pub near: bool,
}

impl Likeness {
    /// Points: the language counts most, since one must understand to come.
    pub fn points(self) -> u32 {
        let of = |alike: bool, points: u32| if alike { points } else { 0 };
        of(self.language, 5)
            + of(self.tag, 2)
            + of(self.category, 1)
            + of(self.organizer, 2)
            + of(self.group, 2)
            + of(self.near, 2)
    }
}

/// An upcoming event that may be shown.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    pub id: EventId,
    pub sort_at: DateTime<Utc>,
    pub likeness: Likeness,
}

/// The events to show, the most alike first, then the next ones until there are enough.
pub fn choose(mut candidates: Vec<Candidate>) -> Vec<EventId> {
    candidates.sort_by_key(|candidate| {
        let points = candidate.likeness.points();
        (Reverse(if points > ALIKE { points } else { 0 }), candidate.sort_at, candidate.id)
    });
    candidates.into_iter().take(SHOWN).map(|candidate| candidate.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: i64, likeness: Likeness) -> Candidate {
        let sort_at = DateTime::UNIX_EPOCH + Duration::days(id);
        Candidate { id: EventId(id), sort_at, likeness }
    }

    #[test]
    fn the_most_alike_come_first_then_the_next() {
        let none = Likeness::default();
        let base = Likeness { group: true, near: true, ..none };
        let alike = Likeness { language: true, ..base };
        let more = Likeness { tag: true, ..alike };
        let chosen = choose(vec![
            candidate(5, none),
            candidate(1, base),
            candidate(4, alike),
            candidate(6, more),
            candidate(2, none),
        ]);
        assert_eq!(chosen, [6, 4, 1, 2].map(EventId));
    }

    #[test]
    fn a_language_alone_makes_no_likeness() {
        assert!(Likeness { language: true, tag: true, ..Likeness::default() }.points() <= ALIKE);
    }
}
