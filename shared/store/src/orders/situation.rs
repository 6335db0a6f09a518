//! The situation: the data that the decision of a new order depends on, in one read.

use std::collections::BTreeSet;

use docket_domain::{
    ContactState, CustomerKey, Product, ProductId, Seller, SellerId, SendRefusal, Suffix,
    VoucherCode,
};
use jiff::Timestamp;

use crate::{
    Budget, Item, Store, StoreError, StoredOrder, StoredProduct, VoucherUse,
    records::{ContactRecord, OrderRecord, ProductRecord, SellerRecord, read},
    table::{keys, text},
    vouchers,
};

/// Which data to read for an order.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The seller.
    pub seller: &'a SellerId,
    /// The products of the cart.
    pub products: &'a BTreeSet<&'a ProductId>,
    /// The customer, if known.
    pub customer: Option<&'a CustomerKey>,
    /// Whether to read the state of the customer's phone.
    pub guest: bool,
    /// The suffix of the order that an earlier request may have placed.
    pub order: Option<Suffix>,
    /// The codes of the vouchers in the request.
    pub vouchers: &'a [VoucherCode],
    /// The budget that the guest's code would be counted in.
    pub budget: Option<&'a Budget>,
    /// The current time.
    pub now: Timestamp,
}

/// The data to decide an order.
#[derive(Debug)]
pub struct Situation {
    /// The seller, if it exists.
    pub seller: Option<Seller>,
    /// The products that exist.
    pub products: Vec<Product>,
    /// The state of the phone.
    pub contact: Option<ContactState>,
    /// The vouchers in the request that exist.
    pub vouchers: Vec<VoucherUse>,
    /// The order that an earlier request with this idempotency key placed.
    pub existing: Option<StoredOrder>,
    /// Whether the budget allows one more code.
    pub budget: Result<(), SendRefusal>,
}

impl Store {
    /// Reads the situation of an order in one strongly consistent call.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn situation(&self, wanted: &Wanted<'_>) -> Result<Situation, StoreError> {
        let situation = self.situations(std::slice::from_ref(wanted)).await?.pop();
        situation.ok_or_else(|| StoreError::Unavailable("nothing was asked for".to_owned()))
    }

    /// Reads the situations of several orders in one strongly consistent call.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn situations(&self, wanted: &[Wanted<'_>]) -> Result<Vec<Situation>, StoreError> {
        let wished: BTreeSet<(String, String)> = wanted.iter().flat_map(keys_of).collect();
        let wished = wished.iter().map(|(pk, sk)| (pk.clone(), sk.as_str()));
        let found = self.batch_get(wished).await?;
        wanted.iter().map(|wanted| situation(wanted, &found)).collect()
    }
}

/// The keys of all items of an order's situation.
fn keys_of(wanted: &Wanted<'_>) -> Vec<(String, String)> {
    let pair = |pk: String, sk: &str| (pk, sk.to_owned());
    let mut wished: Vec<(String, String)> =
        wanted.products.iter().map(|id| pair(keys::product(id), keys::PRODUCT)).collect();
    wished.push(pair(keys::seller(wanted.seller), keys::SELLER));
    let guest = wanted.customer.filter(|_| wanted.guest);
    wished.extend(guest.map(|customer| pair(keys::contact(customer), keys::CONTACT)));
    wished.extend(wanted.order.map(|suffix| pair(keys::order(suffix), keys::ORDER)));
    wished.extend(Store::voucher_keys(wanted.seller, wanted.vouchers, wanted.customer));
    let budget = wanted.budget.into_iter().flat_map(Budget::keys);
    wished.extend(budget.map(|(pk, sk)| pair(pk, sk)));
    wished
}

/// The situation of one order, from all items that were read.
fn situation(wanted: &Wanted<'_>, found: &[Item]) -> Result<Situation, StoreError> {
    let mut situation = Situation {
        seller: None,
        products: Vec::new(),
        contact: None,
        vouchers: Vec::new(),
        existing: None,
        budget: wanted.budget.map_or(Ok(()), |budget| budget.check(found)),
    };
    let own: BTreeSet<(String, String)> = keys_of(wanted).into_iter().collect();
    let named = |item: &Item, name: &str| text(item, name).unwrap_or_default().to_owned();
    let is_own = |item: &&Item| own.contains(&(named(item, keys::PK), named(item, keys::SK)));
    let mut uses = Vec::new();
    for item in found.iter().filter(is_own).cloned() {
        match text(&item, keys::SK) {
            Some(keys::SELLER) => situation.seller = Some(read::<SellerRecord, _>(item)?),
            Some(keys::CONTACT) => situation.contact = Some(read::<ContactRecord, _>(item)?),
            Some(keys::ORDER) => situation.existing = Some(read::<OrderRecord, _>(item)?),
            Some(keys::PRODUCT) => {
                situation.products.push(read::<ProductRecord, StoredProduct>(item)?.product);
            }
            Some(keys::QUOTA) => {}
            Some(_) | None => vouchers::collect(&mut situation.vouchers, &mut uses, item)?,
        }
    }
    for found in &mut situation.vouchers {
        let pk = keys::voucher(&found.voucher.id);
        let own = uses.iter().find(|(key, _)| *key == pk);
        found.by_customer = own.map_or(0, |(_, count)| *count);
    }
    Ok(situation)
}
