//! Two requests for the same thing at once: one succeeds, the other is refused.

mod deadlines;
mod delivery;
mod kitchen;
mod orders;
mod people;
mod regroup;
