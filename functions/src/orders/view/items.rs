//! What was ordered, as callers see it.

use docket_domain::{Line, LineAddon};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// A line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// The line, within its order: the same as long as the line is there.
    #[schema(value_type = words::LineId)]
    id: String,
    /// The product.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Its name when it was ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// How many.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// The price of one, in minor units.
    #[schema(value_type = words::Amount)]
    unit_price: u64,
    /// The price of all, extras included.
    #[schema(value_type = words::Amount)]
    total_price: u64,
    /// The extras of each one.
    addons: Vec<AddonView>,
    /// Whether it is a main course.
    is_main_course: bool,
}

/// An extra of each one of a line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddonView {
    /// The extra.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// Its name when it was ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// How many on each one.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// The price of one, in minor units.
    #[schema(value_type = words::Amount)]
    unit_price: u64,
}

pub(super) fn item(line: &Line) -> ItemView {
    ItemView {
        id: line.id.to_string(),
        product_id: line.product.to_string(),
        name: line.name.to_string(),
        quantity: line.quantity.get(),
        unit_price: line.unit_price.minor(),
        total_price: line.total.minor(),
        addons: line.addons.iter().map(AddonView::new).collect(),
        is_main_course: line.is_main_course,
    }
}

impl AddonView {
    /// An extra of a line.
    pub fn new(addon: &LineAddon) -> Self {
        Self {
            addon_id: addon.id.to_string(),
            name: addon.name.to_string(),
            quantity: addon.quantity.get(),
            unit_price: addon.unit_price.minor(),
        }
    }
}
