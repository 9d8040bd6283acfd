use super::signup::rows_that_hold;
use super::*;
use chrono::Duration;

const DELETE: &str = "mutation ($password: String, $user: ID) { \
    deleteAccount(password: $password, userId: $user) { id } }";

#[tokio::test]
async fn who_leaves_takes_everything_along() {
    let t = open().await;
    let ana = newcomer(&t, "ana.leaves@example.org").await;
    let make = "mutation { createPerson(preferredUsername: \"ana\", name: \"Ana Unique\", summary: \"<p>Mine alone</p>\") { id } }";
    assert!(ana.ask(make, json!({})).await["errors"].is_null());
    ana.ask(
        "mutation { setUserSettings(location: { name: \"Lyon Unique\" }) { timezone } }",
        json!({}),
    )
    .await;
    t.settle().await;
    let wrong = ana.ask(DELETE, json!({ "password": "wrong wrong" })).await;
    assert_eq!(code(&wrong), "incorrect_password");
    assert_eq!(code(&ana.ask(DELETE, json!({})).await), "incorrect_password");
    let gone = ana.ask(DELETE, json!({ "password": PASSWORD })).await;
    assert!(gone["data"]["deleteAccount"]["id"].is_string(), "{gone:#}");
    t.settle().await;
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await);
    assert!(!logs_in(&t, "ana.leaves@example.org", PASSWORD).await);
    for mine in ["ana.leaves@example.org", "Ana Unique", "Mine alone", "Lyon Unique"] {
        assert_eq!(rows_that_hold(&t, mine).await, Vec::<String>::new(), "{mine}");
    }
    let fetch =
        t.stranger().ask("{ fetchPerson(preferredUsername: \"ana\") { id } }", json!({})).await;
    assert_eq!(code(&fetch), "not_found");
    let bea = newcomer(&t, "bea@example.org").await;
    assert_eq!(
        bea.ask(make, json!({})).await["errors"][0]["field"],
        "preferredUsername",
        "a name is given once"
    );
}

#[tokio::test]
async fn an_account_that_moderators_shut_keeps_its_address() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let mo = t.person_with_role("mo", "moderator").await;
    let id = ana.ask("{ loggedUser { id } }", json!({})).await["data"]["loggedUser"]["id"].clone();
    let reply = mo.ask(DELETE, json!({ "user": id })).await;
    assert_eq!(reply["data"]["deleteAccount"]["id"], id, "{reply:#}");
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await);
    let seen =
        mo.ask("query ($id: ID!) { user(id: $id) { email disabled } }", json!({ "id": id })).await;
    assert_eq!(seen["data"]["user"], json!({ "email": "ana@example.org", "disabled": true }));
    t.settle().await;
    let before = t.mails().await.len();
    sign_up(&t, "ana@example.org", OTHER).await;
    t.settle().await;
    assert_eq!(t.mails().await.len(), before, "who was shut out gets no mail");
    assert!(!logs_in(&t, "ana@example.org", OTHER).await);
}

#[tokio::test]
async fn who_may_shut_whom() {
    let t = TestApp::start().await;
    let ben = t.person("ben").await;
    let other = t.person("other").await;
    let (mo, max) =
        (t.person_with_role("mo", "moderator").await, t.person_with_role("max", "moderator").await);
    let adam = t.person_with_role("adam", "administrator").await;
    let eva = t.person_with_role("eva", "administrator").await;
    let shut = async |by: &Person, whom: &Person| {
        by.ask(DELETE, json!({ "user": whom.user.to_string() })).await["errors"][0]["code"].clone()
    };
    assert_eq!(shut(&ben, &other).await, "unauthorized");
    assert_eq!(shut(&t.stranger(), &other).await, "unauthenticated");
    assert_eq!(shut(&mo, &max).await, "unauthorized");
    assert_eq!(shut(&mo, &adam).await, "unauthorized");
    assert_eq!(shut(&mo, &ben).await, Value::Null);
    assert_eq!(shut(&adam, &max).await, Value::Null);
    assert_eq!(shut(&adam, &eva).await, Value::Null);
    let last = adam.ask(DELETE, json!({})).await;
    assert_eq!(code(&last), "last_administrator");
}

const UPDATE: &str = "mutation ($id: ID!, $email: String, $role: UserRole, $confirmed: Boolean, $notify: Boolean) { \
    adminUpdateUser(id: $id, email: $email, role: $role, confirmed: $confirmed, notify: $notify) { email role confirmedAt } }";

#[tokio::test]
async fn administrators_change_accounts_and_sign_ins_end() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    let adam = t.person_with_role("adam", "administrator").await;
    let mo = t.person_with_role("mo", "moderator").await;
    let id = ana.ask("{ loggedUser { id } }", json!({})).await["data"]["loggedUser"]["id"].clone();
    let change = json!({ "id": id, "role": "MODERATOR", "email": "ana@new.test", "notify": true });
    for (who, expected) in
        [(&mo, "unauthorized"), (&t.stranger(), "unauthenticated"), (&ana, "unauthorized")]
    {
        assert_eq!(code(&who.ask(UPDATE, change.clone()).await), expected);
    }
    let reply = adam.ask(UPDATE, change).await;
    assert_eq!(reply["data"]["adminUpdateUser"]["role"], "MODERATOR", "{reply:#}");
    assert!(!holds(&t, ana.token.as_ref().unwrap()).await);
    assert!(logs_in(&t, "ana@new.test", PASSWORD).await);
    t.settle().await;
    assert!(t.mail_to("ana@new.test").await.subject.contains("has been changed"));
    let taken = adam.ask(UPDATE, json!({ "id": id, "email": "mo@example.org" })).await;
    assert_eq!(taken["errors"][0]["field"], "email");
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let t = TestApp::start().await;
    let adam = t.person_with_role("adam", "administrator").await;
    let reply = adam.ask(UPDATE, json!({ "id": adam.user.to_string(), "role": "USER" })).await;
    assert_eq!(code(&reply), "last_administrator");
}

