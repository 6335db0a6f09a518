//! Order templates and the schedules that place orders from them.

mod clocks;
mod keeping;
mod language;
mod limits;
mod ordering;
mod refusing;
mod running;
mod vouchers;
mod year;
