//! Amounts of money, currencies and quantities, and the division of amounts without losing a minor
//! unit.

mod amount;
mod apportion;
mod currency;
mod quantity;

pub use amount::{Amount, AmountError};
pub use apportion::apportion;
pub use currency::{Currency, CurrencyError};
pub use quantity::{Quantity, QuantityError};
