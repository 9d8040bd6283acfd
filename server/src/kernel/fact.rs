//! What has happened, written in the transaction of the change. A fact is a row of `jobs`: killing the process
//! after the commit loses nothing, before it leaves nothing.

use super::error::Result;
use diesel_async::AsyncPgConnection;
use farandole_jobs::NewJob;
use serde::{Serialize, de::DeserializeOwned};

/// Something that has happened and that others may react to. It carries ids and what is gone; a reaction reads
/// what is true now.
pub trait Fact: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// The name of the type in the queue: stable, since rows outlive a version of the program.
    const KIND: &'static str;
}

/// The queue of facts that wait to be handed to those who react.
pub const QUEUE: &str = "facts";
/// The queue of reactions, one job for each that a fact calls for.
pub const REACTIONS: &str = "reactions";

/// The job that carries a fact.
pub fn job<F: Fact>(fact: &F) -> Result<NewJob> {
    Ok(NewJob::new(QUEUE, format!("fact:{}", F::KIND), serde_json::to_value(fact)?))
}

/// Writes a fact beside the change that it tells of. `tx` must be inside that change's transaction.
pub async fn emit<F: Fact>(
    tx: &mut AsyncPgConnection,
    now: chrono::DateTime<chrono::Utc>,
    fact: &F,
) -> Result<()> {
    debug_assert!(
        super::db::in_transaction(tx),
        "a fact is written in the transaction of its change"
    );
    farandole_jobs::enqueue(tx, now, &[job(fact)?]).await?;
    Ok(())
}
