//! The identities of an account: making one, changing what it says, choosing which one acts, retiring one.

use super::super::forms::{self, Sent};
use super::super::frame::{Visit, local_path, see_other, see_other_told, who, with};
use super::super::views::{AskPage, Form, IdentityPage, Link};
use crate::accounts;
use crate::actors::{self, Actor, NewPerson, PersonChange};
use crate::app::App;
use crate::http::multipart;
use crate::kernel::prelude::*;
use crate::media::{self, Given, NewMedia};
use actix_web::{HttpRequest, HttpResponse, web};

/// The form of a new identity.
pub async fn new(
    app: web::Data<App>,
    request: HttpRequest,
    back: web::Query<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        page(visit, Form::filled([("back", back.value("back"))]), None).await
    })
    .await
}

/// Makes an identity, and leads back to where one was missing.
pub async fn create(
    app: web::Data<App>,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        visit.viewer.require_account()?;
        let (sent, picture) = multipart::read(&request, payload, media::AVATAR).await?;
        let deed = async {
            let person = NewPerson {
                name: sent.some("name").map(str::to_owned),
                summary: sent.some("summary").map(paragraphs),
                ..NewPerson::named(sent.value("username"))
            };
            let person = person.checked()?;
            let avatar = claim(visit, picture, None).await?;
            let person = NewPerson { avatar, ..person };
            accounts::create_person(&visit.app, &visit.viewer, person).await?;
            let back = sent.some("back").map_or("/settings", local_path);
            Ok(see_other_told(&visit.app, back, "identity-made"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            page(visit, sent.wrong(visit, &error, field), None).await
        })
        .await
    })
    .await
}

/// The form of an identity as it is.
pub async fn edit(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let actor = own(visit, &name).await?;
        let form = Form::filled([
            ("name", actor.name.clone().unwrap_or_default()),
            ("summary", written(&actor)),
        ]);
        page(visit, form, Some(&actor)).await
    })
    .await
}

/// Changes what an identity says of itself.
pub async fn update(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
    payload: web::Payload,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let actor = own(visit, &name).await?;
        let (sent, picture) = multipart::read(&request, payload, media::AVATAR).await?;
        let deed = async {
            let summary = sent.value("summary").replace("\r\n", "\n");
            let avatar = claim(visit, picture, Some(actor.id)).await?;
            let change = PersonChange {
                name: Some(sent.value("name").to_owned()),
                // A text that was not touched keeps the markup that it may have.
                summary: (summary != written(&actor)).then(|| paragraphs(&summary)),
                avatar: match avatar {
                    None if sent.on("no_picture") => Some(None),
                    None => None,
                    some => Some(some),
                },
                banner: None,
            };
            actors::update_person(&visit.app, &visit.viewer, actor.id, change).await?;
            let path = format!("/identity/{}", actor.preferred_username);
            Ok(see_other_told(&visit.app, &path, "identity-saved"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            page(visit, sent.wrong(visit, &error, field), Some(&actor)).await
        })
        .await
    })
    .await
}

/// Says what retiring an identity means, before it is done.
pub async fn ask_to_retire(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let actor = own(visit, &name).await?;
        retire_page(visit, &actor, None).await
    })
    .await
}

async fn retire_page(
    visit: &Visit,
    actor: &Actor,
    problem: Option<String>,
) -> Result<HttpResponse> {
    let t = visit.t;
    let path = format!("/identity/{}", actor.preferred_username);
    let mut text: Vec<String> = problem.into_iter().collect();
    text.push(t.one("identity-retire-text", "handle", actor.handle()));
    text.push(t.get("identity-retire-final"));
    visit.reply(&AskPage {
        t,
        page: visit.frame(t.get("identity-delete")).await?,
        heading: t.one("identity-retire-ask", "name", actor.display_name()),
        text,
        action: format!("{path}/retire"),
        button: t.get("identity-delete"),
        danger: true,
        back: Some(Link::new(t.get("form-back"), path)),
    })
}

/// Retires an identity for good.
pub async fn retire(
    app: web::Data<App>,
    request: HttpRequest,
    name: web::Path<String>,
    sent: web::Form<Sent>,
) -> HttpResponse {
    with(&app, &request, async |visit| {
        let deed = async {
            let actor = own(visit, &name).await?;
            accounts::delete_person(&visit.app, &visit.viewer, actor.id).await?;
            Ok(see_other_told(&visit.app, "/settings", "identity-retired"))
        };
        forms::take(visit, &request, &sent, deed, async |error| {
            let actor = own(visit, &name).await?;
            visit.mistaken(&error);
            retire_page(visit, &actor, Some(error.say(visit.t.lang))).await
        })
        .await
    })
    .await
}

/// Chooses the identity that acts from now on, and leads back.
pub async fn act(app: web::Data<App>, request: HttpRequest, sent: web::Form<Sent>) -> HttpResponse {
    with(&app, &request, async |visit| {
        forms::check(visit, &request, &sent)?;
        let name = sent.value("identity").trim_start_matches('@');
        accounts::change_default_actor(&visit.app, &visit.viewer, name).await?;
        Ok(see_other(local_path(sent.value("back"))))
    })
    .await
}

/// An identity of the reader by its name; nobody else's is there to be changed.
async fn own(visit: &Visit, name: &str) -> Result<Actor> {
    visit.viewer.require_account()?;
    let conn = visit.app.db.get().await?;
    let actor = actors::by_username(&conn, name, None).await?.or_not_found("person")?;
    actors::owned(&visit.viewer, actor.id)?;
    Ok(actor)
}

/// What an identity says of itself, as text.
fn written(actor: &Actor) -> String {
    farandole_sanitise::text(actor.summary.as_deref().unwrap_or_default()).trim().to_owned()
}

/// Plain text as paragraphs; what looks like markup is text here.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| format!("<p>{}</p>", block.replace('\n', "<br>"))).collect()
}

async fn claim(
    visit: &Visit,
    picture: Option<NewMedia>,
    actor: Option<ActorId>,
) -> Result<Option<MediaId>> {
    let Some(mut new) = picture else { return Ok(None) };
    new.label.actor = actor;
    media::claim(&visit.app, &visit.viewer, media::AVATAR, Given::New(new)).await.map(Some)
}

/// The field of the form that an argument of the API stands in.
fn field(argument: &str) -> String {
    match argument {
        "preferredUsername" => "username",
        "avatar" => "picture",
        other => other,
    }
    .to_owned()
}

async fn page(visit: &Visit, form: Form, editing: Option<&Actor>) -> Result<HttpResponse> {
    let title = match editing {
        Some(actor) => actor.display_name().to_owned(),
        None => visit.t.get("identity-new"),
    };
    let path = editing.map(|actor| format!("/identity/{}", actor.preferred_username));
    let several = visit.viewer.actors().len() > 1;
    visit.reply(&IdentityPage {
        t: visit.t,
        page: visit.frame(title).await?,
        form,
        has_picture: editing.is_some_and(|actor| actor.avatar_id.is_some()),
        editing: editing.map(who),
        delete: path.clone().filter(|_| several).map(|path| format!("{path}/retire")),
        action: path.unwrap_or_else(|| "/identity/create".to_owned()),
        host: format!("@{}", visit.app.config.authority()),
    })
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn what_is_typed_is_text_and_survives_the_way_there_and_back() {
        let html = paragraphs("One\r\ntwo\n\n<b>three</b>");
        assert_eq!(html, "<p>One<br>two</p><p>&lt;b&gt;three&lt;/b&gt;</p>");
        assert_eq!(farandole_sanitise::text(&html).trim(), "One\ntwo\n\n<b>three</b>");
    }
}
