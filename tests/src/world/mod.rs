//! Who is there, signed in, and what they do in one step.

pub mod changes;
pub mod contract;
pub mod deadlines;
pub mod delivery;
pub mod history;
pub mod kitchen;
pub mod messages;
pub mod parts;
pub mod people;
pub mod recurring;
pub mod signing_in;
