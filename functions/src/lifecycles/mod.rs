//! The lifecycles that orders go through, for pages that show their steps.

pub mod get_lifecycle;
mod view;
