//! Placing one order, for all routes and schedules that place orders.

use docket_domain::{
    Actor, Contact, Customer, FromTemplate, Half, Order, OrderDraft, RejectedVouchers, Stamp,
    Timing, Verification,
};
use docket_platform::random;
use docket_store::{Budget, Placing, Unplaced, Wanted};

use super::{
    attempts::{Attempt, unplaced, until_placed},
    decide::{OrderContext, holding, known_contact},
    quote_order::cart_stock,
};
use crate::{App, AppError, Idempotent, NetworkSource, Request};

/// An order to place.
#[derive(Debug)]
pub struct PlaceOrder<'a> {
    /// The idempotent request, from which the order's id is derived.
    pub request: Request<'a>,
    /// The content of the order.
    pub draft: &'a OrderDraft,
    /// The customer.
    pub customer: Customer,
    /// The actor who places it.
    pub actor: &'a Actor,
    /// The network of a guest: somebody who has neither proved to own the phone nor manages the
    /// seller. Absent for others.
    pub guest: Option<&'a NetworkSource>,
    /// The template that it is placed from.
    pub template: Option<FromTemplate>,
}

/// Places the order, or returns the one that an earlier request placed.
///
/// # Errors
///
/// The domain's refusal; [`AppError::InsufficientStock`] with every product that is short;
/// [`AppError::Send`] when no more codes are sent to a guest's phone; [`AppError::KeyReused`] when
/// the key was used with another body.
pub async fn place_order(app: &App, it: &PlaceOrder<'_>) -> Result<Idempotent<Order>, AppError> {
    until_placed(app, |salt, stamp| async move { it.place(app, salt, &stamp).await }).await
}

impl PlaceOrder<'_> {
    /// Reads what the order depends on, decides it, and commits it.
    async fn place(&self, app: &App, salt: u8, stamp: &Stamp) -> Result<Attempt<Order>, AppError> {
        let suffix = self.request.suffix(salt)?;
        let products = self.draft.cart.iter().map(|line| &line.product).collect();
        let budget = self.budget(app, stamp)?;
        let mut situation = app
            .store
            .situation(&Wanted {
                seller: &self.draft.seller,
                products: &products,
                customer: Some(&self.customer.key),
                guest: self.guest.is_some(),
                order: self.request.is_keyed().then_some(suffix),
                vouchers: &self.draft.vouchers,
                budget: budget.as_ref(),
                now: stamp.now,
            })
            .await?;
        if let Some(stored) = situation.existing.take() {
            let ours = self.request.made(&stored.mark)?;
            return Ok(if ours { Attempt::Before(stored.order) } else { Attempt::Foreign });
        }
        let verification = match self.guest {
            None => Verification::NotNeeded,
            Some(_) => Verification::Required(random()?),
        };
        let decided = self.context().decide(app, suffix, &situation, verification, stamp);
        let order = match decided {
            // The response lists all short products, not only those that are not for sale.
            Err(AppError::InsufficientStock(_)) => {
                let stock =
                    cart_stock(app, &self.draft.cart, &situation.products, stamp.now).await?;
                return Err(AppError::InsufficientStock(stock.short));
            }
            decided => decided?,
        };
        situation.budget?;
        let known = known_contact(app, &order, situation.contact.take()).await?;
        let contact = holding(app, &order, known, stamp)?;
        let placing = Placing {
            order,
            mark: self.request.mark()?,
            products: &situation.products,
            contact,
            budget: budget.as_ref(),
            vouchers: &situation.vouchers,
            shards: app.settings.order_shards,
        };
        match app.store.place(placing).await? {
            Ok(order) => Ok(Attempt::New(order)),
            Err(Unplaced::Taken(stored)) if self.request.made(&stored.mark)? => {
                Ok(Attempt::Before(stored.order))
            }
            Err(why) => unplaced(why, &situation.products),
        }
    }

    /// The budget of a guest's code; `None` when no code is needed.
    fn budget(&self, app: &App, stamp: &Stamp) -> Result<Option<Budget>, AppError> {
        let Some(source) = self.guest else { return Ok(None) };
        let phone = Contact::Phone(self.customer.phone.clone());
        app.budget(source, Half::General, &phone, stamp.now).map(Some)
    }

    fn context(&self) -> OrderContext<'_> {
        // Nobody can be asked about an order that a schedule places.
        let by_itself = self.template.is_some_and(|it| it.occurrence.is_some());
        let rejected_vouchers =
            if by_itself { RejectedVouchers::LeaveOut } else { RejectedVouchers::Refuse };
        OrderContext {
            draft: self.draft,
            customer: &self.customer,
            actor: self.actor,
            rejected_vouchers,
            template: self.template,
            timing: Timing::Now,
        }
    }
}
