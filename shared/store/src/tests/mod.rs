//! Tests of the store on the embedded engine: the effect of each part of an order's transaction,
//! and the outcome when its condition fails.

mod batches;
mod costs;
mod engine;
mod placing;
mod preferences;
mod refused;
mod sums;
pub mod world;
