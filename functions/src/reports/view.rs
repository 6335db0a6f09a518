//! JSON representation of sales, which statistics and reports share.

use docket_app::reports::{ProductSales, Sales};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// Sales in one currency: orders that are verified, neither stopped nor merged into another order,
/// and not waiting for a required payment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sales)]
pub struct SalesView {
    /// ISO 4217 currency of the amounts in this row.
    #[schema(value_type = words::Currency)]
    currency: String,
    /// Number of orders that count as sales.
    #[schema(value_type = words::Total)]
    orders: u64,
    /// Sum of the grand totals of these orders, in minor units of `currency`.
    #[schema(value_type = words::Total)]
    revenue: u64,
    /// Average grand total of these orders, in minor units of `currency`, rounded half up. Zero
    /// without orders.
    #[schema(value_type = words::Total)]
    average_value: u64,
    /// Sum of the discounts of these orders, in minor units of `currency`.
    #[schema(value_type = words::Total)]
    discount: u64,
    /// Sum of refunded money in minor units of `currency`. It covers all orders of the days, also
    /// stopped ones.
    #[schema(value_type = words::Total)]
    refunded: u64,
}

/// Sales of one product, in the orders that count as sales.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductSales)]
pub struct ProductSalesView {
    /// Identifier of the product in the catalogue.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Name of the product when it was last ordered.
    #[schema(value_type = words::Name)]
    name: String,
    /// Units of the product in these orders.
    #[schema(value_type = words::Total)]
    quantity: u64,
    /// Sum of the line items in minor units of `currency`, before discounts, fees and tax.
    #[schema(value_type = words::Total)]
    revenue: u64,
    /// ISO 4217 currency of the revenue.
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
