//! Placing the orders of templates that are due.

use std::time::{Duration, Instant};

use docket_domain::{Actor, Order, Template, TemplateId};
use docket_platform::metrics::{Metric, count};
use docket_store::{Saved, Store};
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

use crate::{
    App, AppError, Explanation, Failure, IdempotencyKey, Idempotent, KeyOwner, ProblemCode,
    SharedApp,
    messages::inform_of_occurrence,
    order_templates::{TemplateOrder, order_from_template},
};

/// How many templates are read with one request.
const PAGE: i32 = 50;
/// How many occurrences of one template are processed in one run. The next run begins in a minute.
const OCCURRENCES: usize = 100;
/// After how long a run starts no further occurrence, so that it ends before the next run begins.
const WORK: Duration = Duration::from_secs(40);
/// For how long an owner who cannot be informed delays the next occurrence.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// The outcome of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// How many orders were placed, or had been placed by an earlier run.
    pub placed: usize,
    /// How many occurrences were refused.
    pub refused: usize,
}

/// Places the orders of templates that are due, each occurrence once, including occurrences that
/// were missed while no run took place. A template that fails is logged and does not stop the
/// others, but the run then fails, so that an operator sees it.
///
/// # Errors
///
/// The failure of one template, after all others were processed.
pub async fn place_due_orders(app: &SharedApp, function: &'static str) -> Result<Ordered, Failure> {
    let until = Instant::now() + WORK;
    let mut parts = JoinSet::new();
    for part in 0..Store::DEADLINE_PARTS {
        let app = app.clone();
        parts.spawn(async move { Box::pin(work_off(&app, function, part, until)).await });
    }
    let (mut done, mut failure) = (Ordered::default(), None);
    while let Some(part) = parts.join_next().await {
        let (ordered, failed) = part?;
        done.placed += ordered.placed;
        done.refused += ordered.refused;
        failure = failure.or(failed);
    }
    if done.placed + done.refused > 0 {
        tracing::info!(done.placed, done.refused, "templates fell due");
    }
    failure.map_or(Ok(done), Err)
}

async fn work_off(
    app: &App,
    function: &'static str,
    part: u32,
    until: Instant,
) -> (Ordered, Option<Failure>) {
    let (mut done, mut failure, mut after) = (Ordered::default(), None, None::<String>);
    loop {
        let page = match app.store.due_templates(part, app.now(), after.as_deref(), PAGE).await {
            Ok(page) => page,
            Err(error) => return (done, Some(error.into())),
        };
        for id in page.items {
            if Instant::now() >= until {
                return (done, failure);
            }
            let caught_up = Box::pin(catch_up(app, function, id, &mut done, until)).await;
            if let Err(error) = caught_up {
                let template = id.to_string();
                tracing::error!(template, %error, "a template that is due was left as it is");
                failure = Some(error);
            }
        }
        after = page.next;
        if after.is_none() {
            return (done, failure);
        }
    }
}

/// Processes the due occurrences of a template, the oldest first.
async fn catch_up(
    app: &App,
    function: &'static str,
    id: TemplateId,
    done: &mut Ordered,
    until: Instant,
) -> Result<(), Failure> {
    for _ in 0..OCCURRENCES {
        // The index is eventually consistent, and other runs may be active.
        let Some(stored) = app.store.template(id).await? else { return Ok(()) };
        let due = stored.template.due().filter(|at| *at <= app.now());
        let Some(occurrence) = due.filter(|_| Instant::now() < until) else { return Ok(()) };
        let ordered = order(app, function, &stored.template, occurrence).await?;
        let refused = ordered.is_err();
        let new =
            stored.template.ran(occurrence, ordered.as_ref().map_err(Clone::clone), &app.stamp()?);
        // The owner is informed before the template is saved: if this run stops in between, the
        // next run informs the owner.
        if refused && !inform_owner(app, &new, occurrence).await? {
            return Ok(());
        }
        if app.store.save_template(&stored, &new).await? == Saved::Done {
            done.refused += usize::from(refused);
            done.placed += usize::from(!refused);
        }
    }
    Ok(())
}

/// Places the order of an occurrence, or finds the one that an earlier run placed, because the
/// order's id is derived from the template and the time. The inner error is the reason of a
/// refusal. A voucher that cannot be redeemed is left out of the order.
async fn order(
    app: &App,
    function: &'static str,
    template: &Template,
    occurrence: Timestamp,
) -> Result<Result<Order, String>, Failure> {
    let key = IdempotencyKey::new(occurrence.as_millisecond().to_string());
    let actor = Actor::System(function);
    let it = TemplateOrder {
        route: function,
        caller: KeyOwner::template(template.id),
        key: &key,
        actor: &actor,
        occurrence: Some(occurrence),
        language: None,
    };
    match order_from_template(app, template, it).await {
        Ok(Idempotent { value: order, replayed }) => {
            if !replayed {
                count(Metric::OrdersPlaced);
            }
            Ok(Ok(order))
        }
        Err(error) => refusal(error).map(Err),
    }
}

/// The reason why an order was refused; an error when a retry may succeed.
fn refusal(error: AppError) -> Result<String, Failure> {
    match error {
        AppError::InsufficientStock(short) => {
            Ok(short.into_iter().map(|it| it.detail).collect::<Vec<_>>().join("; "))
        }
        AppError::Invalid(faults) => {
            Ok(faults.into_iter().map(|it| it.detail).collect::<Vec<_>>().join("; "))
        }
        other => {
            other.log();
            let Explanation { code, detail, .. } = other.explain();
            let is_final = !code.is_ours() && code != ProblemCode::Conflict;
            if is_final { Ok(detail) } else { Err(detail.into()) }
        }
    }
}

/// Informs the owner once that an occurrence was not placed. Returns `false` when another run is
/// sending the notice.
async fn inform_owner(
    app: &App,
    template: &Template,
    occurrence: Timestamp,
) -> Result<bool, Failure> {
    let outcome = inform_of_occurrence(app, template, occurrence).await;
    match outcome {
        // An owner who cannot be informed delays the template for a limited time only.
        Err(error) if app.now() >= occurrence + PATIENCE => {
            let template = template.id.to_string();
            tracing::error!(%error, template, "the owner of a template could not be notified");
            Ok(true)
        }
        outcome => outcome,
    }
}
