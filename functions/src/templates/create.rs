use axum::{extract::State, response::Response};
use docket_app::{AppError, Granted, KeyOwner, Request, SharedApp};
use docket_domain::{Actor, Stamp, Template, TemplateId};
use docket_store::{StoredTemplate, TemplateOutcome};

use super::{
    read::check,
    request::{Asked, CreateTemplate},
    view::{self, TemplateBody},
};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Sent, created},
    orders::deciding::customer,
};

/// Keeps an order, to be placed again by somebody, or by itself. A buyer keeps
/// it for the phone that they signed in with, a seller's staff for a customer. A
/// buyer keeps up to 20 templates and a seller up to 200; one more is refused
/// with 409 `conflict` until one of them is deleted.
#[utoipa::path(
    post, path = "/api/order-templates", tag = "Templates", security(("bearer" = [])),
    request_body = CreateTemplate,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body make one template.")),
    responses((status = CREATED, body = TemplateBody), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_template(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateTemplate>,
) -> Result<Response, ApiError> {
    let role = caller.signed_in()?;
    // Whose template it may be depends on the customer and the seller that the body names.
    let granted = Granted::to_all();
    let key = key.read(&granted)?;
    let read = body.read(&granted, |request, faults| request.read(app.now(), faults));
    let Sent { value, digest } = read?;
    let Asked { name, draft, schedule } = value;
    let owner = customer(&app, &draft)?.key;
    // A seller's staff keeps it for a customer; everybody for their own phone.
    let keeps = |actor: &&Actor| match actor {
        Actor::Buyer(key) => *key == owner,
        Actor::Seller { .. } | Actor::Driver { .. } | Actor::Admin(_) | Actor::System(_) => {
            actor.manages(&draft.seller)
        }
    };
    let actor = caller.capacities()?.iter().find(keeps).unwrap_or(role);
    let (ids, route) = (app.keys.ids()?, "create-template");
    let request =
        Request { ids, caller: KeyOwner::signed_in(actor), route, key: &key, body: digest };
    for salt in 0..Request::SALTS {
        let (id, stamp) = (TemplateId::new(request.suffix(salt)?), app.stamp()?);
        let make = |plan, stamp: &Stamp| {
            Template::new(id, name.clone(), (draft.clone(), &owner), plan, actor, stamp)
        };
        // Who may not have it is told so before anything else.
        make(None, &stamp)?;
        if request.is_keyed()
            && let Some(before) = app.store.template(id).await?
        {
            if request.made(&before.mark)? {
                return Ok(answer(&before.template, true));
            }
            continue;
        }
        check(&app, &draft, actor, &stamp).await?;
        let plan = schedule.as_ref().map(|it| it.plan(stamp.now)).transpose()?;
        let stored = StoredTemplate { template: make(plan, &stamp)?, mark: request.mark()? };
        match app.store.create_template(&stored).await? {
            TemplateOutcome::Created => return Ok(answer(&stored.template, false)),
            TemplateOutcome::Taken(before) if request.made(&before.mark)? => {
                return Ok(answer(&before.template, true));
            }
            TemplateOutcome::Taken(_) => {}
            TemplateOutcome::Full => {
                return Err(AppError::TemplatesFull(stored.template.owner.most_templates()).into());
            }
        }
    }
    Err(AppError::Conflict.into())
}

fn answer(template: &Template, replayed: bool) -> Response {
    let path = format!("/api/order-templates/{}", template.id);
    created(template.version, &path, view::body(template), replayed)
}
