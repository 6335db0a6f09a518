//! Sales as reports show them.

use docket_app::reports::{ProductSales, Sales};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// Confirmed orders that were not stopped, in minor units of one currency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sales)]
pub struct SalesView {
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: String,
    /// How many.
    #[schema(value_type = words::Total)]
    orders: u64,
    /// Their grand totals.
    #[schema(value_type = words::Total)]
    revenue: u64,
    /// Of one of them, on average.
    #[schema(value_type = words::Total)]
    average_value: u64,
    /// What was taken off.
    #[schema(value_type = words::Total)]
    discount: u64,
    /// What was given back, of stopped orders too.
    #[schema(value_type = words::Total)]
    refunded: u64,
}

/// What was sold of a product, before discounts and charges.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductSales)]
pub struct ProductSalesView {
    /// The product.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// What it was called when it was last ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// Pieces.
    #[schema(value_type = words::Total)]
    quantity: u64,
    /// What they came to, in minor units.
    #[schema(value_type = words::Total)]
    revenue: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
}

impl From<Sales> for SalesView {
    fn from(sales: Sales) -> Self {
        let Sales { currency, orders, revenue, average_value, discount, refunded } = sales;
        Self { currency, orders, revenue, average_value, discount, refunded }
    }
}

impl From<ProductSales> for ProductSalesView {
    fn from(sales: ProductSales) -> Self {
        let ProductSales { product, label, quantity, revenue } = sales;
        Self {
            product_id: product.to_string(),
            name: label.name.to_string(),
            quantity,
            revenue,
            currency: label.currency.code(),
        }
    }
}
