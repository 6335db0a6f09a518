//! The state of an order. Every crate can read it; only the rules of this crate change it.

use std::ops::Deref;

use jiff::{Timestamp, civil::Date};

use super::{
    Assignment, Charges, Customer, Deadlines, Draw, Entry, Fulfilment, Hold, Line, Links, Minutes,
    Names, OpenRefund, OrderPayment, PaymentFirst, PaymentTotals, Redemption, Stop,
};
use crate::{
    Amount, Currency, LanguageTag, Lifecycle, OneLine, OrderId, Priority, SellerId, Status, Text,
};

/// An order of one buyer with one seller.
///
/// [`Order::place`] makes a new order, and [`Order::restore`] makes one from its stored state.
/// Commands return the changed order. Other crates read the fields through [`OrderState`] and
/// cannot assign them:
///
/// ```compile_fail
/// fn skip(mut order: docket_domain::Order) {
///     order.version = 7;
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Order(pub(super) OrderState);

impl Order {
    /// An order as it was stored.
    #[must_use]
    pub const fn restore(state: OrderState) -> Self {
        Self(state)
    }

    /// Replaces the stock draws by those that the commit found. The lines do not change.
    pub fn redraw(&mut self, draws: Vec<Draw>) {
        self.0.draws = draws;
    }

    /// The order after another code was sent for it. The version does not change.
    #[must_use]
    pub fn resent(&self, hold: Hold) -> Self {
        Self(OrderState { hold: Some(hold), ..self.0.clone() })
    }

    /// The state, to be stored.
    #[must_use]
    pub fn into_state(self) -> OrderState {
        self.0
    }
}

impl Deref for Order {
    type Target = OrderState;

    fn deref(&self) -> &OrderState {
        &self.0
    }
}

/// The state of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderState {
    /// The order's id, which is also its number.
    pub id: OrderId,
    /// The seller that fulfils the order.
    pub seller: SellerId,
    /// The lifecycle under which the order was placed.
    pub lifecycle: &'static Lifecycle,
    /// The present status.
    pub status: &'static Status,
    /// The version: 1 for a new order, and one more after each change. Guesses at codes and sends
    /// of codes are not changes.
    pub version: u32,
    /// The buyer.
    pub customer: Customer,
    /// The line items, with the prices at which they were ordered.
    pub lines: Vec<Line>,
    /// The stock items from which the quantities were taken.
    pub draws: Vec<Draw>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The discount on the subtotal.
    pub discount: Amount,
    /// The seller's charges.
    pub charges: Charges,
    /// The totals of received and refunded money.
    pub payment: PaymentTotals,
    /// The payments through the provider, oldest first: the open one and those that were paid.
    pub payments: Vec<OrderPayment>,
    /// The refunds that are not settled.
    pub refunds: Vec<OpenRefund>,
    /// Whether the order must be paid before the seller receives it.
    pub payment_first: PaymentFirst,
    /// How the order reaches the buyer.
    pub fulfilment: Fulfilment,
    /// The menu of the order (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal of the order (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// The buyer's notes.
    pub notes: Option<Text<1000>>,
    /// The staff's internal notes.
    pub internal_notes: Option<Text<1000>>,
    /// The priority.
    pub priority: Priority,
    /// The language of messages to the buyer, as chosen when placing; `None` means the seller's.
    pub language: Option<LanguageTag>,
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// The day of placing, in the time zone that the seller had then. Statistics count the order on
    /// this day.
    pub placed_on: Date,
    /// The preparation time: the seller's general one when the order is placed, and the one that
    /// the seller gives when accepting it.
    pub prep_time: Option<Minutes>,
    /// The delivery time after the preparation, if the seller gives one.
    pub delivery_time: Option<Minutes>,
    /// The promised time that the seller set, which replaces the calculated one.
    pub moved_promise: Option<Timestamp>,
    /// The end of the cancel window, for transitions that the lifecycle limits to it.
    pub cancel_until: Option<Timestamp>,
    /// The redeemed vouchers.
    pub vouchers: Vec<Redemption>,
    /// Until when a buyer who cancels gets the vouchers back; `None` means always.
    pub vouchers_until: Option<Timestamp>,
    /// The hold and its code, while the guest has not verified the order.
    pub hold: Option<Hold>,
    /// What the stop of the order gave back, if it is stopped.
    pub stop: Option<Stop>,
    /// The history lines, oldest first. Older lines of a long history are archived; see
    /// [`Change::archived`](super::Change::archived).
    pub timeline: Vec<Entry>,
    /// The number of archived history lines.
    pub earlier: u32,
    /// The present or last assignment to a batch.
    pub delivery: Option<Assignment>,
    /// The deadlines for accepting the order and for moving it on.
    pub deadlines: Deadlines,
    /// The links to other orders and to the template.
    pub links: Links,
    /// The names of the seller and the zone when they were chosen.
    pub names: Names,
}
