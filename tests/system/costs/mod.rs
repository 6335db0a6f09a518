//! Checks the cost of requests, from `ConsumedCapacity` with the indexes included, and that it does
//! not grow with the number of orders.

mod changes;
mod deadlines;
mod delivery;
mod kitchen;
mod lists;
mod notifications;
mod payments;
mod regroup;
mod requests;
mod signing_in;
mod statistics;
