//! Reports: sales, the figures of one order, and the days that a report is about.

mod days;
mod figures;
mod sales;
