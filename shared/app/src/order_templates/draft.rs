//! Templates and their changes as somebody asks for them. Whether a schedule
//! comes to anything depends on the time at which it is decided.

use docket_domain::{
    CartLine, Edit, Fulfilment, OnShortage, OneLine, OrderDraft, Plan, Priority, Recurrence,
    RecurrenceError, Rule, Text, TimeZoneName, VoucherCode,
};
use jiff::{Timestamp, civil::DateTime};

use crate::{Fault, orders::CustomerDraft};

/// A template to be made.
#[derive(Debug)]
pub struct TemplateDraft {
    /// What its owner calls it.
    pub name: Option<OneLine<100>>,
    /// What it orders.
    pub draft: OrderDraft,
    /// When it orders by itself.
    pub schedule: Option<ScheduleDraft>,
}

/// A schedule to be planned.
#[derive(Debug)]
pub struct ScheduleDraft {
    /// When it orders.
    pub rule: Rule,
    /// Whether the rule was a line of cron.
    pub is_cron: bool,
    /// Whose clock it goes by.
    pub zone: TimeZoneName,
    /// From when on, by that clock.
    pub start: Option<DateTime>,
    /// What happens when an order is refused.
    pub on_shortage: OnShortage,
}

impl ScheduleDraft {
    /// The plan from now on, unless it never comes.
    pub(super) fn plan(&self, now: Timestamp) -> Result<Plan, Fault> {
        let rule = self.rule.clone();
        let recurrence = Recurrence::new(rule, self.zone.clone(), self.start, now);
        let recurrence = recurrence.map_err(|error| match error {
            RecurrenceError::Seconds | RecurrenceError::OutOfRange => {
                Fault::at("/schedule/startsAt", error)
            }
            RecurrenceError::Never if self.is_cron => Fault::at("/schedule/cron", error),
            RecurrenceError::Never => Fault::at("/schedule/rrule", error),
        })?;
        Ok(Plan { recurrence, on_shortage: self.on_shortage })
    }
}

/// What is to be changed of a template.
#[derive(Debug)]
pub struct TemplateEdit {
    /// What its owner calls it.
    pub name: Edit<OneLine<100>>,
    /// When it orders by itself.
    pub schedule: Edit<ScheduleDraft>,
    /// Whether its schedule is paused.
    pub paused: Option<bool>,
    /// What it orders.
    pub draft: DraftEdit,
}

/// What is to be changed of what a template orders; what is absent stays.
#[derive(Debug)]
pub struct DraftEdit {
    /// All lines.
    pub cart: Option<Vec<CartLine>>,
    /// Who orders.
    pub customer: Option<CustomerDraft>,
    /// How it reaches them.
    pub fulfilment: Option<Fulfilment>,
    /// The menu (kitchens).
    pub menu_type: Edit<OneLine<100>>,
    /// The meal (kitchens).
    pub meal_window: Edit<OneLine<100>>,
    /// For the seller.
    pub notes: Edit<Text<1000>>,
    /// How urgent its orders are.
    pub priority: Option<Priority>,
    /// All codes.
    pub vouchers: Option<Vec<VoucherCode>>,
}

impl DraftEdit {
    /// What the template orders from now on, if anything else.
    pub(super) fn of(&self, old: &OrderDraft) -> Option<OrderDraft> {
        let mut new = old.clone();
        new.cart = self.cart.clone().unwrap_or(new.cart);
        if let Some(CustomerDraft { name, phone, email }) = self.customer.clone() {
            (new.name, new.phone, new.email) = (name, phone, email);
        }
        new.fulfilment = self.fulfilment.clone().unwrap_or(new.fulfilment);
        new.menu_type = self.menu_type.of(old.menu_type.as_ref());
        new.meal_window = self.meal_window.of(old.meal_window.as_ref());
        new.notes = self.notes.of(old.notes.as_ref());
        new.priority = self.priority.unwrap_or(new.priority);
        new.vouchers = self.vouchers.clone().unwrap_or(new.vouchers);
        (new != *old).then_some(new)
    }
}
