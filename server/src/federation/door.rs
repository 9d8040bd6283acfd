//! Arrivals become rows before they are answered for. Those that come while a commit is on its way wait for the next one
//! together, so that many a second cost a few commits and not one each.

use super::incoming::{HANDLE, Handle};
use super::store::{self, NewArrival};
use crate::app::App;
use crate::kernel::prelude::*;
use farandole_jobs::NewJob;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Arrivals that one commit takes at most.
const TOGETHER: usize = 100;

/// Something that came in, checked.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The same for what is the same.
    pub mark: Vec<u8>,
    pub actor: ActorId,
    pub kind: String,
    pub body: String,
    /// The host that it came from: its arrivals are handled in their order.
    pub host: String,
}

type Waiting = (Arrival, oneshot::Sender<Result<()>>);

#[derive(Default)]
struct Line {
    waiting: Vec<Waiting>,
    /// Whether somebody is writing.
    busy: bool,
}

/// Where arrivals of one process wait.
#[derive(Default)]
struct Door(Mutex<Line>);

impl Door {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever writes; another one can when it goes, be it in the middle.
struct Turn {
    door: Arc<Door>,
    over: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.over {
            self.door.line().busy = false;
        }
    }
}

/// Takes one in. Once this returns, it is in the database, unless it was there before.
pub async fn enter(app: &App, arrival: Arrival) -> Result<()> {
    let door = app.shared::<Door>();
    let (tell, told) = oneshot::channel();
    let turn = {
        let mut line = door.line();
        line.waiting.push((arrival, tell));
        (!std::mem::replace(&mut line.busy, true)).then(|| Turn { door: door.clone(), over: false })
    };
    if let Some(turn) = turn {
        tokio::spawn(write(app.clone(), turn));
    }
    let gone = |_| Error::Unavailable(anyhow::anyhow!("whoever wrote arrivals is gone"));
    told.await.map_err(gone)?
}

/// Writes what waits until nothing does.
async fn write(app: App, mut turn: Turn) {
    loop {
        let batch: Vec<Waiting> = {
            let door = turn.door.clone();
            let mut line = door.line();
            if line.waiting.is_empty() {
                // Over before the line is let go, so that it does not end the turn of whoever comes now.
                line.busy = false;
                turn.over = true;
                return;
            }
            let many = line.waiting.len().min(TOGETHER);
            line.waiting.drain(..many).collect()
        };
        let (arrivals, tell): (Vec<Arrival>, Vec<_>) = batch.into_iter().unzip();
        match keep(&app, &arrivals).await {
            Ok(()) => tell.into_iter().for_each(|tell| drop(tell.send(Ok(())))),
            // Asking for each alone would keep all of them waiting, for nothing.
            Err(Error::Unavailable(cause)) => {
                let away = || Error::Unavailable(anyhow::anyhow!("{cause:#}"));
                tell.into_iter().for_each(|tell| drop(tell.send(Err(away()))));
            }
            // It is one of them: the others are not to suffer from it.
            Err(_) => {
                for (arrival, tell) in arrivals.iter().zip(tell) {
                    drop(tell.send(keep(&app, std::slice::from_ref(arrival)).await));
                }
            }
        }
    }
}

async fn keep(app: &App, arrivals: &[Arrival]) -> Result<()> {
    let mut conn = app.db.get().await?;
    let now = app.now();
    let lanes: HashMap<&[u8], &str> = arrivals.iter().map(|one| (&*one.mark, &*one.host)).collect();
    let rows: Vec<NewArrival<'_>> = arrivals
        .iter()
        .map(|one| NewArrival {
            mark: &one.mark,
            actor_id: one.actor,
            kind: &one.kind,
            body: &one.body,
            received_at: now,
        })
        .collect();
    conn.transaction(async |tx| {
        let jobs = store::write_arrivals(tx, &rows).await?.into_iter().map(|(arrival, mark)| {
            let payload = serde_json::to_value(Handle { arrival })?;
            let lane = lanes.get(&*mark).copied().unwrap_or_default();
            Ok(NewJob::new(crate::worker::INBOX, HANDLE, payload).lane(lane))
        });
        let jobs = jobs.collect::<Result<Vec<NewJob>>>()?;
        farandole_jobs::enqueue(tx, now, &jobs).await?;
        Result::<()>::Ok(())
    })
    .await
}
