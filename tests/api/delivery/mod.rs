//! Batches: who puts them together, who drives them, and that they and their
//! orders change together.

mod batches;
mod contact;
mod days;
mod driving;
mod large;
mod leading_on;
mod other_words;
mod proposing;
mod regrouping;
mod seeing;
mod without_signal;
