//! What is known of the drivers of batches.

use docket_domain::{Actor, Batch};

use crate::{App, names::People};

/// The drivers of some batches, for those who are shown their phones: staff and
/// administrators.
pub(crate) async fn drivers<'a>(
    app: &App,
    batches: impl IntoIterator<Item = &'a Batch>,
    who: &[Actor],
) -> People {
    let shown = batches.into_iter().filter(|it| who.iter().any(|actor| actor.manages(&it.seller)));
    app.people(shown.filter_map(|batch| Some(batch.driver.as_ref()?.id.clone()))).await
}
