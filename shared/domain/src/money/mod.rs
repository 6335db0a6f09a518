//! Amounts of money, their currencies, quantities, and dividing an amount
//! without losing a unit of it.

mod amount;
mod apportion;
mod currency;
mod quantity;

pub use amount::{Amount, AmountError};
pub use apportion::apportion;
pub use currency::{Currency, CurrencyError};
pub use quantity::{Quantity, QuantityError};
