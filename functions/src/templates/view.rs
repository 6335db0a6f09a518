//! A template as its owner sees it.

use axum::{Json, response::Response};
use docket_domain::{CartLine, Outcome, Ran, Recurrence, Schedule, Template, Written};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Moment, tag},
    openapi::{samples, words},
    orders::view::FulfilmentView,
};

/// How many of the next occurrences are shown.
const UPCOMING: usize = 5;

/// An order that is kept, to be placed again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderTemplate)]
#[schema(example = samples::template)]
pub struct TemplateView {
    /// `TPL-XXXXXXXXXX`.
    #[schema(value_type = words::TemplateId)]
    id: String,
    /// What its owner calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    name: Option<String>,
    /// Who fulfils its orders.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Who orders.
    customer: TemplateCustomerView,
    /// What is ordered; the catalogue says the prices when it is.
    items: Vec<TemplateItemView>,
    /// How orders reach the buyer.
    fulfilment: FulfilmentView,
    /// The menu (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// The meal (kitchens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Codes of vouchers, redeemed with each order.
    #[schema(value_type = Vec<words::VoucherCode>)]
    vouchers: Vec<String>,
    /// For the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// How urgent its orders are.
    #[schema(value_type = words::PriorityName)]
    priority: &'static str,
    /// When it orders by itself, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule: Option<ScheduleView>,
    /// When it orders next by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Moment>)]
    next_occurrence: Option<Moment>,
    /// When it orders next by itself: up to five times, the first one first.
    /// Nothing while it is paused, stopped or ended.
    #[schema(value_type = Vec<words::Moment>)]
    next_occurrences: Vec<Moment>,
    /// What became of the last occurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_outcome: Option<OutcomeView>,
    /// When it was made.
    #[schema(value_type = words::Moment)]
    created_at: Moment,
    /// Rises with each change and each occurrence; the `ETag`.
    #[schema(value_type = words::Version)]
    version: u32,
}

/// Who orders.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateCustomer)]
pub struct TemplateCustomerView {
    /// The name.
    #[schema(value_type = words::Name)]
    name: String,
    /// E.164.
    #[schema(value_type = words::Phone)]
    phone: String,
    /// An e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
}

/// A product that a template orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateItem)]
pub struct TemplateItemView {
    /// The product.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// How many.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// The extras of each one.
    addons: Vec<TemplateAddonView>,
}

/// An extra of each one of a line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateAddon)]
pub struct TemplateAddonView {
    /// The extra.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// How many on each one.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// When a template orders by itself.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TemplateSchedule)]
pub struct ScheduleView {
    /// A rule of RFC 5545.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RecurrenceRule>)]
    rrule: Option<String>,
    /// Or a line of cron.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::CronLine>)]
    cron: Option<String>,
    /// The time zone whose clock it goes by.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// From when on, by that clock.
    #[schema(value_type = words::LocalTime)]
    starts_at: String,
    /// What happens when an order is refused.
    #[schema(value_type = words::OnShortage)]
    on_shortage: &'static str,
    /// `active`, `paused` by its owner, `stopped` because an order was refused,
    /// or `ended` for want of occurrences.
    #[schema(value_type = words::ScheduleStatus)]
    status: &'static str,
}

/// What became of an occurrence.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ScheduleOutcome)]
pub struct OutcomeView {
    /// When it was due.
    #[schema(value_type = words::Moment)]
    occurrence: Moment,
    /// When it was seen to.
    #[schema(value_type = words::Moment)]
    at: Moment,
    /// `placed`, `skipped`, or `stopped` with the schedule.
    #[schema(value_type = words::ScheduleResult)]
    result: &'static str,
    /// The order that was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::OrderId>)]
    order_id: Option<String>,
    /// Why none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2 of Vegetable thali were ordered, 1 are there")]
    reason: Option<String>,
    /// What the order that was placed is missing: vouchers that could not be
    /// redeemed, and why. Its history says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "voucher SPRING10 was not redeemed: the voucher is no longer good")]
    notes: Option<String>,
}

/// A template under its own name.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderTemplateBody)]
pub struct TemplateBody {
    /// The template.
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
        Ran::Skipped(reason) => ("skipped", None, None, Some(reason.clone())),
        Ran::Stopped(reason) => ("stopped", None, None, Some(reason.clone())),
    };
    let (occurrence, at) = (outcome.occurrence.into(), outcome.at.into());
    OutcomeView { occurrence, at, result, order_id, reason, notes }
}

/// The template with its tag.
pub fn answer(template: &Template) -> Response {
    tag(template.version, body(template))
}

/// A template under its own name.
pub fn body(template: &Template) -> Json<TemplateBody> {
    Json(TemplateBody { template: template.into() })
}
