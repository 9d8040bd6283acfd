//! What every request passes, from the outside in: [`trace`] gives it an id, a log line and an end, [`door`]
//! refuses what is not for us, [`gate`] lets in as many at a time as can be served.

pub mod door;
pub mod gate;
pub mod headers;
pub mod trace;
