//! Batches: who creates them, who drives them, and that a batch changes together with its orders.

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
