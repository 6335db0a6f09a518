use docket_domain::{ProductId, Unavailable};
use docket_store::Shortage;

/// A product of which there is too little for what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// How many were wanted.
    pub requested: u64,
    /// How many there are.
    pub available: u64,
    /// The same in words.
    pub detail: String,
}

impl Shortfall {
    /// A product of an order, by its name.
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
    /// A product that is not for sale now, whatever there is of it.
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
