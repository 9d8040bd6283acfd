//! A job queue in PostgreSQL: a job is a row of the transaction that asks for it.
