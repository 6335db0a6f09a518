//! Orders that should be accepted and moved on by some time, and what happens
//! when they are not.

mod accepting;
mod lists;
mod running;
mod settings;
mod targets;
