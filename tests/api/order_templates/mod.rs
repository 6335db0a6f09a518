//! Templates of orders, and the schedules that order by them.

mod clocks;
mod keeping;
mod language;
mod limits;
mod ordering;
mod refusing;
mod running;
mod vouchers;
mod year;
