use axum::{Json, extract::State, response::Response};
use docket_app::{
    App, AppError, Granted, SharedApp,
    auth::{Guess, code, confirm_contact},
};
use docket_domain::{Actor, Command, Contact, Order, OrderId, Stamp};
use docket_store::{Attempt, Commit, Saved, StoredOrder, Subject, Together};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::OrderView;
use crate::{
    auth::{
        device,
        tokens::{self, Bearer, Proven, Session},
    },
    http::{ApiError, ApiPath, Body, Conditions, tag},
    openapi::words,
};

/// How often a lost race for the orders of a checkout is run again.
const TRIES: usize = 5;

/// The code of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyOrder {
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    code: String,
}

/// A confirmed order, and tokens to follow it with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The order.
    order: OrderView,
    /// All orders of its checkout that the code confirmed, if it is of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    orders: Vec<OrderView>,
    /// Opens the API as this phone's bearer.
    #[schema(value_type = words::AccessToken)]
    access_token: String,
    /// Is exchanged for a new pair, once.
    #[schema(value_type = words::RefreshToken)]
    refresh_token: String,
    /// Opens a reserve of this phone's codes for the next sign-in on this
    /// device, for 180 days.
    #[schema(value_type = words::DeviceSecret)]
    device_secret: String,
}

/// Confirms a guest's order with the code from the message. The code of a
/// checkout is given at any of its orders, and confirms them all.
#[utoipa::path(
    post, path = "/api/orders/{id}/verification", tag = "Orders", request_body = VerifyOrder,
    params(
        ("id" = inline(words::OrderId), Path, description = "The order."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = Verified), (status = CONFLICT)),
)]
pub async fn verify_order(
    State(app): State<SharedApp>,
    conditions: Conditions,
    ApiPath(id): ApiPath<OrderId>,
    body: Body<VerifyOrder>,
) -> Result<Response, ApiError> {
    let guess = body.read(&Granted::to_all(), |request, faults| {
        faults.note_error("/code", Guess::read(&request.code))
    });
    let guess = guess?.value;
    if conditions.expected().is_bound() {
        // Looked at beforehand: a guess at another version is not counted.
        let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
        conditions.expected().check(order.version)?;
    }
    let order = attempt(&app, id).await?;
    if order.id == id {
        conditions.expected().check(order.version)?;
    }
    compare(&app, &order, &guess)?;
    let actor = Actor::Buyer(order.customer.key.clone());
    let stamp = app.stamp()?;
    // Before the order is: its message is on its way as soon as that is.
    let phone = Contact::Phone(order.customer.phone.clone());
    let held = order.hold.map(|hold| (order.id.suffix(), hold.ends_at));
    confirm_contact(&app, &order.customer.key, &phone, held, stamp.now).await;
    let confirmed = confirm(&app, order, id, &actor, &stamp).await?;
    let asked = confirmed.iter().find(|order| order.id == id).ok_or(AppError::Conflict)?;
    let view = |order: &Order| OrderView::new(order, std::slice::from_ref(&actor), &stamp);
    let tokens = tokens::issue(&app, &buyer(&app, asked).await?)?;
    let device_secret = device::secret(app.keys.ids()?, &asked.customer.key, stamp.now)?;
    let is_checkout = !asked.links.group.is_empty();
    let body = Verified {
        order: view(asked),
        orders: confirmed.iter().filter(|_| is_checkout).map(view).collect(),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        device_secret,
    };
    Ok(tag(asked.version, Json(body)))
}

/// The session of who confirmed an order: its buyer's.
async fn buyer(app: &App, order: &Order) -> Result<Session, AppError> {
    let key = order.customer.key.clone();
    let epoch = app.store.contact_epoch(&key).await?;
    Ok(Session { bearer: Bearer::Buyer, contact: Proven { key, epoch, external: false } })
}

