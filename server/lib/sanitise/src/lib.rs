#![doc = include_str!("../README.md")]

mod chars;
mod hashtags;
mod light;
mod links;
mod plain;
mod rich;
mod roles;
mod shape;
mod tokens;

pub use chars::{Unstorable, line, storable};
pub use hashtags::{MAX_HASHTAGS, hashtags};
pub use light::{html_to_light, light_to_html};
pub use plain::{excerpt, text};
pub use rich::{MAX_BYTES, html};
