//! Placing one order, for every route and schedule that does.

use docket_app::{App, AppError, IdempotencyKey, KeyOwner, NetworkSource, Request};
use docket_domain::{
    Actor, Contact, Customer, FromTemplate, Half, Order, PlaceRefusal, Product, RejectedVouchers,
    Stamp, Verification,
};
use docket_platform::random;
use docket_store::{Budget, Placing, Unplaced};

use super::{
    deciding::{Cart, holding, shortfall},
    request::Wanted,
};

/// How often an order is decided again because the phone's state or a voucher
/// changed meanwhile.
const TRIES: u32 = 20;

/// One order being worked on.
pub struct Desk<'a> {
    pub app: &'a App,
    /// What places it; with caller and key it makes the order's id.
    pub route: &'static str,
    /// Whose key it is.
    pub caller: KeyOwner,
    pub key: &'a IdempotencyKey,
    /// The hash by which a repeat is recognised.
    pub body: [u8; 16],
    pub wanted: &'a Wanted,
    pub customer: Customer,
    pub actor: &'a Actor,
    /// Where a guest orders from: one who has not shown to be that phone's
    /// bearer, nor to be staff.
    pub guest: Option<&'a NetworkSource>,
    /// The template that it is placed from.
    pub template: Option<FromTemplate>,
}

/// What a try came to.
pub enum Placed<T> {
    New(T),
    /// An earlier request placed it.
    Before(T),
    /// An id is another's.
    Foreign,
    /// The phone's state or a voucher changed meanwhile.
    Stale,
}

/// Places something, or finds what an earlier request placed, and says which.
pub async fn placed<T, F>(app: &App, place: impl Fn(u8, Stamp) -> F) -> Result<(T, bool), AppError>
where
    F: Future<Output = Result<Placed<T>, AppError>>,
{
    // A repeat starts with the first salt again, so that it meets the order
    // wherever the first request left it: only a foreign id moves to the next.
    let mut salt = 0;
    for _ in 0..TRIES {
        // Each try is another change with a name of its own.
        match place(salt, app.stamp()?).await? {
            Placed::New(made) => return Ok((made, false)),
            Placed::Before(made) => return Ok((made, true)),
            Placed::Foreign if salt + 1 < Request::SALTS => salt += 1,
            Placed::Foreign => break,
            Placed::Stale => {}
        }
    }
    Err(AppError::Conflict)
}

/// What comes of a try that placed nothing of ours.
pub fn unplaced<T>(why: Unplaced, products: &[Product]) -> Result<Placed<T>, AppError> {
    match why {
        Unplaced::Taken(_) => Ok(Placed::Foreign),
        Unplaced::Stale => Ok(Placed::Stale),
        Unplaced::TooScattered => Err(AppError::TooScattered),
        Unplaced::HeldOut(product) => Err(PlaceRefusal::HeldOut(product).into()),
        Unplaced::Short(short) => {
            let short = short.iter().map(|it| shortfall(it, products)).collect();
            Err(AppError::InsufficientStock(short))
        }
    }
}

impl Desk<'_> {
    /// Places the order, or finds the one that an earlier request placed, and
    /// says which.
    pub async fn run(&self) -> Result<(Order, bool), AppError> {
        placed(self.app, |salt, stamp| async move { self.place(salt, &stamp).await }).await
    }

    /// Reads what the order depends on, decides it, and commits it.
    async fn place(&self, salt: u8, stamp: &Stamp) -> Result<Placed<Order>, AppError> {
        let request = self.request()?;
        let suffix = request.suffix(salt)?;
        let products = self.wanted.cart.iter().map(|line| &line.product).collect();
        let budget = self.budget(stamp)?;
        let mut situation = self
            .app
            .store
            .situation(&docket_store::Wanted {
                seller: &self.wanted.seller,
                products: &products,
                customer: &self.customer.key,
                guest: self.guest.is_some(),
                order: request.is_keyed().then_some(suffix),
                vouchers: &self.wanted.vouchers,
                budget: budget.as_ref(),
                now: stamp.now,
            })
            .await?;
        if let Some(stored) = situation.existing.take() {
            let ours = request.made(&stored.mark)?;
            return Ok(if ours { Placed::Before(stored.order) } else { Placed::Foreign });
        }
        let verification = match self.guest {
            None => Verification::NotNeeded,
            Some(_) => Verification::Required(random()?),
        };
        let mut order = self.cart().decide(self.app, suffix, &situation, verification, stamp)?;
        order.links.template = self.template;
        situation.budget?;
        let contact = holding(self.app, &order, situation.contact.take(), stamp)?;
        let placing = Placing {
            order,
            mark: request.mark()?,
            products: &situation.products,
            contact,
            budget: budget.as_ref(),
            vouchers: &situation.vouchers,
            shards: self.app.settings.order_shards,
        };
        match self.app.store.place(placing).await? {
            Ok(order) => Ok(Placed::New(order)),
            Err(Unplaced::Taken(stored)) if request.made(&stored.mark)? => {
                Ok(Placed::Before(stored.order))
            }
            Err(why) => unplaced(why, &situation.products),
        }
    }

    fn request(&self) -> Result<Request<'_>, AppError> {
        Ok(Request {
            ids: self.app.keys.ids()?,
            caller: self.caller.clone(),
            route: self.route,
            key: self.key,
            body: self.body,
        })
    }

    /// What a guest's code is counted in.
    fn budget(&self, stamp: &Stamp) -> Result<Option<Budget>, AppError> {
        let Some(source) = self.guest else { return Ok(None) };
        let phone = Contact::Phone(self.customer.phone.clone());
        self.app.budget(source, Half::General, &phone, stamp.now).map(Some)
    }

    /// Who orders what.
    pub fn cart(&self) -> Cart<'_> {
        // An order that comes by itself finds nobody to ask.
        let by_itself = self.template.is_some_and(|it| it.occurrence.is_some());
        let rejected_vouchers =
            if by_itself { RejectedVouchers::LeaveOut } else { RejectedVouchers::Refuse };
        Cart { wanted: self.wanted, customer: &self.customer, actor: self.actor, rejected_vouchers }
    }
}
