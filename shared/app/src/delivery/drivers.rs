//! Names and phones of the drivers of batches.

use docket_domain::{Actor, Batch};

use crate::{App, names::People};

/// The drivers of those batches whose seller the caller manages. Only staff and administrators are
/// shown drivers' phones.
pub(crate) async fn drivers<'a>(
    app: &App,
    batches: impl IntoIterator<Item = &'a Batch>,
    who: &[Actor],
) -> People {
    let shown = batches.into_iter().filter(|it| who.iter().any(|actor| actor.manages(&it.seller)));
    app.people(shown.filter_map(|batch| Some(batch.driver.as_ref()?.id.clone()))).await
}