#[tokio::test]
async fn an_administrator_confirms_an_address_without_its_link() {
    let t = open().await;
    let adam = t.person_with_role("adam", "administrator").await;
    sign_up(&t, "ana@example.org", PASSWORD).await;
    let found = adam.ask("{ users(email: \"ana@\") { elements { id } } }", json!({})).await;
    let id = found["data"]["users"]["elements"][0]["id"].clone();
    let reply = adam.ask(UPDATE, json!({ "id": id, "confirmed": true })).await;
    assert!(reply["data"]["adminUpdateUser"]["confirmedAt"].is_string(), "{reply:#}");
    assert!(logs_in(&t, "ana@example.org", PASSWORD).await);
}

const USER: &str = "query ($id: ID!) { user(id: $id) { id email role confirmationToken resetPasswordToken \
    actors { preferredUsername } currentSignInIp currentSignInAt settings { timezone } feedTokens { token } \
    sessions { id } } }";

#[tokio::test]
async fn who_sees_how_much_of_an_account() {
    let t = open().await;
    let ana = newcomer(&t, "ana@example.org").await;
    ana.ask("mutation { createPerson(preferredUsername: \"ana\") { id } }", json!({})).await;
    let id = ana.ask("{ loggedUser { id } }", json!({})).await["data"]["loggedUser"]["id"].clone();
    let (ben, mo) = (t.person("ben").await, t.person_with_role("mo", "moderator").await);
    let adam = t.person_with_role("adam", "administrator").await;
    let see = async |who: &Person| who.ask(USER, json!({ "id": id })).await;

    assert_eq!(code(&see(&t.stranger()).await), "unauthenticated");
    let hidden = see(&ben).await;
    assert_eq!(code(&hidden), "user_not_found");
    let absent = ben.ask(USER, json!({ "id": "999999" })).await;
    assert_eq!(hidden, absent, "not to be told from one that is not there");

    let own = see(&ana).await["data"]["user"].clone();
    assert_eq!(own["sessions"].as_array().unwrap().len(), 1, "{own:#}");
    assert!(own["settings"].is_object() && own["currentSignInIp"].is_string());
    assert!(own["confirmationToken"].is_null() && own["resetPasswordToken"].is_null());

    let moderator = see(&mo).await["data"]["user"].clone();
    assert_eq!(moderator["email"], "ana@example.org");
    assert_eq!(moderator["actors"], json!([{ "preferredUsername": "ana" }]));
    for private in ["currentSignInIp", "currentSignInAt", "settings", "feedTokens", "sessions"] {
        assert!(moderator[private].is_null(), "{private}: {moderator:#}");
    }

    let admin = see(&adam).await["data"]["user"].clone();
    assert_eq!(admin["currentSignInIp"], "127.0.0.1");
    assert!(admin["settings"].is_null() && admin["sessions"].is_null());
    t.pass(Duration::days(8));
    assert!(see(&adam).await["data"]["user"]["currentSignInIp"].is_null(), "a week long");
}

#[tokio::test]
async fn moderators_list_accounts_in_as_many_statements_as_there_are_levels() {
    let t = TestApp::start().await;
    let mo = t.person_with_role("mo", "moderator").await;
    let ben = t.person("ben").await;
    let list = "query ($limit: Int, $page: Int) { users(limit: $limit, page: $page) { total elements { email actors { preferredUsername } } } }";
    let statements = async |limit: usize| {
        let before = t.app.db.statements();
        let reply = mo.ask(list, json!({ "limit": limit })).await;
        assert_eq!(
            reply["data"]["users"]["elements"].as_array().unwrap().len(),
            limit,
            "{reply:#}"
        );
        t.app.db.statements() - before
    };
    let few = statements(2).await;
    for n in 0..8 {
        t.person(&format!("p{n}")).await;
    }
    assert_eq!(statements(10).await, few);
    let second = mo.ask(list, json!({ "limit": 4, "page": 2 })).await;
    assert_eq!(second["data"]["users"]["total"], 10);
    assert_eq!(second["data"]["users"]["elements"][0]["email"], "p3@example.org", "newest first");
    assert_eq!(code(&ben.ask(list, json!({})).await), "unauthorized");
    let by_ip = mo.ask("{ users(currentSignInIp: \"127.0.0.1\") { total } }", json!({})).await;
    assert_eq!(code(&by_ip), "unauthorized", "sign-in addresses are for administrators");
    let part = mo
        .ask("{ users(email: \"P1@ex\") { total } wild: users(email: \"%\") { total } }", json!({}))
        .await;
    assert_eq!(part["data"]["users"]["total"], 1);
    assert_eq!(part["data"]["wild"]["total"], 0);
}
