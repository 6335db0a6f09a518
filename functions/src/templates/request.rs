//! The bodies that make and change templates, and their reading into the
//! domain's types.

use docket_app::{
    Faults,
    order_templates::{DraftEdit, ScheduleDraft, TemplateDraft, TemplateEdit},
};
use docket_domain::{Edit, LanguageTag, OnShortage, Rule};
use jiff::{Timestamp, civil::DateTime};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::{edit, present},
    openapi::{samples, words},
    orders::request::{
        CreateOrder, CustomerRequest, FulfilmentRequest, ItemRequest, PriorityName, read_cart,
        read_fulfilment, read_vouchers,
    },
};

/// A template to be made: an order to be placed again, and when.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_template)]
pub struct CreateTemplate {
    /// What its owner calls it, up to 100 characters.
    #[schema(value_type = Option<words::Name>)]
    name: Option<String>,
    /// Who should fulfil its orders.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// What is ordered, 1 to 50 lines with at most 200 extras in all.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// Who orders; a buyer, with the phone that they signed in with.
    customer: CustomerRequest,
    /// How orders should reach the buyer; without `requestedFor`.
    fulfilment: FulfilmentRequest,
    /// The menu (kitchens).
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// The meal (kitchens).
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Codes of vouchers, up to 5, redeemed with each order. An order that the
    /// schedule places is placed without those that cannot be redeemed then, and
    /// its history and `lastOutcome` say so.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// For the seller, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// `normal` unless given.
    #[schema(value_type = Option<words::PriorityName>)]
    priority: Option<PriorityName>,
    /// When it orders by itself; never, unless given.
    schedule: Option<ScheduleRequest>,
}

/// When a template orders by itself: a rule or a line of cron, in a time zone.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::schedule)]
pub struct ScheduleRequest {
    /// A rule of RFC 5545, of FREQ (DAILY, WEEKLY, MONTHLY or YEARLY), INTERVAL,
    /// BYMONTH, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE (one), BYSETPOS, WKST, and
    /// COUNT or UNTIL. COUNT counts from `startsAt`, and without one the orders
    /// that will be placed.
    #[schema(value_type = Option<words::RecurrenceRule>)]
    rrule: Option<String>,
    /// Or a line of cron: minute (one), hour, day of month, month, day of week.
    #[schema(value_type = Option<words::CronLine>)]
    cron: Option<String>,
    /// The IANA time zone whose clock it goes by, across daylight saving.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// From when on, by that clock; what the rule does not say is taken from
    /// here. Now, unless given; with COUNT, the first occurrence after now.
    #[schema(value_type = Option<words::LocalTime>)]
    starts_at: Option<String>,
    /// What happens when an order is refused, for want of stock or because what
    /// it names is gone: `skip` leaves it out, `stop` also stops the schedule.
    /// `skip` unless given.
    #[schema(value_type = Option<words::OnShortage>)]
    on_shortage: Option<ShortageName>,
}

/// Leave it out, or stop.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShortageName {
    /// That occurrence is left out.
    Skip,
    /// Nothing more is ordered until somebody resumes it.
    Stop,
}

/// What is to be changed of a template; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_template)]
pub struct UpdateTemplate {
    /// Up to 100 characters; null takes it away.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    name: Edit<String>,
    /// All that it orders.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_items = 1, max_items = 50, nullable = false)]
    items: Option<Vec<ItemRequest>>,
    /// Who orders, as a whole.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    customer: Option<CustomerRequest>,
    /// How orders should reach the buyer, as a whole.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    fulfilment: Option<FulfilmentRequest>,
    /// The menu (kitchens); null empties it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Edit<String>,
    /// The meal (kitchens); null empties it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Edit<String>,
    /// All codes of vouchers, up to 5.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5, required = false)]
    vouchers: Option<Vec<String>>,
    /// For the seller, up to 1,000 characters; null empties it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    notes: Edit<String>,
    /// How urgent its orders are.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::PriorityName, required = false)]
    priority: Option<PriorityName>,
    /// When it orders by itself, as a whole; null for never.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<ScheduleRequest>)]
    schedule: Edit<ScheduleRequest>,
    /// Whether the schedule is paused. Resuming begins with the next occurrence
    /// to come.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    paused: Option<bool>,
}

