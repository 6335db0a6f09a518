use axum::{extract::State, response::Response};
use docket_app::{
    Fault, Granted, Limit, PageRequest, SharedApp,
    order_templates::{self, SelectedTemplates},
};
use docket_domain::SellerId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::TemplateView;
use crate::{
    http::{ApiError, Caller, Pagination, Query, Shape, Table},
    openapi::words,
};

/// Whose templates, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateQuery {
    /// The seller; a buyer's own templates are those for this seller then. Staff
    /// may leave it out.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// 1 to 100, 50 unless given.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// Where the former page ended.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// A page of templates.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderTemplatePage)]
pub struct TemplatePage {
    /// The newest first.
    templates: Vec<TemplateView>,
    /// Where the page stands.
    pagination: Pagination,
}

impl Table for TemplatePage {
    const ROWS: &'static str = "templates";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sellerId",
        "customer.name",
        "customer.phone",
        "customer.email",
        "items",
        "fulfilment.method",
        "fulfilment.address.line1",
        "fulfilment.address.line2",
        "fulfilment.address.locality",
        "fulfilment.address.city",
        "fulfilment.address.state",
        "fulfilment.address.postalCode",
        "fulfilment.address.country",
        "fulfilment.zoneId",
        "fulfilment.requestedFor",
        "menuType",
        "mealWindow",
        "vouchers",
        "notes",
        "priority",
        "schedule.rrule",
        "schedule.cron",
        "schedule.timezone",
        "schedule.startsAt",
        "schedule.onShortage",
        "schedule.status",
        "nextOccurrence",
        "nextOccurrences",
        "lastOutcome.occurrence",
        "lastOutcome.at",
        "lastOutcome.result",
        "lastOutcome.orderId",
        "lastOutcome.reason",
        "lastOutcome.notes",
        "createdAt",
        "version",
    ];

    fn pagination(&self) -> &Pagination {
        &self.pagination
    }
}

/// List order templates.
///
/// A buyer's own templates, or those that a seller keeps for its customers.
#[utoipa::path(
    get, path = "/api/order-templates", tag = "Templates", security(("bearer" = [])),
    params(TemplateQuery),
    responses((status = OK, body = TemplatePage), (status = FORBIDDEN)),
)]
pub async fn list_templates(
    State(app): State<SharedApp>,
    caller: Caller,
    shape: Shape,
    query: Query<TemplateQuery>,
) -> Result<Response, ApiError> {
    caller.signed_in()?;
    let query = query.value(&Granted::to_all())?;
    let asked = query.seller_id.as_deref().map(str::parse).transpose();
    let asked = asked.map_err(|error| Fault::parameter("sellerId", error))?;
    let selected = SelectedTemplates::by(&caller, asked)?;
    let limit = Limit::read(query.limit)?;
    let parts = ["templates", selected.seller().map_or("", SellerId::as_str)];
    let requested =
        PageRequest::read(&app, limit, (selected.caller(), &parts), query.cursor.as_deref())?;
    let page = order_templates::list_templates(&app, &selected, &requested).await?;
    let templates = page.items.iter().map(TemplateView::from).collect();
    let pagination = Pagination::of(&requested, page.next.as_deref());
    shape.answer(&TemplatePage { templates, pagination })
}
