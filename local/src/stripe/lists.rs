//! Pages of lists, newest record first, and the parameter `expand`, which replaces ids by whole
//! records.

use serde_json::{Value, json};

use super::{
    error::{ApiError, ErrorType},
    form::Form,
    objects::{Account, Charge, Dispute, Event, Intent, Movement, Refund},
    render,
    store::{Stored, Work},
};

/// The maximum and the default number of records of a page.
const PAGE: (u64, u64) = (100, 10);

/// A kind of record that the API shows.
pub trait Shown: Stored {
    /// The name of the record in the API.
    const NAME: &'static str;
    /// The path of its list.
    const PATH: &'static str;

    /// The account that it belongs to.
    fn account(&self) -> &Account;

    /// The record as the API shows it.
    fn show(&self, work: &Work<'_>) -> Value;
}

macro_rules! shown {
    ($($kind:ident $name:literal $path:literal $show:expr;)*) => {$(
        impl Shown for $kind {
            const NAME: &'static str = $name;
            const PATH: &'static str = $path;

            fn account(&self) -> &Account {
                &self.account
            }

            fn show(&self, work: &Work<'_>) -> Value {
                let show: fn(&Self, &Work<'_>) -> Value = $show;
                show(self, work)
            }
        }
    )*};
}

shown! {
    Intent "payment_intent" "/v1/payment_intents" |it, _| render::intent(it);
    Charge "charge" "/v1/charges" |it, _| render::charge(it);
    Refund "refund" "/v1/refunds" |it, _| render::refund(it);
    Dispute "dispute" "/v1/disputes" |it, _| render::dispute(it);
    Movement "balance_transaction" "/v1/balance_transactions" |it, _| render::movement(it);
    Event "event" "/v1/events" |it, work| render::event(it, super::events::waiting(work, &it.id));
}

/// Finds the record of an account that a path names.
///
/// # Errors
///
/// There is no such record, or it belongs to another account.
pub fn find<T: Shown>(work: &Work<'_>, account: &Account, id: &str) -> Result<T, ApiError> {
    let found = work.find::<T>(id).filter(|it| it.account() == account);
    found.ok_or_else(|| ApiError::missing(T::NAME, id))
}

/// A page of the account's records that match `wanted`.
///
/// # Errors
///
/// A parameter is wrong.
pub fn page<T: Shown>(
    work: &Work<'_>,
    account: &Account,
    mut form: Form,
    wanted: impl Fn(&T) -> bool,
) -> Result<Value, ApiError> {
    let (most, usual) = PAGE;
    let limit = form.number("limit")?.unwrap_or(usual);
    if !(1..=most).contains(&limit) {
        let message = format!("Invalid limit: it has to be between 1 and {most}.");
        return Err(ApiError::parameter("limit", message));
    }
    let after = form.text("starting_after")?;
    let before = form.text("ending_before")?;
    form.finish(&["expand", "created"])?;

    let mut records = work.those(|it: &T| it.account() == account);
    records.reverse();
    let place = |id: &str, parameter: &str| {
        let found = records.iter().position(|it| it.id() == id);
        found.ok_or_else(|| ApiError::missing_parameter(T::NAME, id, parameter))
    };
    let from = after.map(|id| place(&id, "starting_after")).transpose()?.map_or(0, |at| at + 1);
    let to = before.as_deref().map(|id| place(id, "ending_before")).transpose()?;
    let between = &records[from..to.unwrap_or(records.len()).max(from)];
    let mut found: Vec<_> = between.iter().filter(|it| wanted(it)).collect();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > limit;
    if to.is_some() {
        // The page that ends at this record, not the first page.
        found.drain(..found.len().saturating_sub(limit));
    } else {
        found.truncate(limit);
    }
    let data: Vec<_> = found.into_iter().map(|it| it.show(work)).collect();
    Ok(json!({"object": "list", "url": T::PATH, "has_more": has_more, "data": data}))
}

/// Replaces ids by whole records, at the paths that `expand` names.
///
/// # Errors
///
/// A path does not lead to an id that can be expanded.
pub fn expand(work: &Work<'_>, shown: &mut Value, paths: &[String]) -> Result<(), ApiError> {
    for path in paths {
        let parts: Vec<_> = path.split('.').collect();
        expand_path(work, shown, &parts).ok_or_else(|| {
            let message = format!("This property cannot be expanded ({path}).");
            ApiError::new(400, ErrorType::InvalidRequest, message).about("expand")
        })?;
    }
    Ok(())
}

fn expand_path(work: &Work<'_>, shown: &mut Value, path: &[&str]) -> Option<()> {
    let Some((name, rest)) = path.split_first() else {
        return Some(());
    };
    match shown {
        Value::Array(items) => items.iter_mut().try_for_each(|it| expand_path(work, it, path)),
        Value::Object(fields) => {
            let field = fields.get_mut(*name)?;
            if let Some(id) = field.as_str() {
                *field = whole(work, id)?;
            }
            if rest.is_empty() { Some(()) } else { expand_path(work, field, rest) }
        }
        // An empty field has no record to show.
        Value::Null => Some(()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn whole(work: &Work<'_>, id: &str) -> Option<Value> {
    fn show<T: Shown>(work: &Work<'_>, id: &str) -> Option<Value> {
        work.find::<T>(id).map(|it| it.show(work))
    }
    show::<Charge>(work, id)
        .or_else(|| show::<Intent>(work, id))
        .or_else(|| show::<Movement>(work, id))
}
