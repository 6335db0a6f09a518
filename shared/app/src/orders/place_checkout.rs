//! Placing a checkout: one order with each of several sellers, all of them or none.

use std::{collections::BTreeSet, mem};

use docket_domain::{
    Contact, Half, Order, OrderDraft, RejectedVouchers, Stamp, Timing, Verification,
};
use docket_platform::random;
use docket_store::{Budget, Placing, Situation, Unplaced, Wanted};
use jiff::Timestamp;

use super::{
    attempts::{Attempt, unplaced, until_placed},
    decide::{Customers, OrderContext, holding, known_contact},
    quote_order::cart_stock,
};
use crate::{App, AppError, IdempotencyKey, Idempotent, KeyOwner, NetworkSource, Request};

/// A checkout to place. A guest gets one code for all of its orders.
#[derive(Debug)]
pub struct PlaceCheckout<'a> {
    /// The function that places the orders. Their ids are derived from route, caller and key.
    pub route: &'static str,
    /// The idempotency key.
    pub key: &'a IdempotencyKey,
    /// The hash of the request's body.
    pub body: [u8; 16],
    /// The orders, each with another seller.
    pub drafts: &'a [OrderDraft],
    /// The actor and the customer.
    pub who: &'a Customers,
    /// The network of the request.
    pub source: &'a NetworkSource,
}

/// Places the orders, or finds those that an earlier request placed.
///
/// # Errors
///
/// As [`super::place_order`]; a refusal of the domain names the seller's part.
pub async fn place_checkout(
    app: &App,
    it: &PlaceCheckout<'_>,
) -> Result<Idempotent<Vec<Order>>, AppError> {
    until_placed(app, |salt, stamp| async move { it.place(app, salt, &stamp).await }).await
}

impl PlaceCheckout<'_> {
    /// Reads what the orders depend on, decides them, and commits all of them in one transaction.
    async fn place(
        &self,
        app: &App,
        salt: u8,
        stamp: &Stamp,
    ) -> Result<Attempt<Vec<Order>>, AppError> {
        let request = self.request(app, self.who.key_owner.clone())?;
        let mut suffixes = Vec::new();
        for nth in 0..self.drafts.len() {
            suffixes.push(self.request(app, self.who.key_owner.on(nth))?.suffix(salt)?);
        }
        let budget = self.budget(app, stamp)?;
        let products: Vec<BTreeSet<_>> = self
            .drafts
            .iter()
            .map(|it| it.cart.iter().map(|line| &line.product).collect())
            .collect();
        let needs = self.drafts.iter().enumerate().map(|(nth, draft)| Wanted {
            seller: &draft.seller,
            products: &products[nth],
            customer: Some(&self.who.customer.key),
            guest: nth == 0 && !self.who.trusted,
            order: (nth == 0 && request.is_keyed()).then_some(suffixes[0]),
            vouchers: &draft.vouchers,
            budget: budget.as_ref().filter(|_| nth == 0),
            now: stamp.now,
        });
        let mut situations = app.store.situations(&needs.collect::<Vec<_>>()).await?;
        let Some(first) = situations.first_mut() else { return Err(AppError::Conflict) };
        if let Some(stored) = first.existing.take() {
            return if request.made(&stored.mark)? {
                before(app, &stored.order).await
            } else {
                Ok(Attempt::Foreign)
            };
        }
        let known = first.contact.take();
        let allowed = mem::replace(&mut first.budget, Ok(()));
        let mut orders = Vec::new();
        for (nth, situation) in situations.iter().enumerate() {
            let verification = match (self.who.trusted, nth) {
                (true, _) => Verification::NotNeeded,
                (false, 0) => Verification::Required(random()?),
                (false, _) => Verification::ByAnother,
            };
            let context = self.context(&self.drafts[nth]);
            match context.decide(app, suffixes[nth], situation, verification, stamp) {
                Ok(order) => orders.push(order),
                // The response lists all short products of all sellers.
                Err(AppError::InsufficientStock(_)) => {
                    return self.short(app, &situations, stamp.now).await;
                }
                Err(error) => return Err(error.of_seller(nth)),
            }
        }
        allowed?;
        Order::place_together(&mut orders);
        // A checkout counts as one hold: that of the order that is held longest.
        let held = orders.iter().find(|it| it.awaits_payment()).or(orders.first());
        let mut contact = match held {
            Some(order) => holding(app, order, known_contact(app, order, known).await?, stamp)?,
            None => None,
        };
        let mut placings = Vec::new();
        for (nth, order) in orders.into_iter().enumerate() {
            placings.push(Placing {
                order,
                mark: request.mark()?,
                products: &situations[nth].products,
                contact: contact.take(),
                budget: budget.as_ref().filter(|_| nth == 0),
                vouchers: &situations[nth].vouchers,
                shards: app.settings.order_shards,
            });
        }
        commit(app, &request, &placings, &situations).await
    }

    /// The refusal of the checkout, with every product that is short.
    async fn short(
        &self,
        app: &App,
        situations: &[Situation],
        now: Timestamp,
    ) -> Result<Attempt<Vec<Order>>, AppError> {
        let products: Vec<_> = situations.iter().flat_map(|it| it.products.clone()).collect();
        let cart = self.drafts.iter().flat_map(|draft| &draft.cart);
        Err(AppError::InsufficientStock(cart_stock(app, cart, &products, now).await?.short))
    }

    fn request<'r>(&'r self, app: &'r App, caller: KeyOwner) -> Result<Request<'r>, AppError> {
        let ids = app.keys.ids()?;
        Ok(Request { ids, caller, route: self.route, key: self.key, body: self.body })
    }

    /// The budget of the guest's code; `None` when no code is needed.
    fn budget(&self, app: &App, stamp: &Stamp) -> Result<Option<Budget>, AppError> {
        if self.who.trusted {
            return Ok(None);
        }
        let phone = Contact::Phone(self.who.customer.phone.clone());
        app.budget(self.source, Half::General, &phone, stamp.now).map(Some)
    }

    fn context<'b>(&'b self, draft: &'b OrderDraft) -> OrderContext<'b> {
        let Customers { customer, actor, .. } = self.who;
        let rejected_vouchers = RejectedVouchers::Refuse;
        let timing = Timing::Now;
        OrderContext { draft, customer, actor, rejected_vouchers, template: None, timing }
    }
}

async fn commit(
    app: &App,
    request: &Request<'_>,
    placings: &[Placing<'_>],
    situations: &[Situation],
) -> Result<Attempt<Vec<Order>>, AppError> {
    match app.store.place_all(placings).await? {
        Ok(orders) => Ok(Attempt::New(orders)),
        Err(Unplaced::Taken(stored)) if request.made(&stored.mark)? => {
            before(app, &stored.order).await
        }
        Err(why) => {
            let products: Vec<_> =
                situations.iter().flat_map(|it| it.products.iter().cloned()).collect();
            unplaced(why, &products)
        }
    }
}

/// The orders that an earlier request placed together with this one.
async fn before(app: &App, order: &Order) -> Result<Attempt<Vec<Order>>, AppError> {
    let orders = app.store.find_orders(&order.links.group).await?;
    Ok(Attempt::Before(orders.into_iter().map(|it| it.order).collect()))
}
