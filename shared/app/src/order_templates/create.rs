//! Creating a template.

use docket_domain::{Actor, Stamp, Template, TemplateId};
use docket_store::{StoredTemplate, TemplateOutcome};

use super::{draft::TemplateDraft, read::check};
use crate::{
    App, AppError, Caller, IdempotencyKey, Idempotent, KeyOwner, Request, orders::customer,
};

/// A template to create.
#[derive(Debug)]
pub struct CreateTemplate<'a> {
    /// The function that creates it. The template's id is derived from route, caller and key.
    pub route: &'static str,
    /// The idempotency key.
    pub key: &'a IdempotencyKey,
    /// The hash of the request's body.
    pub body: [u8; 16],
    /// The content of the template.
    pub draft: &'a TemplateDraft,
}

/// Creates a template, or returns the one that an earlier request created.
///
/// # Errors
///
/// [`AppError::Forbidden`] when the caller may not have the template; [`AppError::TemplatesFull`];
/// the refusal of an order from the template, if one were placed now.
pub async fn create_template(
    app: &App,
    caller: &Caller,
    it: &CreateTemplate<'_>,
) -> Result<Idempotent<Template>, AppError> {
    let role = caller.signed_in()?;
    let TemplateDraft { name, draft, schedule } = it.draft;
    let owner = customer(app, draft)?.key;
    // Staff create templates for their seller's customers; everybody else creates them for their
    // own phone.
    let keeps = |actor: &&Actor| match actor {
        Actor::Buyer(key) => *key == owner,
        Actor::Seller { .. } | Actor::Driver { .. } | Actor::Admin(_) | Actor::System(_) => {
            actor.manages(&draft.seller)
        }
    };
    let actor = caller.capacities()?.iter().find(keeps).unwrap_or(role);
    let (ids, caller) = (app.keys.ids()?, KeyOwner::signed_in(actor));
    let request = Request { ids, caller, route: it.route, key: it.key, body: it.body };
    for salt in 0..Request::SALTS {
        let (id, stamp) = (TemplateId::new(request.suffix(salt)?), app.stamp()?);
        let make = |plan, stamp: &Stamp| {
            Template::new(id, name.clone(), (draft.clone(), &owner), plan, actor, stamp)
        };
        // Rights are checked before anything else.
        make(None, &stamp)?;
        if request.is_keyed()
            && let Some(before) = app.store.template(id).await?
        {
            if request.made(&before.mark)? {
                return Ok(Idempotent::before(before.template));
            }
            continue;
        }
        check(app, draft, actor, &stamp).await?;
        let plan = schedule.as_ref().map(|it| it.plan(stamp.now)).transpose()?;
        let stored = StoredTemplate { template: make(plan, &stamp)?, mark: request.mark()? };
        match app.store.create_template(&stored).await? {
            TemplateOutcome::Created => {
                return Ok(Idempotent::now(stored.template));
            }
            TemplateOutcome::Taken(before) if request.made(&before.mark)? => {
                return Ok(Idempotent::before(before.template));
            }
            TemplateOutcome::Taken(_) => {}
            TemplateOutcome::Full => {
                return Err(AppError::TemplatesFull(stored.template.owner.most_templates()));
            }
        }
    }
    Err(AppError::Conflict)
}
