//! Vouchers: their terms, and their uses.

use std::{collections::BTreeSet, num::NonZeroU32};

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, TransactWriteItem};
use docket_domain::{CustomerKey, Order, Redemption, SellerId, Voucher, VoucherCode, VoucherId};

use crate::{
    Creation, CreationReceipt, Item, Page, Store, StoreError,
    actions::update_action,
    changes::Expression,
    db::{Refused, is_text, number, number_in, text},
    keys,
    records::{VoucherRecord, item, read},
};

/// What became of changed terms.
#[derive(Debug)]
pub enum VoucherSave {
    /// They are saved; the voucher as it is then.
    Done(Box<Voucher>),
    /// Somebody else changed them first: read and decide again.
    Stale,
}

/// A voucher as an order finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherUse {
    /// The voucher.
    pub voucher: Voucher,
    /// How often the customer has redeemed it.
    pub by_customer: u32,
}

impl Store {
    /// Makes a voucher.
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

    /// The voucher with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn voucher(&self, id: &VoucherId) -> Result<Option<Voucher>, StoreError> {
        let found = self.get(keys::voucher(id), keys::VOUCHER, true).await?;
        found.map(read::<VoucherRecord, _>).transpose()
    }

    /// A seller's vouchers, by code.
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

    /// Stores changed terms. How often it was redeemed is not theirs to change
    /// and goes on meanwhile, so uses that are `left` are counted from there by
    /// the table itself.
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
            // The answer to our own write was lost.
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token) => saved(*item),
            Ok(None) | Err(Refused::Condition(_)) => Ok(VoucherSave::Stale),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The keys under which an order's vouchers and the customer's uses of
    /// them are read.
    pub(crate) fn voucher_keys(
        seller: &SellerId,
        codes: &[VoucherCode],
        customer: &CustomerKey,
    ) -> Vec<(String, String)> {
        // One read asks for a key once, however often a code is named.
        let distinct: BTreeSet<&VoucherCode> = codes.iter().collect();
        distinct
            .into_iter()
            .flat_map(|code| {
                let id = VoucherId { seller: seller.clone(), code: code.clone() };
                let pk = keys::voucher(&id);
                [(pk.clone(), keys::VOUCHER.to_owned()), (pk, keys::customer_uses(customer))]
            })
            .collect()
    }

    /// The actions that redeem an order's vouchers: each has a use left, its
    /// terms are those of `version` where one is given, and the customer has a
    /// use left too.
    pub(crate) fn redeem(
        &self,
        order: &Order,
        redemption: &Redemption,
        terms: Option<&Voucher>,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let pk = pk(order, redemption);
        let times = redemption.uses;
        if times == 0 {
            return Ok(Vec::new());
        }
        let mut uses = Expression::default();
        uses.add("us", times).only_if_below("us", "mx");
        // An item cannot be asked for several uses that are left but by a number.
        if let Some(most) = terms.filter(|_| times > 1).and_then(|terms| terms.uses.most()) {
            uses.only_if("us", "<=", number(i64::from(most) - i64::from(times)));
        }
        if let Some(terms) = terms {
            uses.only_if("v", "=", number(terms.version));
        }
        let mut actions = vec![update_action(self.table(), pk.clone(), keys::VOUCHER, uses)?];
        let counted = redemption.counted;
        if counted > 0 {
            let mut own = Expression::default();
            own.add_up("us", counted);
            if let Some(most) = terms.and_then(|terms| terms.per_customer) {
                let most = i64::from(most.get());
                own.only_if_any(&[("us", "<=", number(most - i64::from(counted)))]);
            } else {
                own.only_if_any(&[("us", ">=", number(0))]);
            }
            let sk = keys::customer_uses(&order.customer.key);
            actions.push(update_action(self.table(), pk, &sk, own)?);
        }
        Ok(actions)
    }

    /// The terms of a voucher that an order redeems again, where they limit the
    /// uses of each customer: that limit stands beside the voucher only.
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

    /// The actions that give an order's voucher back: all its uses, and those
    /// of them that count against the customer.
    pub(crate) fn restore(
        &self,
        order: &Order,
        redemption: &Redemption,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let pk = pk(order, redemption);
        let fewer = |sk: &str, times: u32| {
            let mut fewer = Expression::default();
            fewer.subtract("us", times).only_if("us", ">=", number(times));
            update_action(self.table(), pk.clone(), sk, fewer)
        };
        let own = keys::customer_uses(&order.customer.key);
        [(keys::VOUCHER, redemption.uses), (own.as_str(), redemption.counted)]
            .into_iter()
            .filter(|(_, times)| *times > 0)
            .map(|(sk, times)| fewer(sk, times))
            .collect()
    }
}

fn pk(order: &Order, redemption: &Redemption) -> String {
    keys::voucher(&VoucherId { seller: order.seller.clone(), code: redemption.code.clone() })
}

/// Reads a voucher or a customer's uses of one from what an order's read
/// brought.
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
