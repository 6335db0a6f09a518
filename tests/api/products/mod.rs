//! Products and their stock.

mod alerts;
mod buckets;
mod create;
mod display;
mod low_stock;
mod stock;
mod update;
