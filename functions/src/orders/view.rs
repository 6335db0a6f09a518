//! An order as callers see it.

use docket_domain::{
    Action, Actor, Address, Amount, Entry, Line, LineAddon, Order, Phase, Role, Stamp,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// An order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
pub struct OrderView {
    /// `ORD-YYYYMMDD-XXXXXXXXXX`.
    #[schema(example = "ORD-20261120-7ZK3M9QW2X")]
    id: String,
    /// The same.
    order_number: String,
    /// Who fulfils it.
    seller_id: String,
    /// The rules that it was placed under.
    lifecycle: LifecycleView,
    /// Where it is, in its lifecycle's words.
    status: &'static str,
    /// Where it is, in the words of all lifecycles.
    phase: &'static str,
    /// Who ordered; a buyer who tracks an order is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerView>,
    /// What was ordered.
    items: Vec<ItemView>,
    /// Sum of the items, in minor units.
    subtotal: u64,
    /// Taken off.
    discount: u64,
    /// Added.
    charges: ChargesView,
    /// Owed in all.
    grand_total: u64,
    /// ISO 4217.
    currency: &'static str,
    /// What was paid.
    payment: PaymentView,
    /// How it reaches the buyer.
    fulfilment: FulfilmentView,
    /// The vouchers that were redeemed for it.
    vouchers: Vec<RedemptionView>,
    /// The menu (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    menu_type: Option<String>,
    /// The meal (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    meal_window: Option<String>,
    /// What the buyer wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    /// `low`, `normal`, `high` or `urgent`.
    priority: &'static str,
    /// All that happened to it, oldest first.
    status_timeline: Vec<EntryView>,
    /// When it was placed.
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    /// When it first reached these phases.
    #[serde(flatten)]
    reached: ReachedView,
    /// How it was stopped, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation: Option<CancellationView>,
    /// Rises with each change; the `ETag`.
    version: u32,
    /// What this caller may do to it now.
    allowed_actions: Vec<ActionView>,
}

/// A lifecycle and its version.
#[derive(Serialize, ToSchema)]
pub struct LifecycleView {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: u32,
}

/// Who ordered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// The customer, without the phone number.
    user_id: String,
    /// The name.
    name: String,
    /// E.164.
    phone: String,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

/// A line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// The product.
    product_id: String,
    /// Its name when it was ordered.
    name: String,
    /// How many.
    quantity: u32,
    /// The price of one, in minor units.
    unit_price: u64,
    /// The price of all, extras included.
    total_price: u64,
    /// The extras of each one.
    addons: Vec<AddonView>,
    /// Whether it is a main course.
    is_main_course: bool,
}

/// An extra of each one of a line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddonView {
    /// The extra.
    addon_id: String,
    /// Its name when it was ordered.
    name: String,
    /// How many on each one.
    quantity: u32,
    /// The price of one, in minor units.
    unit_price: u64,
}

/// What is added to the items, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChargesView {
    /// For bringing it.
    delivery_fee: u64,
    /// For packing it.
    packaging_fee: u64,
    /// Tax.
    tax_amount: u64,
}

/// What was paid, in minor units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    /// `unpaid`, `partly_paid`, `paid`, `refund_requested` or `refunded`.
    status: &'static str,
    /// Received in all.
    amount_paid: u64,
    /// Given back in all.
    amount_refunded: u64,
}

/// A redeemed voucher.
#[derive(Serialize, ToSchema)]
pub struct RedemptionView {
    /// What was typed in.
    code: String,
    /// What it took off, in minor units.
    discount: u64,
}

/// How an order reaches its buyer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FulfilmentView {
    /// `pickup`, `delivery` or `shipping`.
    method: &'static str,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressView>,
    /// The seller's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone_id: Option<String>,
    /// When it is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    requested_for: Option<Timestamp>,
}

/// A postal address.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddressView {
    line1: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<String>,
    city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    postal_code: String,
    country: String,
}

/// A line of the timeline.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// The status from then on.
    status: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    timestamp: Timestamp,
    /// The role of who did it.
    updated_by: &'static str,
    /// Who did it, within the role.
    actor: String,
    /// What they wrote, or what the lifecycle says.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

/// When an order first reached a phase.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
pub struct ReachedView {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    accepted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    preparing_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ready_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    completed_at: Option<Timestamp>,
}

/// How an order was stopped.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CancellationView {
    /// The role of who stopped it.
    cancelled_by: &'static str,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Something that this caller may do now, and how.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// The function.
    #[schema(example = "update-order-status")]
    action: &'static str,
    /// The request's method.
    method: &'static str,
    /// The request's path.
    path: String,
    /// The status to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

/// An order under its own name.
#[derive(Serialize, ToSchema)]
pub struct OrderBody {
    /// The order.
    pub order: OrderView,
}

impl OrderView {
    /// The same without who ordered.
    pub fn anonymous(self) -> Self {
        Self { customer: None, ..self }
    }

