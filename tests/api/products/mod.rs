//! Products and their stock.

mod alerts;
mod buckets;
mod create;
mod low_stock;
mod stock;
mod update;
