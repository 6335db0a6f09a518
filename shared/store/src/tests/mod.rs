//! The store on the embedded engine: what each part of an order's transaction
//! does, and what becomes of the order when its condition fails.

mod batches;
mod costs;
mod engine;
mod placing;
mod preferences;
mod refused;
mod sums;
pub mod world;
