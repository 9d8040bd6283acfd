//! The feed of a search: what its page finds, as a calendar or as news.

use super::reply::{OPEN, Reply, answer};
use super::{State, form_of};
use crate::app::App;
use crate::feeds::{self, Channel, Form};
use crate::http::pages::frame::Visit;
use crate::http::pages::read::query::Query;
use crate::kernel::error::{Error, Message, Result};
use crate::kernel::text::say;
use crate::kernel::viewer::Viewer;
use crate::search::{self, Filters, Sort, Window};
use actix_web::{HttpRequest, HttpResponse, web};

/// Answers `/search/feed/{ics,atom}`; the parameters are those of the page.
pub async fn found(app: State, request: HttpRequest, form: web::Path<String>) -> HttpResponse {
    answer(&app, &request, async |viewer| {
        let form = form_of(&form)?;
        let query = web::Query::<Query>::from_query(request.query_string());
        let query = query.map_err(|_| unreadable())?.into_inner();
        let channel = channel(&app, viewer, &request, &query, form).await?;
        Ok(Reply::feed(&app, &request, form, &channel, OPEN))
    })
    .await
}

fn unreadable() -> Error {
    Error::Malformed { field: "query", problem: Message::new("error-feeds-query") }
}

async fn channel(
    app: &App,
    viewer: &Viewer,
    request: &HttpRequest,
    query: &Query,
    form: Form,
) -> Result<Channel> {
    let understood = query.understood(&Visit::of(app, request).await?).await?;
    // The page says that it shows events from everywhere instead; a feed has no place to say it.
    if understood.unknown_place {
        let problem = Message::new("error-feeds-place").with("place", query.place.as_str());
        return Err(Error::invalid("place", problem));
    }
    let ids = ids(app, viewer, understood.filters, form).await?;
    let page = app.config.link(&Query::address(&query.parts()));
    feeds::of_events(app, title(app, query), page, &ids, form).await
}

/// What is found: in calendars the soonest, in news the newest.
async fn ids(
    app: &App,
    viewer: &Viewer,
    filters: Filters,
    form: Form,
) -> Result<Vec<crate::kernel::id::EventId>> {
    let sort = if form == Form::Ics { Sort::Soonest } else { Sort::Newest };
    let (mut ids, mut cursor) = (Vec::new(), None);
    // The first page counts against the limit on searches, the others are the same search.
    let mut counted = viewer.clone();
    loop {
        let left = form.limit() - i64::try_from(ids.len()).unwrap_or(form.limit());
        let window = Window::After { cursor, limit: left };
        let (page, _) = search::find(app, &counted, filters.clone(), sort, window).await?;
        ids.extend(page.events);
        cursor = page.next;
        if cursor.is_none() || ids.len() as i64 >= form.limit() {
            return Ok(ids);
        }
        counted = Viewer::system();
    }
}

/// The search in words.
fn title(app: &App, query: &Query) -> String {
    let tag = format!("#{}", query.tag.trim().trim_start_matches('#'));
    let words = [query.search.trim(), tag.as_str(), query.place.trim()];
    let words: Vec<&str> =
        words.into_iter().filter(|word| !word.is_empty() && *word != "#").collect();
    let lang = app.config.default_language;
    if words.is_empty() {
        return say(lang, "feeds-search-all", &[]);
    }
    say(lang, "feeds-search", &[("words", words.join(", ").into())])
}
