//! Redeeming the vouchers that a buyer names: which are redeemed, and the discount of each.

use jiff::Timestamp;

use super::Redemption;
use crate::{Amount, Voucher, VoucherCode, VoucherRefusal};

/// A voucher that a buyer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherOffer {
    /// The code that was typed in.
    pub code: VoucherCode,
    /// The seller's voucher with that code, if there is one.
    pub voucher: Option<Voucher>,
    /// How often this customer has redeemed it.
    pub by_customer: u32,
}

/// Redeems vouchers one after the other. A voucher that gives no discount, because nothing is left
/// or it is worth less than half a minor unit, is not used. The error has the position of the first
/// voucher that cannot be redeemed.
pub(super) fn redeem(
    offers: &[VoucherOffer],
    subtotal: Amount,
    now: Timestamp,
) -> Result<Vec<Redemption>, (usize, VoucherRefusal)> {
    let mut redeemed: Vec<Redemption> = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let refused = |refusal| (at, refusal);
        let voucher = offer.voucher.as_ref().ok_or(refused(VoucherRefusal::Unknown))?;
        if offers[..at].iter().any(|it| it.code == offer.code) {
            return Err(refused(VoucherRefusal::Twice));
        }
        let worth = voucher.discount(subtotal, offer.by_customer, now).map_err(refused)?;
        let left = subtotal.minus(discount(&redeemed)).unwrap_or(Amount::ZERO);
        let takes = worth.min(left);
        if takes > Amount::ZERO {
            redeemed.push(Redemption {
                code: offer.code.clone(),
                discount: takes,
                uses: 1,
                counted: u32::from(voucher.per_customer.is_some()),
            });
        }
    }
    Ok(redeemed)
}

/// Redeems the vouchers that can be redeemed, and returns the others with their positions.
pub(super) fn redeem_some(
    offers: &[VoucherOffer],
    subtotal: Amount,
    now: Timestamp,
) -> (Vec<Redemption>, Vec<(usize, VoucherRefusal)>) {
    let mut good = offers.to_vec();
    let mut positions: Vec<usize> = (0..offers.len()).collect();
    let mut left_out = Vec::new();
    loop {
        match redeem(&good, subtotal, now) {
            Ok(redeemed) => return (redeemed, left_out),
            Err((at, why)) => {
                good.remove(at);
                left_out.push((positions.remove(at), why));
            }
        }
    }
}

/// The discount of all redeemed vouchers.
pub(super) fn discount(redeemed: &[Redemption]) -> Amount {
    redeemed.iter().try_fold(Amount::ZERO, |sum, it| sum.plus(it.discount)).unwrap_or(Amount::MAX)
}