    /// The order as `actor` sees it.
    pub fn new(order: &Order, actor: &Actor, stamp: &Stamp) -> Self {
        let id = order.id.to_string();
        Self {
            order_number: id.clone(),
            seller_id: order.seller.to_string(),
            lifecycle: LifecycleView {
                name: order.lifecycle.name,
                version: order.lifecycle.version,
            },
            status: order.status.name,
            phase: order.status.phase.name(),
            customer: Some(CustomerView::new(order)),
            items: order.lines.iter().map(item).collect(),
            subtotal: order.subtotal().minor(),
            discount: order.discount.minor(),
            charges: ChargesView {
                delivery_fee: order.charges.delivery_fee.minor(),
                packaging_fee: order.charges.packaging_fee.minor(),
                tax_amount: order.charges.tax.minor(),
            },
            grand_total: order.grand_total().minor(),
            currency: order.currency.code(),
            payment: payment(order),
            fulfilment: FulfilmentView {
                method: order.fulfilment.method.name(),
                address: order.fulfilment.method.address().map(address),
                zone_id: order.fulfilment.zone.as_ref().map(ToString::to_string),
                requested_for: order.fulfilment.requested_for,
            },
            vouchers: order
                .vouchers
                .iter()
                .map(|it| RedemptionView {
                    code: it.code.to_string(),
                    discount: it.discount.minor(),
                })
                .collect(),
            menu_type: order.menu_type.as_ref().map(ToString::to_string),
            meal_window: order.meal_window.as_ref().map(ToString::to_string),
            notes: order.notes.as_ref().map(ToString::to_string),
            priority: order.priority.name(),
            status_timeline: order
                .timeline
                .iter()
                .filter(|entry| entry.kind.is_status())
                .map(entry)
                .collect(),
            placed_at: order.placed_at,
            reached: reached(order),
            cancellation: order.cancellation().map(|entry| CancellationView {
                cancelled_by: entry.role.name(),
                reason: entry.shown_note().map(str::to_owned),
                at: entry.at,
            }),
            version: order.version,
            allowed_actions: order
                .allowed_actions(actor, stamp)
                .into_iter()
                .map(|action| action_view(action, order, actor))
                .collect(),
            id,
        }
    }
}

impl CustomerView {
    /// Who ordered.
    pub fn new(order: &Order) -> Self {
        Self {
            user_id: order.customer.key.to_string(),
            name: order.customer.name.to_string(),
            phone: order.customer.phone.as_str().to_owned(),
            email: order.customer.email.as_ref().map(|email| email.as_str().to_owned()),
        }
    }
}

fn item(line: &Line) -> ItemView {
    ItemView {
        product_id: line.product.to_string(),
        name: line.name.to_string(),
        quantity: line.quantity.get(),
        unit_price: line.unit_price.minor(),
        total_price: line.total.minor(),
        addons: line.addons.iter().map(addon).collect(),
        is_main_course: line.is_main_course,
    }
}

fn addon(addon: &LineAddon) -> AddonView {
    AddonView {
        addon_id: addon.id.to_string(),
        name: addon.name.to_string(),
        quantity: addon.quantity.get(),
        unit_price: addon.unit_price.minor(),
    }
}

pub fn payment(order: &Order) -> PaymentView {
    let (paid, refunded) = (order.payment.paid, order.payment.refunded);
    let status = if paid == Amount::ZERO {
        "unpaid"
    } else if order.payment.requested > Amount::ZERO {
        "refund_requested"
    } else if refunded == paid {
        "refunded"
    } else if paid < order.grand_total() {
        "partly_paid"
    } else {
        "paid"
    };
    PaymentView { status, amount_paid: paid.minor(), amount_refunded: refunded.minor() }
}

pub fn address(address: &Address) -> AddressView {
    AddressView {
        line1: address.line1.to_string(),
        line2: address.line2.as_ref().map(ToString::to_string),
        locality: address.locality.as_ref().map(ToString::to_string),
        city: address.city.to_string(),
        state: address.state.as_ref().map(ToString::to_string),
        postal_code: address.postal_code.to_string(),
        country: address.country.to_string(),
    }
}

fn entry(entry: &Entry) -> EntryView {
    EntryView {
        status: entry.status.name,
        timestamp: entry.at,
        updated_by: entry.role.name(),
        actor: entry.actor.clone(),
        notes: entry.shown_note().map(str::to_owned),
    }
}

fn reached(order: &Order) -> ReachedView {
    let first = |phase: Phase| {
        order.timeline.iter().find(|entry| entry.status.phase == phase).map(|entry| entry.at)
    };
    ReachedView {
        accepted_at: first(Phase::Accepted),
        preparing_at: first(Phase::Working),
        ready_at: first(Phase::Ready),
        completed_at: first(Phase::Done),
    }
}

fn action_view(action: Action, order: &Order, actor: &Actor) -> ActionView {
    let id = order.id;
    let view = |action, method, path: String, status| ActionView { action, method, path, status };
    let own = |path: &str| format!("/api/orders/{id}{path}");
    match action {
        Action::Verify => view("verify-order", "POST", own("/verification"), None),
        Action::Resend => view("resend-verification", "POST", own("/verification/resend"), None),
        Action::Move(status) => {
            view("update-order-status", "PATCH", own("/status"), Some(status.name))
        }
        // Cancelling is one command with several doors: this one is the buyer's.
        Action::Cancel if actor.role() == Role::Buyer => {
            view("cancel-order", "PUT", own("/cancel"), None)
        }
        Action::Cancel => {
            let cancelled =
                order.lifecycle.statuses.iter().find(|status| status.phase == Phase::Cancelled);
            view("update-order-status", "PATCH", own("/status"), cancelled.map(|it| it.name))
        }
        Action::RecordPayment => view("record-payment", "POST", own("/payments"), None),
        Action::Override => {
            let path = format!("/api/orders/admin/{id}/status");
            view("override-order-status", "PATCH", path, None)
        }
    }
}
