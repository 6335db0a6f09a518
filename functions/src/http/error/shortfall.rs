use serde::Serialize;

use crate::openapi::{samples, words};

/// A line of a cart of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::shortfall)]
pub struct Shortfall {
    /// The product.
    #[schema(value_type = words::ProductId)]
    pub product_id: String,
    /// Its name.
    #[schema(example = "Vegetable thali")]
    pub product_name: String,
    /// How many were wanted.
    #[schema(value_type = words::Total)]
    pub requested: u64,
    /// How many there are.
    #[schema(value_type = words::Total)]
    pub available: u64,
    /// The same in words.
    #[schema(example = "2 of Vegetable thali were ordered, 1 are there")]
    pub detail: String,
}

impl From<&docket_app::Shortfall> for Shortfall {
    fn from(short: &docket_app::Shortfall) -> Self {
        Self {
            product_id: short.product.to_string(),
            product_name: short.name.clone(),
            requested: short.requested,
            available: short.available,
            detail: short.detail.clone(),
        }
    }
}
