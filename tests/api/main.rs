//! Tests of the HTTP API. The modules follow its URLs.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![expect(clippy::float_cmp, reason = "capacity units are halves, which are exact")]

mod auth;
mod changes;
mod checkouts;
mod delivery;
mod guest_story;
mod lifecycles;
mod members;
mod notifications;
mod order_templates;
mod orders;
mod preferences;
mod products;
mod push;
mod reports;
mod sellers;
mod storefronts;
mod vouchers;
