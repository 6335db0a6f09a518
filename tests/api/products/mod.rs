//! Products and their stock.

mod alerts;
mod buckets;
mod create;
mod display;
mod image;
mod image_refusals;
mod low_stock;
mod stock;
mod update;
