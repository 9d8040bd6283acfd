//! The protocol between servers: addresses that may be reached, and a client that reaches no others.
