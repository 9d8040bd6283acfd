//! Who may look into accounts and change them. An account is its owner's; moderators see that it is there, and
//! administrators run it.

use super::model::User;
use crate::kernel::prelude::*;

/// Moderators see all accounts, everybody sees their own.
pub fn see(viewer: &Viewer, user: UserId) -> Result<(), Denied> {
    let own = viewer.account().is_some_and(|account| account.user == user);
    if own || viewer.moderates() { Ok(()) } else { Err(Denied("see this account")) }
}

/// Moderators list accounts.
pub fn list(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("list accounts")) }
}

/// Moderators let people in.
pub fn admit(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.moderates() { Ok(()) } else { Err(Denied("let people in")) }
}

/// Moderators shut accounts of people who moderate nothing; administrators shut any but their own, which they
/// leave as everybody does.
pub fn shut(viewer: &Viewer, user: &User) -> Result<(), Denied> {
    let own = viewer.account().is_some_and(|account| account.user == user.id);
    let above = viewer.administers() || (viewer.moderates() && user.role == Role::User);
    if above && !own { Ok(()) } else { Err(Denied("shut this account")) }
}

/// Administrators change what an account may do and which address it has.
pub fn administer(viewer: &Viewer) -> Result<(), Denied> {
    if viewer.administers() { Ok(()) } else { Err(Denied("change this account")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::viewer::Who;

    fn viewer(user: i64, role: Role) -> Viewer {
        let account = Account {
            user: UserId(user),
            role,
            session: SessionId(1),
            default_actor: None,
            actors: vec![],
        };
        Viewer { who: Who::Account(account), ..Viewer::nobody(Lang::En, None) }
    }

    fn user(id: i64, role: Role) -> User {
        User {
            id: UserId(id),
            email: String::new(),
            email_key: String::new(),
            password_hash: None,
            role,
            locale: Lang::En,
            provider: None,
            confirmed_at: None,
            confirmation_sent_at: None,
            reset_sent_at: None,
            disabled_at: None,
            default_actor_id: None,
            failed_logins: 0,
            login_blocked_until: None,
            last_sign_in_at: None,
            last_sign_in_ip: None,
            current_sign_in_at: None,
            current_sign_in_ip: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn who_may_do_what_to_whose_account() {
        use Role::{Administrator, Moderator};
        let nobody = Viewer::nobody(Lang::En, None);
        // viewer, whose account, see, list, admit, shut, administer
        let table = [
            (nobody, user(1, Role::User), "-----"),
            (viewer(1, Role::User), user(1, Role::User), "s----"),
            (viewer(1, Role::User), user(2, Role::User), "-----"),
            (viewer(1, Moderator), user(1, Moderator), "sla--"),
            (viewer(1, Moderator), user(2, Role::User), "slax-"),
            (viewer(1, Moderator), user(2, Moderator), "sla--"),
            (viewer(1, Moderator), user(2, Administrator), "sla--"),
            (viewer(1, Administrator), user(1, Administrator), "sla-m"),
            (viewer(1, Administrator), user(2, Administrator), "slaxm"),
            (viewer(1, Administrator), user(2, Moderator), "slaxm"),
            (Viewer::system(), user(1, Administrator), "slaxm"),
        ];
        for (viewer, of, expected) in table {
            let may = [
                (see(&viewer, of.id), 's'),
                (list(&viewer), 'l'),
                (admit(&viewer), 'a'),
                (shut(&viewer, &of), 'x'),
                (administer(&viewer), 'm'),
            ];
            let may: String =
                may.iter().map(|(answer, mark)| if answer.is_ok() { *mark } else { '-' }).collect();
            assert_eq!(may, expected, "{viewer:?} on {of:?}");
        }
    }
}
