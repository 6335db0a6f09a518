//! Batches: who creates them, who drives them, and that a batch changes together with its orders.

mod allowed_actions;
mod batches;
mod contact;
mod days;
mod driving;
mod large;
mod other_words;
mod proposing;
mod regrouping;
mod visibility;
mod without_signal;
