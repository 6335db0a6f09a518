//! Orders: placing, reading and changing them.

mod accept_reject_cancel;
mod bulk_status;
mod cancel;
mod deadlines;
mod estimates;
mod get;
mod history;
mod list;
mod notes;
mod payments;
mod place;
mod promises;
mod quote;
mod regroup;
mod update;
mod verify;
