//! Accounts in the API.

mod access;
mod feed;
mod manage;
mod own;
mod query;
mod settings;
mod user;

pub use access::AccessMutation;
pub use feed::FeedTokenNode;
pub use manage::ManageMutation;
pub use own::OwnMutation;
pub use query::AccountQuery;
pub use settings::{LocationInput, NotificationPending, SettingsNode};
pub use user::{SessionNode, UserNode, UserRole, load_user};
