//! From a configuration to a running [`App`]: the database, the server's own key, the way out.

use crate::actors::{ANONYMOUS, RELAY};
use crate::app::{App, Parts};
use crate::kernel::clock::Clock;
use crate::kernel::config::Config;
use crate::kernel::crowd::Crowd;
use crate::kernel::db::{self, Db};
use crate::kernel::memo::Memo;
use crate::kernel::secret::{Random, ServerKey};
use crate::platform::blob::Blobs;
use crate::platform::geocoder;
use crate::platform::mail::{Mailer, Options};
use crate::plugs;
use anyhow::Context;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use farandole_cluster::Cluster;
use farandole_schema::tables::{actors, secrets};
use std::sync::Arc;

/// The database: somebody else's, or our own cluster, which stops when this is dropped.
pub struct Database {
    pub url: String,
    pub cluster: Option<Cluster>,
}

impl Database {
    /// Finds the configured database, or starts the embedded one in the data folder.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        if let Some(url) = &config.database_url {
            return Ok(Self { url: url.clone(), cluster: None });
        }
        let dir = config.data_dir.join("postgres");
        std::fs::create_dir_all(&config.data_dir).with_context(|| {
            format!("The data folder {} cannot be made", config.data_dir.display())
        })?;
        let options =
            farandole_cluster::Options { bin: config.pg_bin.clone(), ..Default::default() };
        let cluster = Cluster::open(&dir, options).await?;
        Ok(Self { url: cluster.url(), cluster: Some(cluster) })
    }

    /// The same for a command that may run beside the server: shares the embedded database that the server holds.
    pub async fn join(config: &Config) -> anyhow::Result<Self> {
        match Self::open(config).await {
            Err(cause)
                if matches!(cause.downcast_ref(), Some(farandole_cluster::Error::InUse(_))) =>
            {
                let url = Cluster::address(&config.data_dir.join("postgres"))?;
                Ok(Self { url, cluster: None })
            }
            opened => opened,
        }
    }
}

/// What a test may set otherwise.
#[derive(Default)]
pub struct Seams {
    pub clock: Clock,
    pub random: Random,
}

/// Puts the app together on a migrated database.
pub async fn app(config: Config, database_url: &str, seams: Seams) -> anyhow::Result<App> {
    let db = Db::open(database_url, config.database_pool)?;
    let key = server_key(&db, &seams).await?;
    first_rows(&db, &config, &seams.clock, &seams.random).await?;
    let http = farandole_wire::Client::new(policy(&config)?, &user_agent(&config))?;
    let blobs = Blobs::open(&config)?;
    let mailer = mailer(&config)?;
    let geocoder = geocoder::open(&config, &http, &user_agent(&config))?;
    let proxies =
        config.trusted_proxies.iter().filter_map(|network| network.parse().ok()).collect();
    let app = App::new(Parts {
        db,
        health: Db::open(database_url, 1)?,
        clock: seams.clock,
        random: seams.random,
        key,
        http,
        blobs,
        geocoder,
        mailer,
        proxies,
        plugs: Arc::new(plugs::all()),
        memo: Arc::new(Memo::default()),
        crowd: Crowd::default(),
        config,
    });
    Ok(app)
}

/// The same app for the worker: on connections of its own, so that neither takes them from the other.
pub fn for_jobs(app: &App, database: &Database) -> anyhow::Result<App> {
    let size = (app.config.database_pool / 2).max(2);
    Ok(app.on(Db::open_for_jobs(&database.url, size)?))
}

/// Runs the migrations, then puts the app together.
pub async fn migrated_app(config: Config, database: &Database) -> anyhow::Result<App> {
    for migration in db::migrate(&database.url).await? {
        tracing::info!(migration, "migrated");
    }
    app(config, &database.url, Seams::default()).await
}

fn user_agent(config: &Config) -> String {
    format!("Farandole/{} (+{})", env!("CARGO_PKG_VERSION"), config.url)
}

/// The way out for mail that is configured.
pub fn mailer(config: &Config) -> anyhow::Result<Mailer> {
    let extra_ca = config.extra_ca.as_ref().map(std::fs::read).transpose()?;
    let options = Options {
        capture_dir: config.data_dir.join("mail"),
        host: config.host().to_owned(),
        extra_ca,
    };
    Ok(Mailer::open(config.mail_url(), options)?)
}

fn policy(config: &Config) -> anyhow::Result<farandole_wire::Policy> {
    let policy =
        farandole_wire::Policy::parse(&config.federation_allow.join(","), &config.hosts.join(","))?;
    Ok(match &config.extra_ca {
        None => policy,
        Some(path) => {
            let pem =
                std::fs::read(path).with_context(|| format!("`extra_ca`: {}", path.display()))?;
            policy.with_extra_ca(pem)
        }
    })
}

/// The key in the table `secrets`, made at the first start. Two nodes starting together agree on one.
async fn server_key(db: &Db, seams: &Seams) -> anyhow::Result<ServerKey> {
    let mut conn = db.get().await?;
    let fresh = seams.random.bytes::<32>().to_vec();
    diesel::insert_into(secrets::table)
        .values((
            secrets::name.eq("server"),
            secrets::value.eq(fresh),
            secrets::created_at.eq(seams.clock.now()),
        ))
        .on_conflict_do_nothing()
        .execute(&mut conn)
        .await?;
    let bytes: Vec<u8> =
        secrets::table.find("server").select(secrets::value).first(&mut conn).await?;
    Ok(ServerKey::new(&bytes))
}

/// Stops the embedded cluster, if there is one, and waits for it.
pub async fn close(database: Database) {
    if let Some(cluster) = database.cluster {
        cluster.stop().await;
    }
}

/// Writes the rows that every server has: itself, and the one who acts for people without an account. They stay
/// as they are where they exist.
pub async fn first_rows(
    db: &Db,
    config: &Config,
    clock: &Clock,
    random: &Random,
) -> anyhow::Result<()> {
    let mut conn = db.get().await?;
    for (kind, name, url) in [
        ("person", ANONYMOUS, config.link("/@anonymous")),
        ("application", RELAY, config.link("/relay")),
    ] {
        diesel::insert_into(actors::table)
            .values((
                actors::uuid.eq(random.uuid()),
                actors::kind.eq(kind),
                actors::preferred_username.eq(name),
                actors::url.eq(url),
                actors::created_at.eq(clock.now()),
                actors::updated_at.eq(clock.now()),
            ))
            .on_conflict_do_nothing()
            .execute(&mut conn)
            .await?;
    }
    Ok(())
}
