//! Counters, and what is told by them.

mod days;
mod figures;
mod sales;
