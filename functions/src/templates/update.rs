use axum::{extract::State, response::Response};
use docket_app::{App, AppError, Granted, SharedApp};
use docket_domain::{Actor, Stamp, Template, TemplateChange, TemplateId};
use docket_store::Saved;

use super::{
    read::{check, own},
    request::{Change, UpdateTemplate},
    view::{self, TemplateBody},
};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions},
    openapi::words,
};

/// How often a lost race for a template is run again.
const TRIES: usize = 5;

/// Changes a template, pauses its schedule or resumes it. Orders that it placed
/// stay as they are.
#[utoipa::path(
    patch, path = "/api/order-templates/{id}", tag = "Templates", security(("bearer" = [])),
    request_body = UpdateTemplate,
    params(
        ("id" = inline(words::TemplateId), Path, description = "The template."),
        ("If-Match" = Option<String>, Header, description = "The version that the caller has seen."),
    ),
    responses((status = OK, body = TemplateBody), (status = CONFLICT)),
)]
pub async fn update_template(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<TemplateId>,
    body: Body<UpdateTemplate>,
) -> Result<Response, ApiError> {
    let who = caller.capacities()?;
    let mut found = Some(own(&app, id, who).await?);
    let change = body.read(&Granted::to_all(), |it, faults| Some(it.read(faults)))?.value;
    for _ in 0..TRIES {
        let (old, actor) = match found.take() {
            Some(found) => found,
            None => own(&app, id, who).await?,
        };
        let stamp = app.stamp()?;
        conditions.expected().check(old.template.version)?;
        let new = changed(&app, &old.template, &change, (actor, &stamp)).await?;
        if new == old.template {
            return Ok(view::answer(&new));
        }
        match app.store.save_template(&old, &new).await? {
            Saved::Done => return Ok(view::answer(&new)),
            Saved::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}

async fn changed(
    app: &App,
    old: &Template,
    asked: &Change,
    (actor, stamp): (&Actor, &Stamp),
) -> Result<Template, AppError> {
    let change = TemplateChange {
        name: asked.name.clone(),
        draft: asked.draft.of(&old.draft),
        plan: asked.schedule.as_ref().try_map(|wish| wish.plan(stamp.now))?,
        paused: asked.paused,
    };
    let new = old.apply(&change, stamp)?;
    if let Some(draft) = &change.draft {
        check(app, draft, actor, stamp).await?;
    }
    Ok(new)
}
