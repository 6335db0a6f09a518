use docket_domain::{ProductId, Unavailable};
use docket_store::Shortage;

/// A product whose stock is less than the request needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// How many pieces were requested.
    pub requested: u64,
    /// How many pieces are available.
    pub available: u64,
    /// The shortfall as a sentence.
    pub detail: String,
}

impl Shortfall {
    /// The shortfall of an order's product with this name.
    #[must_use]
    pub fn new(short: &Shortage, name: String) -> Self {
        let Shortage { requested, available, .. } = *short;
        Self {
            product: short.product.clone(),
            detail: format!("{requested} of {name} were ordered, {available} are in stock"),
            name,
            requested: requested.into(),
            available,
        }
    }
    /// A product that is not for sale now, independent of its stock.
    #[must_use]
    pub fn not_for_sale(missing: &Unavailable) -> Self {
        let Unavailable { product, name, requested } = missing;
        Self {
            product: product.clone(),
            name: name.to_string(),
            requested: u64::from(*requested),
            available: 0,
            detail: format!("{name} is not on sale at the moment"),
        }
    }
}
