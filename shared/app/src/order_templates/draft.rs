//! Requested templates and requested changes of them. Whether a schedule has occurrences depends on
//! the time of the decision.

use docket_domain::{
    CartLine, Edit, Fulfilment, OnShortage, OneLine, OrderDraft, Plan, Priority, Recurrence,
    RecurrenceError, Rule, Text, TimeZoneName, VoucherCode,
};
use jiff::{Timestamp, civil::DateTime};

use crate::{Fault, orders::CustomerDraft};

/// A template to create.
#[derive(Debug)]
pub struct TemplateDraft {
    /// The name that its owner gives it.
    pub name: Option<OneLine<100>>,
    /// The content of its orders.
    pub draft: OrderDraft,
    /// The schedule that places orders automatically.
    pub schedule: Option<ScheduleDraft>,
}

/// A schedule to be planned.
#[derive(Debug)]
pub struct ScheduleDraft {
    /// The rule of its occurrences.
    pub rule: Rule,
    /// Whether the rule was written as a cron expression.
    pub is_cron: bool,
    /// The time zone of the rule.
    pub zone: TimeZoneName,
    /// The local time in that zone at which it starts.
    pub start: Option<DateTime>,
    /// What happens when an order is refused for lack of stock.
    pub on_shortage: OnShortage,
}

impl ScheduleDraft {
    /// The plan from `now` on. A fault when it has no occurrence.
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

/// A requested change of a template.
#[derive(Debug)]
pub struct TemplateEdit {
    /// The name that its owner gives it.
    pub name: Edit<OneLine<100>>,
    /// The schedule that places orders automatically.
    pub schedule: Edit<ScheduleDraft>,
    /// Whether its schedule is paused.
    pub paused: Option<bool>,
    /// The content of its orders.
    pub draft: DraftEdit,
}

/// A requested change of the content of a template's orders. Absent fields are not changed.
#[derive(Debug)]
pub struct DraftEdit {
    /// The new lines, complete.
    pub cart: Option<Vec<CartLine>>,
    /// The customer.
    pub customer: Option<CustomerDraft>,
    /// The fulfilment.
    pub fulfilment: Option<Fulfilment>,
    /// The menu, for kitchens.
    pub menu_type: Edit<OneLine<100>>,
    /// The meal, for kitchens.
    pub meal_window: Edit<OneLine<100>>,
    /// Notes for the seller.
    pub notes: Edit<Text<1000>>,
    /// The priority of its orders.
    pub priority: Option<Priority>,
    /// The new voucher codes, complete.
    pub vouchers: Option<Vec<VoucherCode>>,
}

impl DraftEdit {
    /// The changed content; `None` when nothing changes.
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
