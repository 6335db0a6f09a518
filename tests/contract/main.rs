//! Contract tests: every error, every header and every route of the API, and the documents that
//! describe them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod access;
mod addresses;
mod bodies;
mod bodies_of_changes;
mod bodies_templates;
mod body_fields;
mod conditions;
mod conventions;
mod cookies;
mod day_of_items;
mod descriptions;
mod distribution;
mod documents;
mod events;
mod examples;
mod faults;
mod fields;
mod generated;
mod hostile_bodies;
mod hostile_headers;
mod hostile_paths;
mod items;
mod judging;
mod kitchen;
mod lists;
mod logs;
mod moments;
mod offered;
mod payments;
mod problems;
mod raw;
mod regrouping;
mod requests;
mod stored_names;
mod template;
