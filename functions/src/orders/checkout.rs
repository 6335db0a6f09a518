use std::collections::BTreeSet;

use axum::{Json, extract::State, response::Response};
use docket_app::{App, AppError, Faults, Granted, KeyOwner, NetworkSource, Request, SharedApp};
use docket_domain::{Contact, Half, Links, Order, RejectedVouchers, Stamp, Verification};
use docket_platform::random;
use docket_store::{Budget, Placing, Situation, Unplaced};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    create::VerificationView,
    deciding::{Cart, Who, holding, who},
    placing::{Placed, placed, unplaced},
    request::{CheckoutPart, CustomerRequest, Wanted},
    view::OrderView,
};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, Source, created},
    openapi::{samples, words},
};

/// Orders of one customer with several sellers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = samples::create_checkout)]
pub struct CreateCheckout {
    /// What is ordered from each seller, up to 10 different ones.
    #[schema(min_items = 1, max_items = 10)]
    sellers: Vec<CheckoutPart>,
    /// Who orders.
    customer: CustomerRequest,
}

/// A placed checkout.
#[derive(Serialize, ToSchema)]
pub struct CheckedOut {
    /// The orders, which belong together.
    checkout: CheckoutView,
    /// Whether the phone must be confirmed: one code is for all orders.
    verification: VerificationView,
}

/// Orders that were placed together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutView {
    /// Stands in each of its orders.
    #[schema(value_type = words::GroupId)]
    group_id: String,
    /// One order for each seller, in the order of the request.
    orders: Vec<OrderView>,
}

/// Places one order with each of several sellers, all of them or none. A guest
/// gets one code for all, and gives it at any of the orders.
#[utoipa::path(
    post, path = "/api/checkouts", tag = "Orders", request_body = CreateCheckout,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body place the orders once, however often they are sent.")),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = CheckedOut, headers(
        ("Location" = String, description = "The path of the first order."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed the orders."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY), (status = TOO_MANY_REQUESTS)),
)]
pub async fn create_checkout(
    State(app): State<SharedApp>,
    caller: Caller,
    source: Source,
    key: Later<IdempotencyKey>,
    body: Body<CreateCheckout>,
) -> Result<Response, ApiError> {
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let read = body.read(&granted, |request, faults| request.read(app.now(), faults));
    let Sent { value: wanted, digest } = read?;
    let desk = &Desk::open(&app, &caller, &source, &key, digest, &wanted)?;
    let (orders, replayed) =
        placed(&app, |salt, stamp| async move { desk.place(salt, &stamp).await }).await?;
    Ok(desk.answer(&orders, &app.stamp()?, replayed))
}

impl CreateCheckout {
    /// Reads the whole request, and names every place at fault.
    fn read(self, now: Timestamp, faults: &mut Faults) -> Option<Vec<Wanted>> {
        let Self { sellers, customer } = self;
        let customer = customer.read(faults);
        if sellers.is_empty() || sellers.len() > Links::MAX_GROUP {
            faults.add("/sellers", format!("must name 1 to {} sellers", Links::MAX_GROUP));
            return None;
        }
        let mut carts: Vec<Wanted> = Vec::new();
        for (at, part) in sellers.into_iter().enumerate() {
            faults.within(&format!("/sellers/{at}"), |faults| {
                let cart = part.read(customer.clone(), now, faults)?;
                if carts.iter().any(|it| it.seller == cart.seller) {
                    faults.add("/sellerId", "stands here twice");
                }
                carts.push(cart);
                Some(())
            });
        }
        Some(carts)
    }
}

/// One request being worked on.
struct Desk<'a> {
    app: &'a App,
    source: &'a NetworkSource,
    key: &'a docket_app::IdempotencyKey,
    body: [u8; 16],
    wanted: &'a [Wanted],
    who: Who,
}

impl<'a> Desk<'a> {
    fn open(
        app: &'a App,
        caller: &Caller,
        source: &'a NetworkSource,
        key: &'a docket_app::IdempotencyKey,
        body: [u8; 16],
        wanted: &'a [Wanted],
    ) -> Result<Self, AppError> {
        let who = who(app, caller, wanted)?;
        Ok(Self { app, source, key, body, wanted, who })
    }

