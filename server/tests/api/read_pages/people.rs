//! The page of a person.

use super::{read, read_as};
use crate::events::create;
use crate::support::{Person, TestApp};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_schema::tables::actors;
use serde_json::json;

async fn everybody_may_follow(t: &TestApp, person: &Person) {
    diesel::update(actors::table.find(person.actor))
        .set(actors::visibility.eq("public"))
        .execute(&mut t.app.db.get().await.unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn what_somebody_organises_is_turned_page_by_page_there_and_back() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    for n in 0..30 {
        let begins = format!("2026-06-{:02}T18:00:00Z", 2 + n % 28);
        create(&ana, json!({ "title": format!("Evening {n:02}."), "beginsOn": begins })).await;
    }
    create(&ana, json!({ "title": "Long over.", "beginsOn": "2026-05-01T18:00:00Z" })).await;
    create(&ana, json!({ "title": "Not yet.", "draft": true })).await;
    create(&ana, json!({ "title": "For friends.", "visibility": "UNLISTED" })).await;
    let titles = |html: &str| {
        let titles = html.split("Evening ").skip(1);
        titles.map(|rest| rest[..2].to_owned()).collect::<Vec<_>>()
    };
    let first = read(&t, "/@ana").await;
    let next = first.link("Next page").unwrap();
    assert_eq!(first.link("Earlier page"), None);
    let second = read(&t, &next).await;
    assert_eq!(second.link("Next page"), None);
    let mut all = [titles(&first.html), titles(&second.html)].concat();
    assert_eq!(titles(&first.html).len(), 24);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 30, "each once");
    for hidden in ["Long over.", "Not yet.", "For friends."] {
        assert!(!first.has(hidden) && !second.has(hidden), "{hidden}");
    }
    let back = read(&t, &second.link("Earlier page").unwrap()).await;
    assert_eq!(titles(&back.html), titles(&first.html));
    assert_eq!(back.link("Earlier page"), None);
    let theirs = read_as(&t, &ana, "/@ana").await;
    assert!(!theirs.has("Not yet."), "a draft stands on no public page, not even the author's");
}

#[tokio::test]
async fn the_page_offers_feeds_only_where_they_answer() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    create(&ana, json!({})).await;
    let closed = read(&t, "/@ana").await;
    assert_eq!(read(&t, "/@ana/feed/atom").await.status == 200, closed.has("/@ana/feed/atom"));
    everybody_may_follow(&t, &ana).await;
    let open = read(&t, "/@ana").await;
    for feed in ["/@ana/feed/atom", "/@ana/feed/ics"] {
        assert!(open.values("href").contains(&feed), "{feed}");
        assert_eq!(read(&t, feed).await.status, 200, "{feed}");
    }
    assert!(open.has("href=\"webcal://localhost:"));
}

#[tokio::test]
async fn nobody_of_that_name_is_not_found() {
    let t = TestApp::start().await;
    t.person("ana").await;
    for path in ["/@anonymous", "/@nobody", "/@ana@elsewhere.example"] {
        assert_eq!(read(&t, path).await.status, 404, "{path}");
    }
    assert_eq!(read(&t, "/@ANA").await.status, 200);
    let lost = read(&t, "/@ana?after=nonsense&before=1-2-3").await;
    assert_eq!((lost.status, lost.link("Earlier page")), (200, None));
}
