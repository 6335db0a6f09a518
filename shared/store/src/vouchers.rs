//! Vouchers: their terms, and their uses.

use std::{collections::BTreeSet, num::NonZeroU32};

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use docket_domain::{CustomerKey, Order, Redemption, SellerId, Voucher, VoucherCode, VoucherId};

use crate::{
    Creation, CreationReceipt, Item, Page, Store, StoreError,
    records::{VoucherRecord, item, read},
    table::{Expression, Refused, is_text, keys, number, number_in, text},
};

/// The outcome of saving changed terms.
#[derive(Debug)]
pub enum VoucherSave {
    /// They were saved. Contains the changed voucher.
    Done(Box<Voucher>),
    /// A concurrent change was faster. The caller must read and decide again.
    Stale,
}

/// A voucher, with the customer's uses of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherUse {
    /// The voucher.
    pub voucher: Voucher,
    /// How often the customer has redeemed it.
    pub by_customer: u32,
}

impl Store {
    /// Creates a voucher.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_voucher(
        &self,
        voucher: &Voucher,
        receipt: Option<&CreationReceipt<'_>>,
        token: &str,
    ) -> Result<Creation<VoucherId>, StoreError> {
        self.create(&voucher.id, item(&VoucherRecord::new(voucher))?, receipt, token).await
    }

    /// The voucher with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn voucher(&self, id: &VoucherId) -> Result<Option<Voucher>, StoreError> {
        let found = self.get(keys::voucher(id), keys::VOUCHER, true).await?;
        found.map(read::<VoucherRecord, _>).transpose()
    }

    /// A page of a seller's vouchers, sorted by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn seller_vouchers(
        &self,
        seller: &SellerId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Voucher>, StoreError> {
        let id = |code: VoucherCode| VoucherId { seller: seller.clone(), code };
        let key = |code: &str| {
            let pk = keys::voucher(&id(code.parse().ok()?));
            Some((pk, keys::VOUCHER))
        };
        let (index, partition) = (keys::SELLER_INDEX, keys::vouchers_of(seller));
        let codes = self.page_of_keys(index, partition, after, limit, true, &key).await?;
        let mut items = Vec::new();
        for item in self.batch_get(codes.items.iter().filter_map(|code| key(code))).await? {
            items.push(read::<VoucherRecord, Voucher>(item)?);
        }
        items.sort_by(|a, b| a.id.code.cmp(&b.id.code));
        Ok(Page { items, next: codes.next })
    }

    /// Stores changed terms. The number of uses is not part of the terms and may grow meanwhile, so
    /// a limit that is given as uses `left` is computed by the table from the current number.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_voucher(
        &self,
        old: &Voucher,
        new: &Voucher,
        left: Option<NonZeroU32>,
        token: &str,
    ) -> Result<VoucherSave, StoreError> {
        let mut after = VoucherRecord::new(&Voucher { used: old.used, ..new.clone() });
        let before = VoucherRecord::new(old);
        if left.is_some() {
            after.mx = before.mx;
        }
        let mut expression = Expression::between(&item(&before)?, &item(&after)?);
        if let Some(left) = left {
            expression.set_sum("mx", "us", left);
        }
        let version = number(old.version);
        expression.set("ci", AttributeValue::S(token.to_owned())).only_if("v", "=", version);
        let update = self.update(keys::voucher(&new.id), keys::VOUCHER, expression);
        let saved = |item| Ok(VoucherSave::Done(Box::new(read::<VoucherRecord, _>(item)?)));
        match self.write(update.return_values(ReturnValue::AllNew)).await {
            Ok(Some(item)) => saved(item),
            // The response to this write was lost.
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token) => saved(*item),
            Ok(None) | Err(Refused::Condition(_)) => Ok(VoucherSave::Stale),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The keys of an order's vouchers, and of the customer's uses of them.
    pub(crate) fn voucher_keys(
        seller: &SellerId,
        codes: &[VoucherCode],
        customer: Option<&CustomerKey>,
    ) -> Vec<(String, String)> {
        // A read may contain a key only once, but the request may name a code several times.
        let distinct: BTreeSet<&VoucherCode> = codes.iter().collect();
        distinct
            .into_iter()
            .flat_map(|code| {
                let id = VoucherId { seller: seller.clone(), code: code.clone() };
                let pk = keys::voucher(&id);
                let uses = customer.map(|customer| (pk.clone(), keys::customer_uses(customer)));
                [(pk, keys::VOUCHER.to_owned())].into_iter().chain(uses)
            })
            .collect()
    }

    /// The terms of a voucher that an order redeems again, if they limit the uses per customer.
    /// Only the voucher's item contains that limit.
    pub(crate) async fn limiting_terms(
        &self,
        order: &Order,
        redemption: &Redemption,
    ) -> Result<Option<Voucher>, StoreError> {
        if redemption.counted == 0 && redemption.uses <= 1 {
            return Ok(None);
        }
        let id = VoucherId { seller: order.seller.clone(), code: redemption.code.clone() };
        self.voucher(&id).await
    }
}

/// Reads a voucher, or a customer's uses of one, from an item of an order's situation.
pub(crate) fn collect(
    items: &mut Vec<VoucherUse>,
    uses: &mut Vec<(String, u32)>,
    item: Item,
) -> Result<(), StoreError> {
    if text(&item, keys::SK) == Some(keys::VOUCHER) {
        let voucher = read::<VoucherRecord, Voucher>(item)?;
        items.push(VoucherUse { voucher, by_customer: 0 });
    } else {
        let pk = text(&item, keys::PK).unwrap_or_default().to_owned();
        uses.push((pk, number_in(&item, "us").unwrap_or(0)));
    }
    Ok(())
}