    /// Reads what the orders depend on, decides them, and commits them all.
    async fn place(&self, salt: u8, stamp: &Stamp) -> Result<Placed<Vec<Order>>, AppError> {
        let request = self.request(self.who.key_owner.clone())?;
        let mut suffixes = Vec::new();
        for nth in 0..self.wanted.len() {
            suffixes.push(self.request(self.who.key_owner.on(nth))?.suffix(salt)?);
        }
        let budget = self.budget(stamp)?;
        let products: Vec<BTreeSet<_>> = self
            .wanted
            .iter()
            .map(|it| it.cart.iter().map(|line| &line.product).collect())
            .collect();
        let needs = self.wanted.iter().enumerate().map(|(nth, wanted)| docket_store::Wanted {
            seller: &wanted.seller,
            products: &products[nth],
            customer: &self.who.customer.key,
            guest: nth == 0 && !self.who.trusted,
            order: (nth == 0 && request.is_keyed()).then_some(suffixes[0]),
            vouchers: &wanted.vouchers,
            budget: budget.as_ref().filter(|_| nth == 0),
            now: stamp.now,
        });
        let mut situations = self.app.store.situations(&needs.collect::<Vec<_>>()).await?;
        let Some(first) = situations.first_mut() else { return Err(AppError::Conflict) };
        if let Some(stored) = first.existing.take() {
            return if request.made(&stored.mark)? {
                self.before(&stored.order).await
            } else {
                Ok(Placed::Foreign)
            };
        }
        let known = first.contact.take();
        let allowed = std::mem::replace(&mut first.budget, Ok(()));
        let mut orders = Vec::new();
        for (nth, situation) in situations.iter().enumerate() {
            let verification = match (self.who.trusted, nth) {
                (true, _) => Verification::NotNeeded,
                (false, 0) => Verification::Required(random()?),
                (false, _) => Verification::ByAnother,
            };
            let cart = self.cart(&self.wanted[nth]);
            let order = cart.decide(self.app, suffixes[nth], situation, verification, stamp);
            orders.push(order.map_err(|error| error.of_seller(nth))?);
        }
        allowed?;
        Order::place_together(&mut orders);
        let mut contact = match orders.first() {
            Some(order) => holding(self.app, order, known, stamp)?,
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
                shards: self.app.settings.order_shards,
            });
        }
        self.commit(&request, &placings, &situations).await
    }

    async fn commit(
        &self,
        request: &Request<'_>,
        placings: &[Placing<'_>],
        situations: &[Situation],
    ) -> Result<Placed<Vec<Order>>, AppError> {
        match self.app.store.place_all(placings).await? {
            Ok(orders) => Ok(Placed::New(orders)),
            Err(Unplaced::Taken(stored)) if request.made(&stored.mark)? => {
                self.before(&stored.order).await
            }
            Err(why) => {
                let products: Vec<_> =
                    situations.iter().flat_map(|it| it.products.iter().cloned()).collect();
                unplaced(why, &products)
            }
        }
    }

    /// The orders that an earlier request placed together with this one.
    async fn before(&self, order: &Order) -> Result<Placed<Vec<Order>>, AppError> {
        let orders = self.app.store.find_orders(&order.links.group).await?;
        Ok(Placed::Before(orders.into_iter().map(|it| it.order).collect()))
    }

    fn request(&self, caller: KeyOwner) -> Result<Request<'_>, AppError> {
        let ids = self.app.keys.ids()?;
        Ok(Request { ids, caller, route: "create-checkout", key: self.key, body: self.body })
    }

    /// What the guest's one code is counted in.
    fn budget(&self, stamp: &Stamp) -> Result<Option<Budget>, AppError> {
        if self.who.trusted {
            return Ok(None);
        }
        let phone = Contact::Phone(self.who.customer.phone.clone());
        self.app.budget(self.source, Half::General, &phone, stamp.now).map(Some)
    }

    fn cart<'b>(&'b self, wanted: &'b Wanted) -> Cart<'b> {
        let Who { customer, actor, .. } = &self.who;
        Cart { wanted, customer, actor, rejected_vouchers: RejectedVouchers::Refuse }
    }

    fn answer(&self, orders: &[Order], stamp: &Stamp, replayed: bool) -> Response {
        let view = |(order, wanted): (&Order, &Wanted)| {
            self.cart(wanted).shown(order, !self.who.trusted, stamp)
        };
        let first = orders.first();
        let holding = orders.iter().find(|order| order.hold.is_some()).or(first);
        let body = CheckedOut {
            checkout: CheckoutView {
                group_id: first.and_then(|it| it.links.group_id()).unwrap_or_default(),
                orders: orders.iter().zip(self.wanted).map(view).collect(),
            },
            verification: holding.map_or(VerificationView::NONE, VerificationView::of),
        };
        let version = first.map_or(1, |order| order.version);
        let path = first.map_or_else(String::new, |order| format!("/api/orders/{}", order.id));
        created(version, &path, Json(body), replayed)
    }
}
