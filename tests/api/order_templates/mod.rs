//! Order templates and the schedules that place orders from them.

mod clocks;
mod language;
mod limits;
mod managing;
mod ordering;
mod running;
mod skipping;
mod vouchers;
mod year;
