//! The settings PostgreSQL is started with. They are arguments, so no file in the data directory
//! can drift away from the program.

/// How a cluster is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// What was committed survives a crash of the machine.
    #[default]
    Kept,
    /// For tests: much faster, lost or broken after a crash of the machine.
    Throwaway,
}

const ALWAYS: &[(&str, &str)] = &[
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("port", "5432"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("lc_messages", "C"),
    ("cluster_name", "farandole"),
    ("log_line_prefix", "%m [%p] %d "),
    ("log_checkpoints", "off"),
    ("shared_buffers", "128MB"),
    ("random_page_cost", "1.1"),
    // Just-in-time compilation costs more than our short queries take.
    ("jit", "off"),
    // An old snapshot slows the job queue for everybody.
    ("idle_in_transaction_session_timeout", "30s"),
];

const KEPT: &[(&str, &str)] = &[("max_connections", "60")];

const THROWAWAY: &[(&str, &str)] = &[
    ("max_connections", "200"),
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("autovacuum", "off"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
];

/// Name and value of every setting; `lz4` says whether the server can compress its log with it.
pub(crate) fn all(durability: Durability, lz4: bool) -> Vec<(&'static str, &'static str)> {
    let own = match durability {
        Durability::Kept => KEPT,
        Durability::Throwaway => THROWAWAY,
    };
    let compression = lz4.then_some(("wal_compression", "lz4"));
    ALWAYS.iter().chain(own).copied().chain(compression).collect()
}
