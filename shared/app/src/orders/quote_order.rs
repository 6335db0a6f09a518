//! Quoting an order: its price, and the products that are short. Nothing is held and nothing is
//! written.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{
    CartLine, Contact, Currency, CustomerKey, MethodKind, OneLine, Phone, Pricing, Product,
    ProductId, Quote, RejectedVouchers, SellerId, Unavailable, VoucherCode,
};
use docket_store::{Shortage, Wanted};
use jiff::Timestamp;

use super::decide::{offers, seller, shortfall};
use crate::{App, AppError, Caller, Shortfall};

/// A cart that is not an order yet. It has no customer and no address.
#[derive(Debug, Clone)]
pub struct CartDraft {
    /// The seller.
    pub seller: SellerId,
    /// The cart.
    pub cart: Vec<CartLine>,
    /// The kind of fulfilment.
    pub method: MethodKind,
    /// The seller's delivery zone.
    pub zone: Option<OneLine<64>>,
    /// The time for which the buyer wants it.
    pub requested_for: Option<Timestamp>,
    /// The codes of the vouchers to redeem.
    pub vouchers: Vec<VoucherCode>,
    /// The phone of the customer whose uses of vouchers count.
    pub phone: Option<Phone>,
}

/// The price of an order, and the stock for it.
#[derive(Debug)]
pub struct QuotedOrder {
    /// Its price.
    pub quote: Quote,
    /// The seller's currency.
    pub currency: Currency,
    /// The stock of its products.
    pub stock: CartStock,
}

/// The stock of the products of a cart.
#[derive(Debug)]
pub struct CartStock {
    /// How many pieces of each product can be ordered.
    pub available: BTreeMap<ProductId, u64>,
    /// Every product that is short.
    pub short: Vec<Shortfall>,
}

/// Prices a cart as if the order were placed now.
///
/// # Errors
///
/// [`AppError::Place`] when the domain refuses the order for other reasons than vouchers;
/// [`AppError::Invalid`] when the seller does not exist.
pub async fn quote_order(
    app: &App,
    caller: &Caller,
    draft: &CartDraft,
) -> Result<QuotedOrder, AppError> {
    let now = app.now();
    let customer = customer(app, caller, draft)?;
    let products: BTreeSet<_> = draft.cart.iter().map(|line| &line.product).collect();
    let situation = app
        .store
        .situation(&Wanted {
            seller: &draft.seller,
            products: &products,
            customer: customer.as_ref(),
            guest: false,
            order: None,
            vouchers: &draft.vouchers,
            budget: None,
            now,
        })
        .await?;
    let seller = seller(&situation)?;
    let pricing = Pricing {
        seller,
        products: &situation.products,
        cart: &draft.cart,
        method: draft.method,
        zone: draft.zone.as_ref(),
        requested_for: draft.requested_for,
        vouchers: &offers(&draft.vouchers, &situation.vouchers),
        rejected_vouchers: RejectedVouchers::LeaveOut,
    };
    let quote = Quote::new(&pricing, now)?;
    let stock = cart_stock(app, &draft.cart, &situation.products, now).await?;
    Ok(QuotedOrder { quote, currency: seller.currency, stock })
}

/// The customer whose uses of vouchers count: the caller, or the customer whose phone the seller's
/// staff sends. Nobody else learns what a phone has redeemed; for a guest, vouchers are checked
/// when the order is placed.
fn customer(
    app: &App,
    caller: &Caller,
    draft: &CartDraft,
) -> Result<Option<CustomerKey>, AppError> {
    let Some(phone) = &draft.phone else { return Ok(caller.contact().cloned()) };
    let key = app.customer_key(&Contact::Phone(phone.clone()))?;
    let manages = caller.actor().is_some_and(|actor| actor.manages(&draft.seller));
    Ok(Some(key).filter(|key| manages || caller.contact() == Some(key)))
}

/// The stock for sale of a cart's products, and the products that are short.
pub(super) async fn cart_stock<'a>(
    app: &App,
    cart: impl IntoIterator<Item = &'a CartLine>,
    products: &[Product],
    now: Timestamp,
) -> Result<CartStock, AppError> {
    let levels = app.store.levels(products).await?;
    let orderable = |product: &Product| {
        let level = levels.get(&product.id).copied().unwrap_or_default();
        (product.id.clone(), product.display.orderable(level.available, now))
    };
    let available: BTreeMap<_, _> = products.iter().map(orderable).collect();
    let mut wanted: BTreeMap<&ProductId, u32> = BTreeMap::new();
    for line in cart {
        *wanted.entry(&line.product).or_default() += line.quantity.get();
    }
    let short = |(id, requested): (&ProductId, u32)| {
        let available = available.get(id).copied().unwrap_or_default();
        if u64::from(requested) <= available {
            return None;
        }
        // A product that does not exist is refused elsewhere, not listed as short.
        let product = products.iter().find(|product| product.id == *id)?;
        if product.display.is_for_sale(now) {
            return Some(shortfall(
                &Shortage { product: id.clone(), requested, available },
                products,
            ));
        }
        let (product, name) = (id.clone(), product.name.clone());
        Some(Shortfall::not_for_sale(&Unavailable { product, name, requested }))
    };
    let short = wanted.into_iter().filter_map(short).collect();
    Ok(CartStock { available, short })
}
