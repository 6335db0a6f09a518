//! Reports: sales, the figures of one order, and the days that a report covers.

mod days;
mod figures;
mod sales;
