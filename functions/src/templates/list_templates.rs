use axum::{extract::State, response::Response};
use docket_app::{AppError, Fault, Granted, SharedApp};
use docket_domain::{Actor, SellerId};
use docket_store::TemplateList;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::TemplateView;
use crate::{
    http::{ApiError, Caller, Limit, PageRequest, Pagination, Query, Shape, Table},
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
    let actor = caller.signed_in()?;
    let query = query.value(&Granted::to_all())?;
    let named = query.seller_id.as_deref();
    let fault = |fault: &str| Fault::parameter("sellerId", fault);
    let named = match named.map(str::parse::<SellerId>).transpose() {
        Ok(named) => named,
        Err(error) => return Err(fault(&error.to_string()).into()),
    };
    // By role, then by the contact proven at this sign-in.
    let (actor, seller) = match (actor, named, caller.buyer()) {
        (Actor::Seller { seller, .. }, None, _) => (actor, Some(seller.clone())),
        (Actor::Admin(_), None, _) => return Err(fault("is required").into()),
        (_, Some(seller), _) if actor.manages(&seller) => (actor, Some(seller)),
        (_, named, Some(buyer)) => (buyer, named),
        (_, _, None) => return Err(AppError::Forbidden.into()),
    };
    let list = match (actor, &seller) {
        (Actor::Buyer(key), _) => TemplateList::Customer(key),
        (_, Some(seller)) => TemplateList::Seller(seller),
        (_, None) => return Err(AppError::Forbidden.into()),
    };
    let limit = Limit::read(query.limit)?;
    let of = seller.as_ref().map_or("", SellerId::as_str);
    let requested =
        PageRequest::read(&app, limit, (actor.id(), &["templates", of]), query.cursor.as_deref())?;
    let page = app.store.templates(list, requested.after(), requested.limit()).await?;
    // Of a buyer's templates a page may be short, and still carry a cursor.
    let wanted =
        page.items.iter().filter(|it| seller.as_ref().is_none_or(|of| it.draft.seller == *of));
    let templates = wanted.map(TemplateView::from).collect();
    let pagination = requested.pagination(page.next.as_deref());
    shape.answer(&TemplatePage { templates, pagination })
}
