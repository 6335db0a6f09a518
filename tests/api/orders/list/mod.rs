//! Lists of orders with their filters and pages.

mod callers;
mod csv;
mod cursors;
mod days;
mod filters;
mod moving;
mod rows;
mod search;
