//! Who lives in the demo town: one account with an identity for each host.

use super::login::Login;
use super::plan::{HOSTS, Host};
use crate::accounts::{self, MadeUser, User};
use crate::actors::{self, NewPerson};
use crate::app::App;
use crate::kernel::prelude::*;
use crate::kernel::viewer::Who;
use std::collections::HashMap;

/// The demo account as a viewer, and its identities.
pub struct People {
    pub viewer: Viewer,
    pub hosts: HashMap<Host, ActorId>,
}

/// Makes the account and those of its identities that are missing.
pub async fn settle(app: &App, login: &Login) -> Result<People> {
    let user = account(app, login).await?;
    let mut hosts = HashMap::new();
    for (host, username, name, line) in HOSTS {
        let known = actors::by_username(&*app.db.get().await?, username, None).await?;
        let actor = match known {
            Some(actor) => actor.id,
            None => {
                let person = NewPerson {
                    name: Some(name.to_owned()),
                    summary: Some(format!("<p>{line}</p>")),
                    ..NewPerson::named(username)
                };
                accounts::create_person(app, &viewer(&user, &hosts), person).await?.id
            }
        };
        hosts.insert(host, actor);
    }
    Ok(People { viewer: viewer(&user, &hosts), hosts })
}

async fn account(app: &App, login: &Login) -> Result<User> {
    let system = Viewer::system();
    match accounts::by_email(app, &system, &login.email).await {
        Err(Error::NotFound(_)) => {
            let made = MadeUser {
                email: &login.email,
                password: &login.password,
                role: Role::Administrator,
                locale: Lang::En,
                profile: None,
            };
            accounts::create(app, &system, made).await
        }
        found => found,
    }
}

/// The account as if it had signed in.
fn viewer(user: &User, hosts: &HashMap<Host, ActorId>) -> Viewer {
    let mut actors: Vec<ActorId> = hosts.values().copied().collect();
    actors.sort_unstable();
    let account = Account {
        user: user.id,
        role: user.role,
        session: SessionId(0),
        default_actor: hosts.get(&Host::Camille).copied(),
        actors,
    };
    Viewer { who: Who::Account(account), ..Viewer::nobody(Lang::En, None) }
}
