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

/// Query that selects whose templates are listed, and which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateQuery {
    /// Identifier of a seller. Those who manage it get the templates that it keeps for customers;
    /// staff may leave it out, administrators may not. Everybody else gets their own templates for
    /// this seller, or all of them without it.
    #[param(inline, value_type = Option<words::SellerId>)]
    seller_id: Option<String>,
    /// Most templates on the page, 1 to 100. Default 50.
    #[param(inline, value_type = Option<words::PageSize>)]
    limit: Option<u32>,
    /// `nextCursor` of the former page. The first page is returned without it.
    #[param(inline, value_type = Option<words::Cursor>)]
    cursor: Option<String>,
}

/// One page of order templates.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderTemplatePage)]
pub struct TemplatePage {
    /// Order templates, the newest first.
    templates: Vec<TemplateView>,
    /// Page size and cursor of the next page.
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
/// Returns a page of order templates, the newest first. A seller's staff and administrators get the
/// templates that the seller keeps for its customers. Everybody else gets the templates of the
/// contact that this sign-in verified. With `Accept: text/csv` the page is returned as CSV.
///
/// A buyer's page for one seller can hold fewer templates than its limit and still have a next
/// page.
///
/// Errors:
/// - 400 `invalid_request`: `sellerId` is malformed, or missing in a request by an administrator,
///   or `limit` or `cursor` is not valid.
/// - 403 `forbidden`: the caller neither manages the seller nor verified a contact at this sign-in.
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
