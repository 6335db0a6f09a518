//! Changing and deleting templates.

use std::ops::ControlFlow::{Break, Continue};

use docket_domain::{Actor, Stamp, Template, TemplateChange, TemplateId};
use docket_store::{Saved, StoredTemplate};

use super::{
    draft::TemplateEdit,
    read::{check, own_template},
};
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// Changes a template that the caller has read, or pauses or resumes its schedule. Returns the
/// changed template.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`]; the refusal of an order from the template, if one were placed
/// now.
pub async fn update_template<'a>(
    app: &App,
    found: (StoredTemplate, &'a Actor),
    who: &'a [Actor],
    expected: &ExpectedVersion,
    edit: &TemplateEdit,
) -> Result<Template, AppError> {
    let id = found.0.template.id;
    let read = || own_template(app, id, who);
    retry_reading(found, read, |(old, actor)| async move {
        let stamp = app.stamp()?;
        expected.check(old.template.version)?;
        let new = changed(app, &old.template, edit, (actor, &stamp)).await?;
        if new == old.template {
            return Ok(Break(new));
        }
        Ok(match app.store.save_template(&old, &new).await? {
            Saved::Done => Break(new),
            Saved::Stale => Continue(()),
        })
    })
    .await
}

async fn changed(
    app: &App,
    old: &Template,
    edit: &TemplateEdit,
    (actor, stamp): (&Actor, &Stamp),
) -> Result<Template, AppError> {
    let change = TemplateChange {
        name: edit.name.clone(),
        draft: edit.draft.of(&old.draft),
        plan: edit.schedule.as_ref().try_map(|wish| wish.plan(stamp.now))?,
        paused: edit.paused,
    };
    let new = old.apply(&change, stamp)?;
    if let Some(draft) = &change.draft {
        check(app, draft, actor, stamp).await?;
    }
    Ok(new)
}

/// Deletes a template with its schedule. Orders that were placed from it are not changed.
///
/// # Errors
///
/// [`AppError::NotFound`]; [`AppError::PreconditionFailed`].
pub async fn delete_template(
    app: &App,
    id: TemplateId,
    who: &[Actor],
    expected: &ExpectedVersion,
) -> Result<(), AppError> {
    let found = own_template(app, id, who).await?;
    let read = || own_template(app, id, who);
    retry_reading(found, read, |(StoredTemplate { template, .. }, _)| async move {
        expected.check(template.version)?;
        let token = app.stamp()?.change;
        Ok(match app.store.delete_template(&template, token.as_str()).await? {
            Saved::Done => Break(()),
            Saved::Stale => Continue(()),
        })
    })
    .await
}
