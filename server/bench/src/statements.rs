//! W16: the statements of a list must not grow with its page.
//!
//! The queries are made from the schema itself: each list with every field that its elements offer, and the lists
//! inside them, at the same page size. A field that is added is watched from its first day.

use crate::Bench;
use crate::report::Report;
use anyhow::{Context, Result};
use async_graphql::Request;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Uuid};
use diesel_async::RunQueryDsl;
use farandole::boot::{self, Seams};
use farandole::graphql::{loaders, root};
use farandole::kernel::config::Config;
use farandole::kernel::id::{ActorId, SessionId, UserId};
use farandole::kernel::text::Lang;
use farandole::kernel::viewer::{Account, Role, Viewer, Who};
use serde_json::Value;

/// How deep a query goes below the elements of its list.
const DEPTH: usize = 2;

#[derive(QueryableByName)]
struct Host {
    #[diesel(sql_type = BigInt)]
    user_id: i64,
    #[diesel(sql_type = BigInt)]
    actor_id: i64,
    #[diesel(sql_type = Uuid)]
    event: uuid::Uuid,
}

/// Runs every list at two page sizes and compares the counts. On one thread, as each worker of the server does: what
/// the resolvers of a level ask for together is then one batch, and the counts are the same each time.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    tokio::task::block_in_place(|| {
        let one = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        one.block_on(compare(bench, report))
    })
}

async fn compare(bench: &Bench, report: &mut Report) -> Result<()> {
    let variables = vec![
        ("FARANDOLE_URL".to_owned(), "http://localhost:4000".to_owned()),
        ("FARANDOLE_DATA_DIR".to_owned(), bench.dir.join("data").display().to_string()),
        ("FARANDOLE_RATE_LIMITS".to_owned(), "off".to_owned()),
    ];
    let config = Config::read(None, variables).map_err(|cause| anyhow::anyhow!("{cause}"))?;
    let app = boot::app(config, &bench.url, Seams::default()).await?;
    let (schema, host) = (root::schema(), busy_host(bench).await?);
    let account = Account {
        user: UserId(host.user_id),
        role: Role::Administrator,
        session: SessionId(0),
        default_actor: Some(ActorId(host.actor_id)),
        actors: vec![ActorId(host.actor_id)],
    };
    let viewer = Viewer { who: Who::Account(account), ..Viewer::nobody(Lang::En, None) };
    let types = Types::of(&schema).await?;
    let asked = Asked { app: &app, schema: &schema, viewer: &viewer };
    for (name, head) in lists(&host) {
        let [few, many] =
            asked.counts(&types, &head, None).await.with_context(|| name.to_owned())?;
        report.add("W16", format!("{name}: statements at 50, beside 5"), many, few);
        if many > few {
            for field in types.chosen(&head)? {
                let [few, many] = asked.counts(&types, &head, Some(&field)).await?;
                if many > few {
                    eprintln!("  {field}: {many} beside {few}");
                }
            }
        }
    }
    Ok(())
}

/// Who asks what.
struct Asked<'a> {
    app: &'a farandole::app::App,
    schema: &'a root::ApiSchema,
    viewer: &'a Viewer,
}

impl Asked<'_> {
    /// The statements of a list at both sizes, with everything its elements offer or with one field alone.
    async fn counts(&self, types: &Types, head: &[String], only: Option<&str>) -> Result<[f64; 2]> {
        let mut counts = [0.0; 2];
        for (count, size) in counts.iter_mut().zip([5, 50]) {
            let query = types.query(head, size, only)?;
            let request =
                || loaders::equip(Request::new(query.clone()), self.app, self.viewer.clone());
            // The first one opens connections and fills memories.
            root::ApiSchema::execute(self.schema, request()).await;
            let before = self.app.db.statements();
            let reply = root::ApiSchema::execute(self.schema, request()).await;
            anyhow::ensure!(
                !matches!(reply.data, async_graphql::Value::Null),
                "{:?}",
                reply.errors
            );
            *count = (self.app.db.statements() - before) as f64;
        }
        Ok(counts)
    }
}

/// The lists: a name, and the path of fields to the elements; `%` is the page size.
fn lists(host: &Host) -> Vec<(&'static str, Vec<String>)> {
    let path = |fields: &[&str]| fields.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let event = format!("event(uuid: \"{}\")", host.event);
    let person = format!("person(id: \"{}\")", host.actor_id);
    vec![
        ("events", path(&["events(limit: %)", "elements"])),
        ("searchEvents", path(&["searchEvents(limit: %)", "elements"])),
        ("searchPersons", path(&["searchPersons(term: \"p\", limit: %)", "elements"])),
        ("tags", path(&["tags(limit: %)"])),
        ("participants", path(&[&event, "participants(limit: %)", "elements"])),
        ("organizedEvents", path(&[&person, "organizedEvents(limit: %)", "elements"])),
        ("my participations", path(&["loggedUser", "participations(limit: %)", "elements"])),
        ("my drafts", path(&["loggedUser", "drafts(limit: %)", "elements"])),
        ("users", path(&["users(limit: %)", "elements"])),
    ]
}

