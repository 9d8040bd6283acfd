//! What follows from reports.

use super::model::{Report, ReportFact, State};
use super::{activity, mails, store};
use crate::accounts;
use crate::actors;
use crate::app::{App, Plugs};
use crate::kernel::prelude::*;
use crate::kernel::rate::Limit;
use crate::platform::mail::{self, Letter};

/// Mails about reports that one moderator gets in an hour; the reports themselves are in the list.
const MAILS: Limit = Limit::per_hour("report-mail", 20);

/// Plugs the slice in.
pub fn plug(plugs: &mut Plugs) {
    plugs.on("moderation.mails", write_mails);
    plugs.on("moderation.tell", tell);
    plugs.receive("Flag", activity::on_flag);
}

/// Tells the server of whom a report is about, where whoever reports wants that.
async fn tell(app: App, fact: ReportFact) -> Result<()> {
    let ReportFact::Filed { id } = fact else { return Ok(()) };
    let report = {
        let conn = app.db.get().await?;
        store::find(&conn, id).await?
    };
    match report.filter(|report| report.forwarded) {
        Some(report) => activity::tell(&app, &report).await,
        None => Ok(()),
    }
}

/// Tells the moderators of a report, and whoever reported what became of it.
async fn write_mails(app: App, fact: ReportFact) -> Result<()> {
    let mut conn = app.db.get().await?;
    let letters = match fact {
        ReportFact::Filed { id } => {
            let Some(report) = store::find(&conn, id).await? else { return Ok(()) };
            to_keepers(&app, &conn, &report).await?
        }
        ReportFact::Settled { id, status } => {
            let report = store::find(&conn, id).await?;
            // What a moderator took back in the meantime is told to nobody.
            let Some(report) = report.filter(|report| report.status == status) else {
                return Ok(());
            };
            to_reporter(&app, &conn, &report).await?
        }
    };
    conn.transaction(async |tx| mail::queue_within(&app, tx, MAILS, &letters).await).await
}

async fn to_keepers(
    app: &App,
    conn: &AsyncPgConnection,
    report: &Report,
) -> Result<Vec<(UserId, Letter)>> {
    let Some(reported) = report.reported_id else { return Ok(Vec::new()) };
    let Some(reported) = actors::find(conn, reported).await? else { return Ok(Vec::new()) };
    let site = mail::site_name(app, conn).await?;
    let keepers = accounts::keepers(conn).await?;
    let letter = |keeper: &accounts::User| mails::filed(app, &site, keeper, report, &reported);
    Ok(keepers.iter().map(|keeper| (keeper.id, letter(keeper))).collect())
}

async fn to_reporter(
    app: &App,
    conn: &AsyncPgConnection,
    report: &Report,
) -> Result<Vec<(UserId, Letter)>> {
    let Some(reporter) = report.reporter_id.filter(|_| report.status != State::Open) else {
        return Ok(Vec::new());
    };
    let contacts = accounts::contacts(conn, &[reporter], app.now()).await?;
    let Some(contact) = contacts.get(&reporter) else { return Ok(Vec::new()) };
    let site = mail::site_name(app, conn).await?;
    Ok(vec![(contact.user, mails::settled(app, &site, contact, report))])
}
