//! Splitting and merging orders.

mod callers;
mod line_ids;
mod merge;
mod refusals;
mod repeats;
mod split;
