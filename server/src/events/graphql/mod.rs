//! Events in the API.
