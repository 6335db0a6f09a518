use axum::{Json, extract::State, response::Response};
use docket_domain::{
    Actor, Contact, ContactState, Customer, Order, OrderId, PlaceRefusal, Placement, Product,
    Stamp, Suffix, Verification, VoucherCode, VoucherOffer,
};
use docket_platform::random;
use docket_store::{Budget, PlaceOutcome, Placing, Shortage, Situation, VoucherUse};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    request::{CreateOrder, Wanted},
    view::OrderView,
};
use crate::{
    App, SharedApp,
    http::{
        ApiError, ApiJson, Caller, FieldError, IdempotencyKey, Request, Shortfall, Source, created,
    },
    openapi::words,
};

/// How often an order is decided again because the phone's state or a voucher
/// changed meanwhile.
const TRIES: u32 = 20;

/// A placed order.
#[derive(Serialize, ToSchema)]
pub struct Created {
    /// The order.
    order: OrderView,
    /// Whether the phone must be confirmed.
    verification: VerificationView,
}

/// Whether, and until when, an order waits for its code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationView {
    /// Whether a code is on its way.
    pub required: bool,
    /// When the stock is given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    pub expires_at: Option<Timestamp>,
}

impl VerificationView {
    /// Of an order as it is.
    pub fn of(order: &Order) -> Self {
        let expires_at = order.hold.map(|hold| hold.ends_at);
        Self { required: expires_at.is_some(), expires_at }
    }
}

/// Places an order. A guest's stock is held for 15 minutes while a code is on
/// its way to the phone.
#[utoipa::path(
    post, path = "/api/orders", tag = "Orders", request_body = CreateOrder,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body place one order, however often they are sent.")),
    security((), ("bearer" = [])),
    responses((status = CREATED, body = Created, headers(
        ("Location" = String, description = "The order's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request placed it."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY), (status = TOO_MANY_REQUESTS)),
)]
pub async fn create_order(
    State(app): State<SharedApp>,
    caller: Caller,
    source: Source,
    key: IdempotencyKey,
    ApiJson { value: request, digest }: ApiJson<CreateOrder>,
) -> Result<Response, ApiError> {
    let wanted = request.read()?;
    let desk = Desk::open(&app, &caller, &source, &key, digest, wanted)?;
    // A repeat starts with the first salt again, so that it meets the order
    // wherever the first request left it: only a foreign id moves to the next.
    let mut salt = 0;
    for _ in 0..TRIES {
        // Each try is another change with a name of its own.
        let stamp = app.stamp()?;
        match desk.place(salt, &stamp).await? {
            Placed::New(order) => return Ok(desk.answer(&order, &stamp, false)),
            Placed::Before(order) => return Ok(desk.answer(&order, &stamp, true)),
            Placed::Foreign if salt + 1 < Request::SALTS => salt += 1,
            Placed::Foreign => break,
            Placed::Stale => {}
        }
    }
    Err(ApiError::Conflict)
}

/// One request being worked on.
struct Desk<'a> {
    app: &'a App,
    source: &'a Source,
    key: &'a IdempotencyKey,
    body: [u8; 16],
    wanted: Wanted,
    customer: Customer,
    actor: Actor,
    /// Whether the actor has shown to be that phone's bearer, or staff.
    trusted: bool,
}

/// What a try came to.
enum Placed {
    New(Box<Order>),
    /// An earlier request placed it.
    Before(Box<Order>),
    /// The id is another's.
    Foreign,
    /// The phone's state or a voucher changed meanwhile.
    Stale,
}

impl<'a> Desk<'a> {
    fn open(
        app: &'a App,
        caller: &Caller,
        source: &'a Source,
        key: &'a IdempotencyKey,
        body: [u8; 16],
        wanted: Wanted,
    ) -> Result<Self, ApiError> {
        let phone = app.customer_key(&Contact::Phone(wanted.phone.clone()))?;
        let owner = Actor::Buyer(phone.clone());
        let trusted =
            caller.actor().is_some_and(|actor| *actor == owner || actor.manages(&wanted.seller));
        if !trusted && !app.settings.allows(&wanted.phone) {
            let detail = "codes are not sent to this country";
            return Err(FieldError::at("/customer/phone", detail).into());
        }
        let actor = caller.actor().cloned().unwrap_or(owner);
        let customer = Customer {
            key: phone,
            name: wanted.name.clone(),
            phone: wanted.phone.clone(),
            email: wanted.email.clone(),
        };
        Ok(Self { app, source, key, body, wanted, customer, actor, trusted })
    }

