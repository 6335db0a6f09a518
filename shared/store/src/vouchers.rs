//! Vouchers: their terms, and their uses.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use docket_domain::{CustomerKey, Order, Redemption, SellerId, Voucher, VoucherCode, VoucherId};

use crate::{
    Item, Page, Saved, Store, StoreError,
    actions::{create_action, update_action},
    changes::Expression,
    db::{Cancelled, Outcome, Refused, number, number_in, text},
    keys,
    records::{StoredVoucher, VoucherRecord, item, read},
};

/// What became of a voucher to be made.
#[derive(Debug)]
pub enum VoucherOutcome {
    /// It is there now.
    Created,
    /// Its code was taken: by the same request earlier, or by another.
    Taken(Box<StoredVoucher>),
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
        stored: &StoredVoucher,
        token: &str,
    ) -> Result<VoucherOutcome, StoreError> {
        let action = create_action(self.table(), item(&VoucherRecord::new(stored))?)?;
        match self.transact(vec![action], token).await {
            Ok(()) => Ok(VoucherOutcome::Created),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().next() {
                Some(Outcome::Failed(Some(found))) => {
                    read::<VoucherRecord, _>(found).map(|it| VoucherOutcome::Taken(Box::new(it)))
                }
                Some(Outcome::Failed(None) | Outcome::Held) | None => Err(StoreError::Busy),
            },
        }
    }

    /// The voucher with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn voucher(&self, id: &VoucherId) -> Result<Option<StoredVoucher>, StoreError> {
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
            items.push(read::<VoucherRecord, StoredVoucher>(item)?.voucher);
        }
        items.sort_by(|a, b| a.id.code.cmp(&b.id.code));
        Ok(Page { items, next: codes.next })
    }

    /// Stores changed terms. How often it was redeemed is not theirs to
    /// change, and goes on meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_voucher(
        &self,
        old: &StoredVoucher,
        new: &Voucher,
        token: &str,
    ) -> Result<Saved, StoreError> {
        let changed = StoredVoucher {
            voucher: Voucher { used: old.voucher.used, ..new.clone() },
            mark: old.mark,
        };
        let (before, after) =
            (item(&VoucherRecord::new(old))?, item(&VoucherRecord::new(&changed))?);
        let mut expression = Expression::between(&before, &after);
        expression.set("ci", AttributeValue::S(token.to_owned())).only_if(
            "v",
            "=",
            number(old.voucher.version),
        );
        let pk = keys::voucher(&new.id);
        match self.write(self.update(pk, keys::VOUCHER, expression)).await {
            Ok(_) => Ok(Saved::Done),
            Err(Refused::Condition(found)) => {
                let ours = found.is_some_and(|it| text(&it, "ci") == Some(token));
                Ok(if ours { Saved::Done } else { Saved::Stale })
            }
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
        if let Some(most) = terms.filter(|_| times > 1).and_then(|terms| terms.max_uses) {
            uses.only_if("us", "<=", number(i64::from(most) - i64::from(times)));
        }
        if let Some(terms) = terms {
            uses.only_if("v", "=", number(terms.version));
        }
        let mut actions = vec![update_action(self.table(), pk.clone(), keys::VOUCHER, uses)?];
        if redemption.counted {
            let mut own = Expression::default();
            own.add_up("us", times);
            if let Some(most) = terms.and_then(|terms| terms.per_customer) {
                own.only_if_any(&[("us", "<=", number(i64::from(most) - i64::from(times)))]);
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
        if !redemption.counted && redemption.uses <= 1 {
            return Ok(None);
        }
        let id = VoucherId { seller: order.seller.clone(), code: redemption.code.clone() };
        Ok(self.voucher(&id).await?.map(|stored| stored.voucher))
    }

    /// The actions that give an order's voucher back.
    pub(crate) fn restore(
        &self,
        order: &Order,
        redemption: &Redemption,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let pk = pk(order, redemption);
        let times = redemption.uses;
        if times == 0 {
            return Ok(Vec::new());
        }
        let less = || {
            let mut less = Expression::default();
            less.subtract("us", times).only_if("us", ">=", number(times));
            less
        };
        let mut actions = vec![update_action(self.table(), pk.clone(), keys::VOUCHER, less())?];
        if redemption.counted {
            let sk = keys::customer_uses(&order.customer.key);
            actions.push(update_action(self.table(), pk, &sk, less())?);
        }
        Ok(actions)
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
        let voucher = read::<VoucherRecord, StoredVoucher>(item)?.voucher;
        items.push(VoucherUse { voucher, by_customer: 0 });
    } else {
        let pk = text(&item, keys::PK).unwrap_or_default().to_owned();
        uses.push((pk, number_in(&item, "us").unwrap_or(0)));
    }
    Ok(())
}
