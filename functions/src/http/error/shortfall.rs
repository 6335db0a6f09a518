use serde::Serialize;

use super::sentence::sentence;
use crate::openapi::{samples, words};

/// A product of which less is available than the order needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::shortfall)]
pub struct Shortfall {
    /// The identifier of the product.
    #[schema(value_type = words::ProductId)]
    pub product_id: String,
    /// The name of the product that is short.
    #[schema(example = "Vegetable thali")]
    pub product_name: String,
    /// The number of units that the order needs.
    #[schema(value_type = words::Total)]
    pub requested: u64,
    /// The number of units that are available.
    #[schema(value_type = words::Total)]
    pub available: u64,
    /// The shortage as a sentence for people.
    #[schema(example = "2 of Vegetable thali were ordered, 1 are in stock.")]
    pub detail: String,
}

impl From<&docket_app::Shortfall> for Shortfall {
    fn from(short: &docket_app::Shortfall) -> Self {
        Self {
            product_id: short.product.to_string(),
            product_name: short.name.clone(),
            requested: short.requested,
            available: short.available,
            detail: sentence(short.detail.clone()),
        }
    }
}