    /// Reads what the order depends on, decides it, and commits it.
    async fn place(&self, salt: u8, stamp: &Stamp) -> Result<Placed, ApiError> {
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
                guest: !self.trusted,
                order: request.is_keyed().then_some(suffix),
                vouchers: &self.wanted.vouchers,
                budget: budget.as_ref(),
                now: stamp.now,
            })
            .await?;
        if let Some(stored) = situation.existing.take() {
            let ours = request.made(&stored.mark)?;
            return Ok(if ours { Placed::Before(Box::new(stored.order)) } else { Placed::Foreign });
        }
        let order = self.decide(suffix, &situation, stamp)?;
        situation.budget?;
        let contact = self.contact(&order, situation.contact.take(), stamp)?;
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
            PlaceOutcome::Placed(order) => Ok(Placed::New(order)),
            PlaceOutcome::Taken(stored) if request.made(&stored.mark)? => {
                Ok(Placed::Before(Box::new(stored.order)))
            }
            PlaceOutcome::Taken(_) => Ok(Placed::Foreign),
            PlaceOutcome::Stale => Ok(Placed::Stale),
            PlaceOutcome::TooScattered => Err(ApiError::TooScattered),
            PlaceOutcome::HeldOut(product) => Err(PlaceRefusal::HeldOut(product).into()),
            PlaceOutcome::Short(short) => {
                let short = short.iter().map(|it| shortfall(it, &situation.products)).collect();
                Err(ApiError::InsufficientStock(short))
            }
        }
    }

    /// A key belongs to the signed-in principal, or to a guest's phone.
    fn request(&self) -> Result<Request<'_>, ApiError> {
        Ok(Request {
            ids: self.app.keys.ids()?,
            caller: self.actor.id(),
            route: "create-order",
            key: self.key,
            body: self.body,
        })
    }

    fn decide(
        &self,
        suffix: Suffix,
        situation: &Situation,
        stamp: &Stamp,
    ) -> Result<Order, ApiError> {
        let Some(seller) = &situation.seller else {
            return Err(FieldError::at("/sellerId", "there is no such seller").into());
        };
        let verification =
            if self.trusted { Verification::NotNeeded } else { Verification::Required(random()?) };
        let wanted = &self.wanted;
        let offers: Vec<_> =
            wanted.vouchers.iter().map(|code| offer(code, &situation.vouchers)).collect();
        let day = stamp.now.to_zoned(TimeZone::UTC).date();
        let placement = Placement {
            id: OrderId::new(day, suffix),
            seller,
            products: &situation.products,
            cart: &wanted.cart,
            customer: self.customer.clone(),
            fulfilment: wanted.fulfilment.clone(),
            menu_type: wanted.menu_type.clone(),
            meal_window: wanted.meal_window.clone(),
            notes: wanted.notes.clone(),
            priority: wanted.priority,
            actor: &self.actor,
            verification,
            held_share: self.app.settings.held_share,
            vouchers: &offers,
        };
        Ok(Order::place(placement, stamp)?)
    }

    /// The phone's state with this order's hold.
    fn contact(
        &self,
        order: &Order,
        known: Option<ContactState>,
        stamp: &Stamp,
    ) -> Result<Option<(Option<ContactState>, ContactState)>, ApiError> {
        let Some(hold) = &order.hold else { return Ok(None) };
        let settings = &self.app.settings;
        let state = known.clone().unwrap_or_else(|| {
            let phone = Contact::Phone(self.customer.phone.clone());
            ContactState::new(self.customer.key.clone(), phone)
        });
        let held = state.hold(
            hold.ends_at,
            settings.holds_per_phone,
            settings.codes.per_contact,
            stamp.now,
        )?;
        Ok(Some((known, held)))
    }

    /// What a guest's code is counted in.
    fn budget(&self, stamp: &Stamp) -> Result<Option<Budget>, ApiError> {
        if self.trusted {
            return Ok(None);
        }
        self.app.budget(self.source, &self.customer.key, stamp.now).map(Some)
    }

    fn answer(&self, order: &Order, stamp: &Stamp, replayed: bool) -> Response {
        let body = Created {
            order: OrderView::new(order, &self.viewer(order), stamp),
            verification: VerificationView::of(order),
        };
        created(order.version, &format!("/api/orders/{}", order.id), Json(body), replayed)
    }

    /// Who orders for another phone sees the order as that phone's bearer does:
    /// it is theirs once the code is given.
    fn viewer(&self, order: &Order) -> Actor {
        if order.visible_to(&self.actor) {
            self.actor.clone()
        } else {
            Actor::Buyer(order.customer.key.clone())
        }
    }
}

/// A voucher that the request names, as it was found.
fn offer(code: &VoucherCode, found: &[VoucherUse]) -> VoucherOffer {
    let found = found.iter().find(|it| it.voucher.id.code == *code);
    VoucherOffer {
        code: code.clone(),
        voucher: found.map(|it| it.voucher.clone()),
        by_customer: found.map_or(0, |it| it.by_customer),
    }
}

fn shortfall(short: &Shortage, products: &[Product]) -> Shortfall {
    let product = products.iter().find(|product| product.id == short.product);
    let name = product.map_or_else(String::new, |product| product.name.to_string());
    Shortfall::new(short, name)
}
