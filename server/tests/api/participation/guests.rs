//! The organiser's list of participants, on its page.

use super::anonymous::open;
use super::{came, counts, join, joined, mails_to, of};
use crate::events::{Made, create};
use crate::support::{Browser, TestApp};
use serde_json::json;

fn list(event: &Made) -> String {
    format!("/events/{}/participants", event.uuid)
}

#[tokio::test]
async fn the_organiser_reads_a_request_and_lets_somebody_in_with_one_button() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({ "joinOptions": "RESTRICTED" })).await;
    t.settle().await;
    let reply = join(&ben, &picnic, json!({ "message": "I bring cake" })).await;
    let id = reply["data"]["joinEvent"]["id"].as_str().unwrap().to_owned();
    let mut browser = Browser::of(&t, &ana).await;
    let event = browser.get(&format!("/events/{}", picnic.uuid)).await;
    assert!(event.says(&list(&picnic)), "the page of the event leads there: {}", event.html);
    let page = browser.get(&list(&picnic)).await;
    assert!(page.says("@ben") && page.says("I bring cake"), "{}", page.html);
    assert!(!page.says("dir=\"ltr\">@ana</span>"), "it begins with those who wait: {}", page.html);
    let done = browser.post(&list(&picnic), &[("one", &format!("accept-{id}"))]).await;
    assert!(done.says("1 person is in"), "{}", done.html);
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "participant"), 1);
    assert_eq!(mails_to(&t, "ben@example.org").await.len(), 1, "ben is told");
    let out = [("one", &*format!("refuse-{id}")), ("state", "coming")];
    assert!(browser.post(&list(&picnic), &out).await.says("1 person is turned down"));
    t.settle().await;
    assert_eq!(of(&counts(&t, &picnic).await, "rejected"), 1);
}

#[tokio::test]
async fn several_are_let_in_at_once_as_far_as_there_are_places() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let kind = json!({ "joinOptions": "RESTRICTED", "options": { "maximumAttendeeCapacity": 2 } });
    let picnic = create(&ana, kind).await;
    let mut boxes = Vec::new();
    for name in ["ben", "cleo", "dan"] {
        let id = joined(&t.person(name).await, &picnic).await;
        boxes.push(format!("guest-{id}"));
    }
    t.settle().await;
    let mut browser = Browser::of(&t, &ana).await;
    browser.get(&list(&picnic)).await;
    let none = browser.post(&list(&picnic), &[("all", "accept")]).await;
    assert!(none.says("Nobody is ticked."), "{}", none.html);
    let mut fields: Vec<(&str, &str)> = boxes.iter().map(|name| (name.as_str(), "1")).collect();
    fields.extend([("all", "accept"), ("state", "waiting")]);
    let page = browser.post(&list(&picnic), &fields).await;
    assert!(page.says("2 people are in") && page.says("For 1 person there is no place left"));
    assert!(page.says("2 of 2 places are taken"), "{}", page.html);
    t.settle().await;
    let counts = counts(&t, &picnic).await;
    assert_eq!((of(&counts, "participant"), of(&counts, "not_approved")), (2, 1));
}

#[tokio::test]
async fn the_list_is_sifted_searched_and_turned() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    for n in 0..60 {
        joined(&t.person(&format!("guest{n:02}")).await, &picnic).await;
    }
    let mut browser = Browser::of(&t, &ana).await;
    let first = browser.get(&list(&picnic)).await;
    assert!(first.says("@guest00") && !first.says("@guest55"), "{}", first.html);
    let link = |html: &str, rel: &str| {
        let before = html.split(&format!("\" rel=\"{rel}\"")).next().unwrap().to_owned();
        before.rsplit("href=\"").next().unwrap().replace("&#38;", "&")
    };
    let second = browser.get(&link(&first.html, "next")).await;
    assert!(second.says("@guest55") && !second.says("@guest00"), "{}", second.html);
    assert!(!second.says("rel=\"next\""));
    let back = browser.get(&link(&second.html, "prev")).await;
    assert!(back.says("@guest00") && !back.says("@guest55"), "{}", back.html);
    assert!(!back.says("rel=\"prev\""), "{}", back.html);

    let found = browser.get(&format!("{}?q=@guest42", list(&picnic))).await;
    assert!(found.says("@guest42") && !found.says("@guest41"), "{}", found.html);
    let none = browser.get(&format!("{}?q=guest%25", list(&picnic))).await;
    assert!(none.says("Nobody in this list is called that."), "{}", none.html);
    let refused = browser.get(&format!("{}?state=refused", list(&picnic))).await;
    assert!(refused.says("Nobody yet."), "{}", refused.html);
}

