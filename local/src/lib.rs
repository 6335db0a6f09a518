//! Docket on one machine: runs `template.yaml` in one process.
//!
//! The functions are those that run on AWS. This crate adds small local versions of AWS services:
//! an embedded `DynamoDB` (`engine`) with its stream (`stream`), the event bus (`bus`), schedules
//! (`schedules`), SNS and SES (`messages`), Secrets Manager (`keys`) and API Gateway (`http`). It
//! also has stand-ins for the payment provider (`stripe`) and for the push services of browsers
//! (`push`). [`start`] connects the parts.

mod background;
mod batches;
mod bus;
mod clock;
mod delivery;
mod demo;
mod engine;
mod files;
mod folder;
mod functions;
mod http;
mod images;
mod keys;
mod messages;
mod options;
mod pattern;
mod payments;
mod push;
mod rights;
mod running;
mod schedules;
mod stopping;
mod stream;
mod stripe;
mod table;
mod template;
mod wiring;

pub use bus::PublishedEvent;
pub use delivery::DeadLetter;
pub use demo::{MEMBERS, SELLERS};
pub use http::{DOCS_POLICY, PAGE_HEADERS, PAGE_POLICY, PAY_POLICY};
pub use messages::SentMessage;
pub use options::{BusWrapper, DatabaseWrapper, MessengerWrapper, Options, WEB};
pub use running::{Running, start};
pub use table::{ServedTable, serve_table};
