//! The stored form of a seller's targets for accepting orders and for their time in a status. It is
//! in the seller's item and in those of its orders.

use docket_domain::{Lifecycle, Priority, Status, StatusTargets, Targets, Term, Terms};

use super::Malformed;

/// Minutes to accept, minutes from the alert to the rejection, 0 for none; then the targets that
/// replace the lifecycle's, if there are any.
pub(super) type TermsRecord = (u32, u32, Option<Vec<TargetsRecord>>);
/// A status and its minutes by priority, 0 for none.
pub(super) type TargetsRecord = (String, [u32; 4]);

fn minutes(term: Option<Term>) -> u32 {
    term.map_or(0, Term::minutes)
}

fn term(minutes: u32) -> Result<Option<Term>, Malformed> {
    let term = (minutes > 0).then(|| Term::new(minutes)).transpose();
    term.map_err(|error| Malformed::new("te", error))
}

/// The record; `None` when the seller has no targets, as for most orders.
pub(super) fn terms_record(terms: &Terms) -> Option<TermsRecord> {
    let Terms { accept_within, reject_after, targets } = terms;
    let row = |row: &StatusTargets| (row.status.name.to_owned(), row.targets.all().map(minutes));
    let targets = targets.as_ref().map(|rows| rows.iter().map(row).collect());
    (*terms != Terms::default()).then(|| (minutes(*accept_within), minutes(*reject_after), targets))
}

/// The terms for orders of `lifecycle`. A target for a status that it no longer has is left out, so
/// that a new version of a lifecycle does not make its sellers unreadable.
pub(super) fn terms(
    record: Option<TermsRecord>,
    lifecycle: &'static Lifecycle,
) -> Result<Terms, Malformed> {
    let Some((accept_within, reject_after, targets)) = record else { return Ok(Terms::default()) };
    let row = |(name, minutes): TargetsRecord| {
        let mut terms = [None; Priority::ALL.len()];
        for (own, minutes) in terms.iter_mut().zip(minutes) {
            *own = term(minutes)?;
        }
        let targets = Targets::new(terms);
        Ok(lifecycle.status(&name).map(|status| StatusTargets { status, targets }))
    };
    let rows =
        |rows: Vec<TargetsRecord>| rows.into_iter().filter_map(|it| row(it).transpose()).collect();
    Ok(Terms {
        accept_within: term(accept_within)?,
        reject_after: term(reject_after)?,
        targets: targets.map(rows).transpose()?,
    })
}

/// Statuses by their names.
pub(super) fn statuses(
    names: &[String],
    lifecycle: &'static Lifecycle,
) -> Result<Vec<&'static Status>, Malformed> {
    let status = |name: &String| lifecycle.status(name);
    let unknown = || Malformed::new("ms", "not a status of the lifecycle");
    names.iter().map(|name| status(name).ok_or_else(unknown)).collect()
}
