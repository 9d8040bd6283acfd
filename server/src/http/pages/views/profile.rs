//! People, groups and places. Templates: `person.html`, `group.html`, `place.html`.

use askama::Template;

use super::{
    EventCard, Fact, IconLink, Link, Origin, Page, Pager, Picture, SafeHtml, Subscribe, Tiles, Who,
};
use crate::kernel::text::T;

/// A person's page.
#[derive(Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The person.
    pub profile: Profile,
    /// What they organise, to come.
    pub events: Vec<EventCard>,
    /// To the pages before and after.
    pub pager: Pager,
    /// Following.
    pub subscribe: Subscribe,
}

/// What people and groups say about themselves.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Who.
    pub who: Who,
    /// The text.
    pub summary: SafeHtml,
    /// The wide picture on top.
    pub banner: Option<Picture>,
    /// Where they come from, when it is another server.
    pub origin: Option<Origin>,
    /// Editing, for those who may.
    pub edit: Option<String>,
    /// Reporting to the moderators.
    pub report: Option<String>,
}

/// A group's public page.
#[derive(Template)]
#[template(path = "group.html")]
pub struct GroupPage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// The group.
    pub profile: Profile,
    /// Where it lives, languages, website and so on.
    pub facts: Vec<Fact>,
    /// Who runs it.
    pub team: Vec<Who>,
    /// Joining and following.
    pub join: JoinGroup,
    /// What it organises, to come.
    pub events: Vec<EventCard>,
    /// Its past events.
    pub past: Option<String>,
    /// Its latest public posts.
    pub posts: Vec<PostLine>,
    /// To the pages before and after.
    pub pager: Pager,
    /// Following without an account.
    pub subscribe: Subscribe,
}

/// What the reader can do about a group.
#[derive(Debug, Clone, Default)]
pub struct JoinGroup {
    /// Where a request to become a member starts; none if nobody can ask.
    pub join: Option<String>,
    /// Whether newcomers are asked to wait for an answer.
    pub approval: bool,
    /// Where following starts.
    pub follow: Option<String>,
    /// What the reader is to the group already, in words.
    pub state: Option<String>,
}

/// A post in a list.
#[derive(Debug, Clone, Default)]
pub struct PostLine {
    /// Its title and address.
    pub link: Link,
    /// When, in words.
    pub when: String,
    /// Its beginning.
    pub teaser: String,
}

/// A place and what happens there.
#[derive(Template)]
#[template(path = "place.html")]
pub struct PlacePage {
    /// Texts.
    pub t: T,
    /// Frame.
    pub page: Page,
    /// Its name.
    pub name: String,
    /// The rest of the address, a line each.
    pub lines: Vec<String>,
    /// Access and other facts.
    pub facts: Vec<Fact>,
    /// Ways there, on other sites.
    pub directions: Vec<IconLink>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Map tiles, if the site offers a map.
    pub tiles: Option<Tiles>,
    /// What happens there, to come.
    pub events: Vec<EventCard>,
    /// To the pages before and after.
    pub pager: Pager,
    /// Following.
    pub subscribe: Subscribe,
}
