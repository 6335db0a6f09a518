//! Race tests: two concurrent requests conflict, one succeeds, and the other is refused.

mod deadlines;
mod delivery;
mod kitchen;
mod orders;
mod people;
mod regroup;