impl CreateTemplate {
    /// Reads the whole request, in a language, and names every place at fault.
    pub fn read(
        self,
        language: Option<LanguageTag>,
        now: Timestamp,
        faults: &mut Faults,
    ) -> Option<TemplateDraft> {
        let name = faults.maybe("/name", self.name.as_deref());
        let schedule = self.schedule.and_then(|schedule| schedule.read(faults));
        check_time(&self.fulfilment, faults);
        let order = CreateOrder {
            seller_id: self.seller_id,
            items: self.items,
            customer: self.customer,
            fulfilment: self.fulfilment,
            menu_type: self.menu_type,
            meal_window: self.meal_window,
            vouchers: self.vouchers,
            notes: self.notes,
            priority: self.priority,
        };
        Some(TemplateDraft { name, draft: order.read(language, now, faults)?, schedule })
    }
}

/// A template's orders are wanted at other times each.
fn check_time(fulfilment: &FulfilmentRequest, faults: &mut Faults) {
    if fulfilment.requested_for.is_some() {
        faults.add("/fulfilment/requestedFor", "is not for templates, whose orders come again");
    }
}

impl ScheduleRequest {
    fn read(self, faults: &mut Faults) -> Option<ScheduleDraft> {
        let (rule, is_cron) = match (self.rrule.as_deref(), self.cron.as_deref()) {
            (Some(rule), None) => (Rule::rrule(rule).map_err(|it| ("/schedule/rrule", it)), false),
            (None, Some(line)) => (Rule::cron(line).map_err(|it| ("/schedule/cron", it)), true),
            (None, None) => {
                faults.add("/schedule/rrule", "give a rule or a line of cron");
                return None;
            }
            (Some(_), Some(_)) => {
                faults.add("/schedule/cron", "give a rule or a line of cron, not both");
                return None;
            }
        };
        let rule = rule.map_err(|(pointer, error)| faults.add(pointer, error)).ok();
        let zone = faults.parse("/schedule/timezone", &self.timezone);
        let start = match self.starts_at.as_deref().map(local_time) {
            None => Some(None),
            Some(None) => {
                faults.add("/schedule/startsAt", "must be a local time like 2026-11-23T08:00");
                None
            }
            Some(start) => Some(start),
        };
        let on_shortage = self.on_shortage.map_or(OnShortage::default(), Into::into);
        Some(ScheduleDraft { rule: rule?, is_cron, zone: zone?, start: start?, on_shortage })
    }
}

/// A time of a clock on the wall, without a zone.
fn local_time(text: &str) -> Option<DateTime> {
    let format = match text.len() {
        16 => "%Y-%m-%dT%H:%M",
        19 => "%Y-%m-%dT%H:%M:%S",
        _ => return None,
    };
    let time = DateTime::strptime(format, text).ok()?;
    // Reading is more generous than writing.
    (time.strftime(format).to_string() == text).then_some(time)
}

impl From<ShortageName> for OnShortage {
    fn from(name: ShortageName) -> Self {
        match name {
            ShortageName::Skip => Self::Skip,
            ShortageName::Stop => Self::Stop,
        }
    }
}

impl UpdateTemplate {
    /// Reads the whole request, and names every place at fault.
    pub fn read(self, faults: &mut Faults) -> TemplateEdit {
        let name = faults.edit("/name", self.name);
        let cart = self.items.as_deref().map(|items| read_cart(items, faults));
        let customer = self.customer.and_then(|it| it.read(faults));
        let fulfilment = self.fulfilment.and_then(|it| {
            check_time(&it, faults);
            read_fulfilment(&it, None, faults)
        });
        let vouchers = self.vouchers.as_deref().map(|codes| read_vouchers(codes, faults));
        let draft = DraftEdit {
            cart,
            customer,
            fulfilment,
            menu_type: faults.edit("/menuType", self.menu_type),
            meal_window: faults.edit("/mealWindow", self.meal_window),
            notes: faults.edit("/notes", self.notes),
            priority: self.priority.map(Into::into),
            vouchers,
        };
        let schedule = self.schedule.try_map(|it| it.read(faults).ok_or(()));
        // What cannot be read is among the faults.
        let schedule = schedule.unwrap_or(Edit::Keep);
        TemplateEdit { name, schedule, paused: self.paused, draft }
    }
}
