//! JSON representation of an order template, its schedule and the last outcome.

use axum::{Json, response::Response};
use docket_domain::{CartLine, Outcome, Ran, Recurrence, Schedule, Template, Written};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Moment, sentence, tag},
    openapi::{samples, words},
    orders::view::FulfilmentView,
};

/// Number of coming occurrences that an answer lists.
const UPCOMING: usize = 5;

/// A saved order that can be placed again, by a person or by its schedule.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderTemplate)]
#[schema(example = samples::template)]
pub struct TemplateView {
    /// Identifier used in request paths, `TPL-XXXXXXXXXX`.
    #[schema(value_type = words::TemplateId)]
    id: String,
    /// Name that the owner gave the template, up to 100 characters. Absent when it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    name: Option<String>,
    /// Identifier of the seller that fulfils the orders.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Customer whom the orders are placed for.
    customer: TemplateCustomerView,
    /// Products to order. Each order takes the prices of the catalogue at its time.
    items: Vec<TemplateItemView>,
    /// How each order reaches the customer, with the address where one is needed.
    fulfilment: FulfilmentView,
    /// Menu that the orders belong to (kitchens). Absent when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// Meal that the orders belong to (kitchens). Absent when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Voucher codes that each order redeems. Empty when there are none.
    #[schema(value_type = Vec<words::VoucherCode>)]
    vouchers: Vec<String>,
    /// Notes to the seller in each order, up to 1,000 characters. Absent when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Priority of each order: `low`, `normal`, `high` or `urgent`.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// Schedule that places orders automatically. Absent when orders are only placed by people.
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule: Option<ScheduleView>,
    /// Time at which the schedule places the next order, UTC. Absent without an active schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    next_occurrence: Option<Moment>,
    /// Times at which the schedule places the next orders, UTC, up to five, the earliest first.
    /// Empty without an active schedule.
    #[schema(value_type = Vec<words::Moment>)]
    next_occurrences: Vec<Moment>,
    /// Result of the last occurrence of the schedule. Absent before the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_outcome: Option<OutcomeView>,
    /// Time at which the template was created, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    created_at: Moment,
    /// Version of the template, which is also the `ETag`. It rises with each change and with each
    /// occurrence of the schedule.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// Customer whom a template orders for.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateCustomer)]
pub struct TemplateCustomerView {
    /// Name of the customer, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Phone number of the customer, E.164.
    #[schema(value_type = words::Phone)]
    phone: String,
    /// E-mail address of the customer. Absent when none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// A line item of a template: a product and its quantity.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateItem)]
pub struct TemplateItemView {
    /// Identifier of the product in the catalogue.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Units of the product in each order, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Addons of each unit of the product. Empty when there are none.
    addons: Vec<TemplateAddonView>,
}

/// An addon of each unit of a line item.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateAddon)]
pub struct TemplateAddonView {
    /// Identifier of the addon within the product.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// Number of this addon on each unit of the product.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// When a template places orders automatically. Exactly one of `rrule` and `cron` is given.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateSchedule)]
pub struct ScheduleView {
    /// Recurrence rule (RFC 5545). Absent when `cron` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RecurrenceRule>)]
    rrule: Option<String>,
    /// Cron expression with five fields. Absent when `rrule` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::CronLine>)]
    cron: Option<String>,
    /// IANA time zone of the schedule. Occurrences follow its local time across daylight saving.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Local time in `timezone` from which the schedule is in force, `YYYY-MM-DDTHH:MM`.
    #[schema(value_type = words::LocalTime)]
    starts_at: String,
    /// Reaction to an order that is refused: `skip` leaves out the occurrence, `stop` also stops
    /// the schedule.
    #[schema(value_type = words::OnShortage)]
    on_shortage: &'static str,
    /// State of the schedule: `active`, `paused` by its owner, `stopped` because an order was
    /// refused, or `ended` because no occurrence is left.
    #[schema(value_type = words::ScheduleStatus)]
    status: &'static str,
}

/// Result of one occurrence of a schedule.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ScheduleOutcome)]
pub struct OutcomeView {
    /// Time at which the order was due, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    occurrence: Moment,
    /// Time at which the occurrence was processed, UTC (RFC 3339).
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// Result of the occurrence: `placed`, `skipped` because the order was refused, or `stopped`
    /// when that also stopped the schedule.
    #[schema(value_type = words::ScheduleResult)]
    result: &'static str,
    /// Identifier of the placed order. Absent unless `result` is `placed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    order_id: Option<String>,
    /// Sentence that says why the order was refused. Absent when `result` is `placed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2 of Vegetable thali were ordered, 1 are in stock.")]
    reason: Option<String>,
    /// Vouchers that the placed order could not redeem, with the reasons. The history of the order
    /// has them too. Absent when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "voucher SPRING10 was not redeemed: the voucher has expired")]
    notes: Option<String>,
}

/// A template, as the answer of one request.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderTemplateBody)]
pub struct TemplateBody {
    /// The template after the request, with its schedule.
    pub template: TemplateView,
}

impl From<&Template> for TemplateView {
    fn from(template: &Template) -> Self {
        let draft = &template.draft;
        let text = |value: &Option<_>| value.as_ref().map(ToString::to_string);
        Self {
            id: template.id.to_string(),
            name: text(&template.name),
            seller_id: draft.seller.to_string(),
            customer: TemplateCustomerView {
                name: draft.name.to_string(),
                phone: draft.phone.as_str().to_owned(),
                email: draft.email.as_ref().map(|email| email.as_str().to_owned()),
            },
            items: draft.cart.iter().map(item).collect(),
            fulfilment: FulfilmentView::new(&draft.fulfilment, true),
            menu_type: text(&draft.menu_type),
            meal_window: text(&draft.meal_window),
            vouchers: draft.vouchers.iter().map(ToString::to_string).collect(),
            notes: draft.notes.as_ref().map(ToString::to_string),
            priority: draft.priority.name(),
            schedule: template.schedule.as_ref().map(schedule),
            next_occurrence: template.due().map(Into::into),
            next_occurrences: template.upcoming().take(UPCOMING).map(Into::into).collect(),
            last_outcome: template.schedule.as_ref().and_then(|it| it.last.as_ref()).map(outcome),
            created_at: template.created_at.into(),
            version: template.version,
        }
    }
}

fn item(line: &CartLine) -> TemplateItemView {
    let addons = line.addons.iter().map(|(id, quantity)| TemplateAddonView {
        addon_id: id.to_string(),
        quantity: quantity.get(),
    });
    TemplateItemView {
        product_id: line.product.to_string(),
        quantity: line.quantity.get(),
        addons: addons.collect(),
    }
}

fn schedule(schedule: &Schedule) -> ScheduleView {
    let recurrence: &Recurrence = &schedule.plan.recurrence;
    let (rrule, cron) = match recurrence.rule().written() {
        Written::Rrule(text) => (Some(text.clone()), None),
        Written::Cron(text) => (None, Some(text.clone())),
    };
    ScheduleView {
        rrule,
        cron,
        timezone: recurrence.zone().to_string(),
        starts_at: recurrence.start().strftime("%Y-%m-%dT%H:%M").to_string(),
        on_shortage: schedule.plan.on_shortage.name(),
        status: schedule.state.name(),
    }
}

fn outcome(outcome: &Outcome) -> OutcomeView {
    let (result, order_id, notes, reason) = match &outcome.ran {
        Ran::Placed { order, note } => {
            ("placed", Some(order.to_string()), note.as_ref().map(ToString::to_string), None)
        }
        Ran::Skipped(reason) => ("skipped", None, None, Some(sentence(reason.clone()))),
        Ran::Stopped(reason) => ("stopped", None, None, Some(sentence(reason.clone()))),
    };
    let (occurrence, at) = (outcome.occurrence.into(), outcome.at.into());
    OutcomeView { occurrence, at, result, order_id, reason, notes }
}

/// The answer with a template and its `ETag`.
pub fn answer(template: &Template) -> Response {
    tag(template.version, body(template))
}

/// The body of an answer about one template.
pub fn body(template: &Template) -> Json<TemplateBody> {
    Json(TemplateBody { template: template.into() })
}
