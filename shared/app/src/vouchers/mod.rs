//! Creating, reading and changing vouchers. Orders redeem them.

mod create_voucher;
mod read_voucher;
mod update_voucher;

pub use create_voucher::create_voucher;
pub use read_voucher::{list_vouchers, managed_voucher};
pub use update_voucher::{UpdateVoucher, update_voucher};
