//! Sign-in that strangers cannot block: challenges, known devices, separate budgets, backoff.

mod backing_off;
mod devices;
mod resending;
mod strangers;
