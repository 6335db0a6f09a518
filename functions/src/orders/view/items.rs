//! Line items of an order, as callers see them.

use docket_domain::{Line, LineAddon};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// A line item of an order, as it was priced when it was ordered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Identifier of the line item within its order. It does not change as long as the order has
    /// this line item.
    #[schema(value_type = words::LineId)]
    id: String,
    /// Identifier of the product that was ordered.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Name of the product when it was ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// Number of units in this line item, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Price of one unit without add-ons, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    unit_price: u64,
    /// Price of all units with their add-ons, in minor units of the order's currency.
    #[schema(value_type = words::Amount)]
    total_price: u64,
    /// Add-ons of each unit of this line item; empty if there are none.
    addons: Vec<AddonView>,
    /// Whether the product was a main course when it was ordered.
    is_main_course: bool,
}

/// An add-on of each unit of a line item.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddonView {
    /// Identifier of the add-on within its product.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// Name of the add-on when it was ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// Number of this add-on on each unit of the line item, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Price of one add-on, in minor units of the order's currency.
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
    /// An add-on of a line item.
    pub fn new(addon: &LineAddon) -> Self {
        Self {
            addon_id: addon.id.to_string(),
            name: addon.name.to_string(),
            quantity: addon.quantity.get(),
            unit_price: addon.unit_price.minor(),
        }
    }
}
