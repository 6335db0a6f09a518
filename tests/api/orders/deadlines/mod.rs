//! Deadlines: orders that are not accepted in time, and orders that are too long in a status.

mod accepting;
mod lists;
mod running;
mod settings;
mod targets;
