//! What every request passes, from the outside in: [`trace`] gives it an id, a log line and an end, [`door`]
//! refuses what is not for us, [`gate`] lets in as many at a time as can be served, on a [`seat`] each,
//! [`head`] shows handlers a GET where there was a HEAD.

pub mod door;
pub mod gate;
pub mod head;
pub mod headers;
pub mod seat;
pub mod trace;
