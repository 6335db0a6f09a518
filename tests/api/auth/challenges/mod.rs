//! Signing in that strangers cannot block: challenges, known devices, halves, back-off.

mod backing_off;
mod devices;
mod resending;
mod strangers;
