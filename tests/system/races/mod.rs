//! Two who want the same at once: one has it, the other is told.

mod deadlines;
mod delivery;
mod kitchen;
mod orders;
mod people;
mod regroup;
