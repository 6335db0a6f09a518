//! Load tests with many concurrent guests, also with network faults.

mod network;
mod rush;
