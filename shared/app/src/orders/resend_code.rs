//! Sending another code for an order that waits for one.

use std::ops::ControlFlow;

use docket_domain::{Contact, ContactState, Half, Hold, NONCE_BYTES, OrderId, SendRefusal};
use docket_platform::random;
use docket_store::Saved;
use jiff::Timestamp;

use super::leading_order::leading;
use crate::{App, AppError, ExpectedVersion, NetworkSource, retry::retry_on_stale};

/// Sends another code for an order, or for all orders of its checkout. Returns the time until which
/// the code is valid. The former code becomes invalid, and the order's hold is not extended.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is no such order; [`AppError::PreconditionFailed`] when it
/// does not have an expected version; [`AppError::Refused`] when it waits for no code;
/// [`AppError::Send`] when the request comes too soon or too often; [`AppError::Conflict`] when
/// concurrent requests changed it during every try.
pub async fn resend_code(
    app: &App,
    id: OrderId,
    expected: &ExpectedVersion,
    source: &NetworkSource,
) -> Result<Timestamp, AppError> {
    retry_on_stale((), |()| async move {
        let stamp = app.stamp()?;
        let order = app.store.find_order(id).await?.ok_or(AppError::NotFound)?;
        expected.check(order.version)?;
        order.may_verify(&stamp)?;
        let order = match order.hold {
            Some(hold) if hold.is_by_another() => {
                leading(app, &order, &stamp).await?.unwrap_or(order)
            }
            Some(_) | None => order,
        };
        let Some(hold) = &order.hold else { return Err(AppError::Conflict) };
        let next = next(hold, random()?, stamp.now)?;
        let key = &order.customer.key;
        let phone = Contact::Phone(order.customer.phone.clone());
        let budget = app.budget(source, Half::General, &phone, stamp.now)?;
        let asked = app.store.asked(key, Half::General, None, &budget).await?;
        asked.budget?;
        let old = asked.contact;
        let new = || ContactState::new(key.clone(), Half::General, phone);
        let state = old.clone().unwrap_or_else(new);
        let counted = state.count_code(&app.settings.codes, stamp.now)?;
        let contact = (old.as_ref(), &counted);
        let token = stamp.change.as_str();
        let saved = app.store.resend(&order, &next, contact, &budget, token, stamp.now).await?;
        Ok(match saved {
            Saved::Done => ControlFlow::Break(next.ends_at),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}

/// The hold with its next code. It is refused too soon after the last code, or after too many
/// codes.
fn next(hold: &Hold, nonce: [u8; NONCE_BYTES], now: Timestamp) -> Result<Hold, SendRefusal> {
    if hold.is_spent() {
        return Err(SendRefusal::TooMany { retry_after: hold.ends_at.duration_since(now) });
    }
    match hold.send.wait(now) {
        Some(retry_after) => Err(SendRefusal::TooMany { retry_after }),
        None => Ok(Hold { send: hold.send.next(nonce, now), ..*hold }),
    }
}