#[tokio::test]
async fn nobody_but_the_organiser_sees_who_takes_part() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let moderator = t.person_with_role("mo", "moderator").await;
    let picnic = create(&ana, open()).await;
    came(&t, &picnic, "cleo@example.org").await;
    let id = joined(&ben, &picnic).await;
    let mut stranger = Browser::new(&t);
    for path in [list(&picnic), format!("{}/sheet", list(&picnic))] {
        let sent_on = format!("/login?back={}", path.replace('/', "%2F"));
        assert_eq!(stranger.get(&path).await.leads_to(), sent_on);
        for who in [&ben, &moderator] {
            let page = Browser::of(&t, who).await.get(&path).await;
            assert!(page.status == 403 && !page.says("cleo"), "{}", page.html);
        }
    }
    let mut browser = Browser::of(&t, &ben).await;
    browser.get("/").await;
    for deed in ["accept", "refuse"] {
        let fields = [("one", &*format!("{deed}-{id}"))];
        assert_eq!(browser.post(&list(&picnic), &fields).await.status, 403);
    }
    assert_eq!(browser.post(&format!("{}/export", list(&picnic)), &[]).await.status, 403);
    let mut organiser = Browser::of(&t, &ana).await;
    let all = organiser.get(&format!("{}?state=all", list(&picnic))).await;
    assert!(all.says("without an account") && !all.says("cleo@example.org"), "{}", all.html);
    let found = organiser.get(&format!("{}?q=cleo", list(&picnic))).await;
    assert!(found.says("Nobody in this list"), "an address is not searched: {}", found.html);
}

#[tokio::test]
async fn the_link_of_a_mail_leads_to_the_list() {
    let t = TestApp::start().await;
    let ana = t.person("ana").await;
    let picnic = create(&ana, json!({})).await;
    let old = format!("/events/{}/participations", picnic.uuid);
    assert_eq!(Browser::of(&t, &ana).await.get(&old).await.leads_to(), list(&picnic));
    t.settle().await;
}

#[tokio::test]
async fn the_list_is_taken_away_on_paper_and_as_a_table() {
    let t = TestApp::start().await;
    let (ana, ben) = (t.person("ana").await, t.person("ben").await);
    let picnic = create(&ana, json!({})).await;
    t.settle().await;
    joined(&ben, &picnic).await;
    let mut browser = Browser::of(&t, &ana).await;
    let sheet = browser.get(&format!("{}/sheet", list(&picnic))).await;
    assert!(sheet.says("@ben") && sheet.says("sheet-box"), "{}", sheet.html);
    browser.get(&list(&picnic)).await;
    let made = browser.post(&format!("{}/export", list(&picnic)), &[("state", "coming")]).await;
    let file = made.leads_to().to_owned();
    assert!(file.starts_with("/exports/csv/"), "{file}: {}", made.html);
    let table = browser.get(&file).await;
    assert!(table.status == 200 && table.says("ben (@ben)"), "{}", table.html);
    assert_eq!(Browser::of(&t, &ben).await.get(&file).await.status, 404);
    assert_eq!(Browser::new(&t).get(&file).await.status, 401);
    t.settle().await;
}
