//! Publishing and changing events through the pages, with scripts off: a form in, a page out.

mod meanwhile;
mod publishing;
mod steps;
mod unchanged;

use crate::events::Made;
use crate::support::{Browser, Fields, Person, Shown, TestApp};

/// The form of a new event, with these fields typed over.
pub async fn blank(browser: &mut Browser, typed: &[(&str, &str)]) -> Fields {
    let page = browser.get("/events/create").await;
    assert_eq!(page.status, 200, "{}", page.html);
    over(page.fields(), typed)
}

/// Fields with others typed over them; an empty value of a box takes the tick away.
pub fn over(mut fields: Fields, typed: &[(&str, &str)]) -> Fields {
    for (name, value) in typed {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    fields
}

/// Publishes an event with these fields through the form.
pub async fn publish(browser: &mut Browser, typed: &[(&str, &str)]) -> Made {
    let fields = blank(browser, &[&[("do", "publish")], typed].concat()).await;
    let sent = browser.upload("/events/create", &fields, None).await;
    made(&sent)
}

/// The event that a form led to; its id is not known to pages.
pub fn made(sent: &Shown) -> Made {
    assert_eq!(sent.status, 303, "{}", sent.html);
    let uuid = sent.leads_to().trim_start_matches("/events/").split(['#', '/']).next().unwrap();
    Made { id: String::new(), uuid: uuid.to_owned() }
}

/// Changes some fields of an event through its form, and leaves the others as the form shows them.
pub async fn change(browser: &mut Browser, event: &Made, typed: &[(&str, &str)]) -> Shown {
    let path = format!("/events/{}/edit", event.uuid);
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    browser.upload(&path, &over(page.fields(), typed), None).await
}

/// Somebody signed in, in front of a browser.
pub async fn somebody(t: &TestApp, name: &str) -> (Person, Browser) {
    let person = t.person(name).await;
    let browser = Browser::of(t, &person).await;
    (person, browser)
}
