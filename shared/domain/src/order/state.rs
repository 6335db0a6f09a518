//! What an order holds. Who has an order may read all of it; only the rules of
//! this crate change it.

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
/// It is made by [`Order::place`] or, out of the table, by [`Order::restore`],
/// and changed by commands, which answer the order after them. Its fields are
/// read through [`OrderState`], and no other crate assigns them:
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

    /// Takes its quantities from other stock items, as they were found when it
    /// was committed. What is ordered stays.
    pub fn redraw(&mut self, draws: Vec<Draw>) {
        self.0.draws = draws;
    }

    /// The order when another code was sent for it. That is no change of the
    /// order: its version stays.
    #[must_use]
    pub fn resent(&self, hold: Hold) -> Self {
        Self(OrderState { hold: Some(hold), ..self.0.clone() })
    }

    /// What it holds, to be stored.
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

/// What an order holds.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderState {
    /// Its id, also its number.
    pub id: OrderId,
    /// Who fulfils it.
    pub seller: SellerId,
    /// The rules that it was placed under.
    pub lifecycle: &'static Lifecycle,
    /// Where it is in its life.
    pub status: &'static Status,
    /// Rises with each change, 1 when placed. Attempts at codes, sends and
    /// claims are no changes.
    pub version: u32,
    /// Who ordered.
    pub customer: Customer,
    /// What was ordered, as priced then.
    pub lines: Vec<Line>,
    /// Which stock items the quantities were taken from.
    pub draws: Vec<Draw>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Taken off the subtotal.
    pub discount: Amount,
    /// Added to it.
    pub charges: Charges,
    /// What was paid and given back, in all.
    pub payment: PaymentTotals,
    /// Its payments through the provider, the oldest first: those that can be paid
    /// and those that were.
    pub payments: Vec<OrderPayment>,
    /// Its refunds that are not done.
    pub refunds: Vec<OpenRefund>,
    /// Whether it is paid for before its seller gets it.
    pub payment_first: PaymentFirst,
    /// How it reaches the buyer.
    pub fulfilment: Fulfilment,
    /// The menu it was ordered from (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal it is for (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// What the buyer wrote.
    pub notes: Option<Text<1000>>,
    /// What the staff wrote for itself.
    pub internal_notes: Option<Text<1000>>,
    /// How urgent it is.
    pub priority: Priority,
    /// The language that its buyer is written to in, as they placed it; without one, the
    /// seller's.
    pub language: Option<LanguageTag>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// The day of placing where its seller was then; it counts for that one.
    pub placed_on: Date,
    /// How long making it takes, as the seller said when accepting it, or what
    /// the seller says of all orders until then.
    pub prep_time: Option<Minutes>,
    /// How long bringing it takes then, if the seller says so.
    pub delivery_time: Option<Minutes>,
    /// When its seller expects it, instead of what follows from these two.
    pub moved_promise: Option<Timestamp>,
    /// Until when the buyer may cancel, where the lifecycle asks for it.
    pub cancel_until: Option<Timestamp>,
    /// The vouchers that were redeemed for it.
    pub vouchers: Vec<Redemption>,
    /// Until when a buyer who cancels gets them back; without one, always.
    pub vouchers_until: Option<Timestamp>,
    /// The hold and its code, while the guest has not confirmed.
    pub hold: Option<Hold>,
    /// How it was stopped, if it was.
    pub stop: Option<Stop>,
    /// What happened to it, oldest first. Of a long history the newest lines
    /// and those that it is read by; see [`Change::archived`].
    pub timeline: Vec<Entry>,
    /// How many lines of its history are kept beside it.
    pub earlier: u32,
    /// The batch that it is brought in, or was last.
    pub delivery: Option<Assignment>,
    /// By when it should be accepted and moved on.
    pub deadlines: Deadlines,
    /// The orders that it belongs together with.
    pub links: Links,
    /// What its seller and its zone were called when they were chosen.
    pub names: Names,
}