/// Confirms an order whose code was right, and those that wait for the same
/// code with it: all in one transaction.
async fn confirm(
    app: &App,
    mut order: Order,
    asked: OrderId,
    actor: &Actor,
    stamp: &Stamp,
) -> Result<Vec<Order>, AppError> {
    if order.links.group.is_empty() {
        let change = order.apply(&Command::Verify, actor, stamp)?;
        return match app.store.commit(&order, &change).await? {
            Commit::Done => Ok(vec![change.order]),
            Commit::Stale | Commit::Short(_) | Commit::VoucherGone | Commit::VoucherUses(_) => {
                Err(lost(app, order.id).await?)
            }
        };
    }
    for _ in 0..TRIES {
        let mut changes = Vec::new();
        for StoredOrder { order: other, .. } in app.store.find_orders(&order.links.group).await? {
            if other.id == order.id && same_code(&order, &other) {
                order = other;
            } else if other.is_confirmed_with(&order, stamp) {
                let change = other.apply(&Command::Verify, actor, stamp)?;
                changes.push((other, change));
            }
        }
        let change = order.apply(&Command::Verify, actor, stamp)?;
        changes.push((order.clone(), change));
        changes.sort_by_key(|(it, _)| order.links.group.iter().position(|id| *id == it.id));
        // Somebody cancelled that very order in between: it is not confirmed.
        if changes.iter().all(|(order, _)| order.id != asked) {
            return Err(lost(app, asked).await?);
        }
        let together = Together { changes: &changes, made: None, recorded: None };
        match app.store.commit_together(&together).await? {
            Saved::Done => return Ok(changes.into_iter().map(|(_, it)| it.order).collect()),
            Saved::Stale => {
                let now = app.store.find_order(order.id).await?;
                if !now.is_some_and(|now| same_code(&order, &now)) {
                    return Err(lost(app, order.id).await?);
                }
            }
        }
    }
    Err(AppError::Conflict)
}

/// Whether an order still waits for the code that was compared.
fn same_code(compared: &Order, now: &Order) -> bool {
    let number = |order: &Order| order.hold.map(|hold| hold.send.number);
    number(compared).is_some() && number(compared) == number(now)
}

/// Counts a guess before it is compared.
async fn attempt(app: &App, id: OrderId) -> Result<Order, AppError> {
    let stamp = app.stamp()?;
    let (order, counted) = match app.store.attempt_order(id.suffix(), stamp.now).await? {
        Attempt::Counted(order) => (order, true),
        Attempt::Refused(order) => (order, false),
        Attempt::Unknown => return Err(AppError::NotFound),
    };
    if order.id != id {
        return Err(AppError::NotFound);
    }
    order.may_verify(&stamp)?;
    match &order.hold {
        Some(hold) if hold.is_by_another() => match leading(app, &order, &stamp).await? {
            Some(leading) => Box::pin(attempt(app, leading.id)).await,
            None => Err(AppError::CodeRejected {
                detail: "no code of this checkout is open; ask for another".to_owned(),
                attempts_left: 0,
            }),
        },
        Some(hold) if !counted => {
            let refusal = hold.send.may_attempt(stamp.now).err();
            let detail = refusal.map_or_else(|| "try again".to_owned(), |it| it.to_string());
            Err(AppError::CodeRejected { detail, attempts_left: 0 })
        }
        Some(_) | None => Ok(order),
    }
}

/// The order of the same checkout whose code confirms this one.
pub(super) async fn leading(
    app: &App,
    order: &Order,
    stamp: &Stamp,
) -> Result<Option<Order>, AppError> {
    let group = app.store.find_orders(&order.links.group).await?;
    let mut others = group.into_iter().map(|it| it.order);
    Ok(others.find(|it| {
        let open = it.hold.is_some_and(|hold| !hold.is_by_another() && !hold.ended(stamp.now));
        open && order.is_confirmed_with(it, stamp)
    }))
}

fn compare(app: &App, order: &Order, guess: &Guess) -> Result<(), AppError> {
    let Some(hold) = &order.hold else { return Err(AppError::Conflict) };
    let subject = Subject::Order(order.id.suffix());
    if guess.is(&code(app.keys.codes()?, &subject, &hold.send)) {
        return Ok(());
    }
    let attempts_left = hold.send.attempts_left();
    Err(AppError::CodeRejected { detail: "the code is wrong".to_owned(), attempts_left })
}

/// Why a right code came too late: the order was confirmed, cleaned up or
/// cancelled, or another code was sent, in that very moment.
async fn lost(app: &App, id: OrderId) -> Result<AppError, AppError> {
    let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
    Ok(match order.may_verify(&app.stamp()?) {
        Err(refusal) => refusal.into(),
        Ok(()) => AppError::CodeRejected {
            detail: "another code was sent; use that".to_owned(),
            attempts_left: order.hold.map_or(0, |hold| hold.send.attempts_left()),
        },
    })
}
