//! Bodies that create and change order templates, and their reading into the domain's types.

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
    orders::fulfilment_request::{FulfilmentRequest, read_fulfilment},
    orders::request::{
        CreateOrder, CustomerRequest, ItemRequest, PriorityName, read_cart, read_vouchers,
    },
};

/// Body that creates an order template: an order to place again, with an optional schedule.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_template)]
pub struct CreateTemplate {
    /// Name for the owner's use, up to 100 characters. None by default.
    #[schema(value_type = Option<words::Name>)]
    name: Option<String>,
    /// Identifier of the seller that fulfils the orders. All products must be of this seller.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Products to order, 1 to 50 line items with at most 200 addons in all.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// Customer whom the orders are placed for. A buyer must give the phone number that this
    /// sign-in verified.
    customer: CustomerRequest,
    /// How each order reaches the customer. `requestedFor` is not allowed here.
    fulfilment: FulfilmentRequest,
    /// Menu that the orders belong to (kitchens). None by default.
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// Meal that the orders belong to (kitchens). None by default.
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Voucher codes that each order redeems, up to 5. An order placed by the schedule leaves out
    /// vouchers that cannot be redeemed at its time; its history and `lastOutcome` name them.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// Notes to the seller in each order, up to 1,000 characters. None by default.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Priority of each order, `normal` by default. Only the seller's staff and administrators may
    /// choose `urgent`.
    #[schema(value_type = Option<words::PriorityName>)]
    priority: Option<PriorityName>,
    /// Schedule that places orders automatically. Without it, orders are only placed by people.
    schedule: Option<ScheduleRequest>,
}

/// When a template places orders automatically: a recurrence rule or a cron expression, in a time
/// zone. Exactly one of `rrule` and `cron` is given.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::schedule)]
pub struct ScheduleRequest {
    /// Recurrence rule (RFC 5545) with the parts FREQ (DAILY, WEEKLY, MONTHLY or YEARLY), INTERVAL,
    /// BYMONTH, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE (one value), BYSETPOS, WKST, and COUNT or
    /// UNTIL. COUNT counts occurrences from `startsAt`; without `startsAt` it counts the orders to
    /// come.
    #[schema(value_type = Option<words::RecurrenceRule>)]
    rrule: Option<String>,
    /// Cron expression with five fields: minute (one value), hour, day of month, month, day of
    /// week.
    #[schema(value_type = Option<words::CronLine>)]
    cron: Option<String>,
    /// IANA time zone of the schedule. Occurrences follow its local time across daylight saving.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Local time in `timezone` from which the schedule is in force, to the minute, at most one
    /// year ago and ten years ahead. Times that the rule leaves open are taken from it. Default:
    /// now, or the first occurrence after now for a rule with COUNT.
    #[schema(value_type = Option<words::LocalTime>)]
    starts_at: Option<String>,
    /// Reaction to an order that is refused, because stock is short or a product is gone: `skip`
    /// leaves out the occurrence, `stop` also stops the schedule. Default `skip`.
    #[schema(value_type = Option<words::OnShortage>)]
    on_shortage: Option<ShortageName>,
}

/// Reaction of a schedule to an order that is refused.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShortageName {
    /// The occurrence is left out, and the schedule goes on.
    Skip,
    /// The schedule stops and places nothing more until somebody resumes it.
    Stop,
}

/// Body that changes an order template. Absent fields keep their value. The seller cannot be
/// changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::update_template)]
pub struct UpdateTemplate {
    /// New name for the owner's use, up to 100 characters. `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    name: Edit<String>,
    /// Complete new list of products, 1 to 50 line items with at most 200 addons in all. It
    /// replaces the present list.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_items = 1, max_items = 50, nullable = false)]
    items: Option<Vec<ItemRequest>>,
    /// New customer data, as a whole. In a template that belongs to a buyer, the phone number
    /// cannot change.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    customer: Option<CustomerRequest>,
    /// New fulfilment, as a whole. `requestedFor` is not allowed here.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    fulfilment: Option<FulfilmentRequest>,
    /// New menu of the orders (kitchens). `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Edit<String>,
    /// New meal of the orders (kitchens). `null` removes it.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Edit<String>,
    /// Complete new list of voucher codes, up to 5. It replaces the present list.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5, required = false)]
    vouchers: Option<Vec<String>>,
    /// New notes to the seller, up to 1,000 characters. `null` removes them.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Note>)]
    notes: Edit<String>,
    /// New priority of the orders. Only the seller's staff and administrators may choose `urgent`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::PriorityName, required = false)]
    priority: Option<PriorityName>,
    /// New schedule, as a whole. A paused schedule remains paused. `null` removes the schedule.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<ScheduleRequest>)]
    schedule: Edit<ScheduleRequest>,
    /// `true` pauses the schedule. `false` resumes a paused or stopped one with the next occurrence
    /// from now; occurrences in between are not made up for. A template without a schedule refuses
    /// both.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    paused: Option<bool>,
}

impl CreateTemplate {
    /// Reads the whole request, in a language, and adds every invalid value to `faults`.
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

/// Refuses `requestedFor`: each order of a template has another time.
fn check_time(fulfilment: &FulfilmentRequest, faults: &mut Faults) {
    if fulfilment.requested_for.is_some() {
        faults.add("/fulfilment/requestedFor", "must be absent in a template, whose orders recur");
    }
}

impl ScheduleRequest {
    fn read(self, faults: &mut Faults) -> Option<ScheduleDraft> {
        let (rule, is_cron) = match (self.rrule.as_deref(), self.cron.as_deref()) {
            (Some(rule), None) => (Rule::rrule(rule).map_err(|it| ("/schedule/rrule", it)), false),
            (None, Some(line)) => (Rule::cron(line).map_err(|it| ("/schedule/cron", it)), true),
            (None, None) => {
                faults.add("/schedule/rrule", "is required unless `cron` is given");
                return None;
            }
            (Some(_), Some(_)) => {
                faults.add("/schedule/cron", "must be absent where `rrule` is given");
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

/// Reads a local time without a zone, `YYYY-MM-DDTHH:MM` with optional seconds.
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
    /// Reads the whole request and adds every invalid value to `faults`.
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
