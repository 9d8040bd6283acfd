use super::*;
use ParticipantRole as Role;

const OPEN: Doors = Doors {
    draft: false,
    status: Status::Confirmed,
    ended: false,
    join_options: JoinOptions::Free,
    seats_left: None,
};

#[test]
fn who_joins_gets_a_role_or_hears_why_not() {
    let table = [
        (OPEN, Ok(Role::Participant)),
        (Doors { status: Status::Tentative, ..OPEN }, Ok(Role::Participant)),
        (Doors { seats_left: Some(1), ..OPEN }, Ok(Role::Participant)),
        (Doors { seats_left: Some(0), ..OPEN }, Err(Closed::Full)),
        (Doors { draft: true, ..OPEN }, Err(Closed::Draft)),
        (Doors { status: Status::Cancelled, ..OPEN }, Err(Closed::Cancelled)),
        (Doors { ended: true, ..OPEN }, Err(Closed::Ended)),
        (Doors { join_options: JoinOptions::Restricted, ..OPEN }, Ok(Role::NotApproved)),
        (
            Doors { join_options: JoinOptions::Restricted, seats_left: Some(0), ..OPEN },
            Err(Closed::Full),
        ),
        (Doors { join_options: JoinOptions::Invite, ..OPEN }, Ok(Role::NotApproved)),
        (Doors { join_options: JoinOptions::External, ..OPEN }, Err(Closed::External)),
        (Doors { status: Status::Cancelled, seats_left: Some(0), ..OPEN }, Err(Closed::Cancelled)),
    ];
    for (doors, answer) in table {
        assert_eq!(join(&doors), answer, "{doors:?}");
    }
}

#[test]
fn every_reason_has_a_code_of_its_own() {
    let reasons = [Closed::Draft, Closed::Cancelled, Closed::Ended, Closed::Full, Closed::External];
    let codes: std::collections::HashSet<_> =
        reasons.iter().map(|reason| Error::from(*reason).code()).collect();
    assert_eq!(codes.len(), reasons.len());
}

#[test]
fn somebody_turned_down_or_too_late_changes_nothing_that_they_said() {
    for role in Role::ALL {
        assert_eq!(reword(*role, false).is_ok(), *role != Role::Rejected, "{role}");
        assert_eq!(reword(*role, true).unwrap_err().code(), "event_ended", "{role}");
    }
}

/// One line for each role that a participant has, one letter for each that they are to get, in the order of the
/// enum (not approved, not confirmed, rejected, participant, moderator, administrator, creator):
/// `y` yes, `d` denied, `i` not a role to give, `c` not confirmed yet.
const ORGANISER_DECIDES: [(Role, &str); 7] = [
    (Role::NotApproved, "yiyyiii"),
    (Role::NotConfirmed, "cicciii"),
    (Role::Rejected, "yiyyiii"),
    (Role::Participant, "yiyyiii"),
    (Role::Moderator, "diddiii"),
    (Role::Administrator, "diddiii"),
    (Role::Creator, "diddiii"),
];

#[test]
fn the_organiser_decides_about_guests_alone() {
    for (from, line) in ORGANISER_DECIDES {
        for (to, expected) in Role::ALL.iter().zip(line.chars()) {
            let decision = Decision { organises: true, own: false, from, to: *to };
            let answer = match decide(&decision).map_err(|error| error.code()) {
                Ok(()) => 'y',
                Err("unauthorized") => 'd',
                Err("validation") => 'i',
                Err("participant_not_confirmed") => 'c',
                Err(other) => panic!("{other}"),
            };
            assert_eq!(answer, expected, "from {from} to {to}");
        }
    }
}

#[test]
fn nobody_decides_about_themselves_or_about_the_guests_of_others() {
    for from in Role::ALL {
        for to in Role::ALL {
            for (organises, own) in [(false, false), (false, true), (true, true)] {
                let decision = Decision { organises, own, from: *from, to: *to };
                assert_eq!(decide(&decision).unwrap_err().code(), "unauthorized", "{decision:?}");
            }
        }
    }
}

#[test]
fn guests_may_leave_and_organisers_may_not() {
    let table = [
        (Role::NotApproved, true),
        (Role::NotConfirmed, true),
        (Role::Rejected, false),
        (Role::Participant, true),
        (Role::Moderator, false),
        (Role::Administrator, false),
        (Role::Creator, false),
    ];
    for (role, may) in table {
        assert_eq!(leave(role).is_ok(), may, "{role}");
    }
}

#[test]
fn whoever_may_still_come_is_reminded_until_the_event_begins() {
    for role in Role::ALL {
        assert_eq!(remind(*role, false).is_ok(), *role != Role::Rejected, "{role}");
        assert!(remind(*role, true).is_err(), "{role}");
    }
}
