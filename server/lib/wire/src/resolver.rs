//! Names to addresses, judged on the way: what is returned here is what is dialled.

use crate::Policy;
use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

/// How a name that is not in the map is looked up. Port 0 in the answer stands for the URL's port.
pub(crate) type Lookup =
    Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// Asks the operating system.
pub(crate) fn system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
    })
}

pub(crate) struct Judging {
    pub policy: Arc<Policy>,
    pub lookup: Lookup,
}

impl Resolve for Judging {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_ascii_lowercase();
        let (policy, lookup) = (self.policy.clone(), self.lookup.clone());
        Box::pin(async move {
            policy.check_name(&name)?;
            let found = match policy.hosts.get(&name) {
                Some(&address) => vec![address],
                None => lookup(name.clone()).await?,
            };
            let judged = policy.judge(&name, found)?;
            Ok(Box::new(judged.into_iter()) as Addrs)
        })
    }
}