/// Somebody who organises much, with an event that many attend: the first of all, who stands on every page of people.
async fn busy_host(bench: &Bench) -> Result<Host> {
    let mut conn = bench.db.get().await.map_err(|_| anyhow::anyhow!("no connection"))?;
    let host: Host = diesel::sql_query(
        "SELECT a.user_id, a.id AS actor_id, (SELECT e.uuid FROM events e JOIN event_upcoming u ON u.event_id = e.id \
         ORDER BY e.id LIMIT 1) AS event FROM actors a WHERE a.user_id IS NOT NULL ORDER BY a.id LIMIT 1",
    )
    .get_result(&mut conn)
    .await?;
    let crowd = format!(
        "WITH host AS (SELECT {actor}::bigint AS id), event AS (SELECT id FROM events WHERE uuid = '{event}'),
         mine AS (UPDATE events SET organizer_id = {actor} WHERE id IN (SELECT event_id FROM event_upcoming ORDER BY event_id LIMIT 100) RETURNING id),
         crowd AS (SELECT id FROM actors WHERE user_id IS NOT NULL AND id <> {actor} ORDER BY id LIMIT 100),
         rows AS (SELECT event.id AS event_id, crowd.id AS actor_id FROM event, crowd
           UNION ALL SELECT mine.id, {actor} FROM mine, host)
         INSERT INTO participants (event_id, uuid, actor_id, role, code, created_at, updated_at)
         SELECT event_id, gen_random_uuid(), actor_id, 'participant', lpad((row_number() OVER ())::text, 6, '0'), now(), now() FROM rows
         ON CONFLICT DO NOTHING",
        actor = host.actor_id,
        event = host.event,
    );
    diesel::sql_query(crowd).execute(&mut conn).await?;
    Ok(host)
}

/// The types of the schema, as it tells of itself.
struct Types(Value);

impl Types {
    async fn of(schema: &root::ApiSchema) -> Result<Self> {
        let ask = "{ __schema { types { kind name fields { name args { name defaultValue type { kind } } type { ...T } } } } }
          fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        let reply = root::ApiSchema::execute(schema, Request::new(ask)).await;
        anyhow::ensure!(reply.errors.is_empty(), "{:?}", reply.errors);
        Ok(Self(reply.data.into_json()?["__schema"]["types"].clone()))
    }

    fn fields(&self, name: &str) -> &[Value] {
        let all = self.0.as_array().map_or(&[][..], Vec::as_slice);
        all.iter()
            .find(|it| it["name"] == name)
            .and_then(|it| it["fields"].as_array())
            .map_or(&[], Vec::as_slice)
    }

    /// The type of the elements at the end of a path.
    fn elements(&self, path: &[String]) -> Result<String> {
        let mut kind = "RootQueryType".to_owned();
        for step in path {
            let name = step.split('(').next().unwrap_or_default();
            let field = self.fields(&kind).iter().find(|it| it["name"] == name);
            kind = core(&field.with_context(|| format!("{kind} has no {name}"))?["type"]).1;
        }
        Ok(kind)
    }

    /// The fields that the elements at the end of a path offer.
    fn chosen(&self, path: &[String]) -> Result<Vec<String>> {
        let fields = self.fields(&self.elements(path)?).iter();
        Ok(fields.filter_map(|it| it["name"].as_str()).map(str::to_owned).collect())
    }

    /// A query for the elements at the end of a path, with everything they offer or one field alone.
    fn query(&self, path: &[String], size: usize, only: Option<&str>) -> Result<String> {
        let inner = self.selection(&self.elements(path)?, size, DEPTH, only);
        Ok(path.iter().rev().fold(inner, |inner, step| {
            format!("{{ {} {inner} }}", step.replace('%', &size.to_string()))
        }))
    }

    fn selection(&self, kind: &str, size: usize, depth: usize, only: Option<&str>) -> String {
        let mut chosen = vec!["__typename".to_owned()];
        for field in self.fields(kind) {
            let args = field["args"].as_array().map_or(&[][..], Vec::as_slice);
            if args
                .iter()
                .any(|it| it["type"]["kind"] == "NON_NULL" && it["defaultValue"].is_null())
            {
                continue;
            }
            let name = field["name"].as_str().unwrap_or_default();
            if only.is_some_and(|only| only != name) {
                continue;
            }
            let (shape, inner) = core(&field["type"]);
            if matches!(shape.as_str(), "SCALAR" | "ENUM") {
                chosen.push(name.to_owned());
            } else if depth > 0 && shape != "UNION" {
                let page = if args.iter().any(|it| it["name"] == "limit") {
                    format!("(limit: {size})")
                } else {
                    String::new()
                };
                chosen.push(format!(
                    "{name}{page} {}",
                    self.selection(&inner, size, depth - 1, None)
                ));
            }
        }
        format!("{{ {} }}", chosen.join(" "))
    }
}

/// The kind and the name of a type without its lists and its "never null".
fn core(of: &Value) -> (String, String) {
    match of["ofType"].as_object() {
        Some(_) => core(&of["ofType"]),
        None => (
            of["kind"].as_str().unwrap_or_default().to_owned(),
            of["name"].as_str().unwrap_or_default().to_owned(),
        ),
    }
}
