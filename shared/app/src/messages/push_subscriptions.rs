//! The browsers that a person is sent messages in.

use docket_domain::{CustomerKey, PushEndpoint, PushPart, PushSubscription};
use docket_platform::push::is_p256_point;

use crate::{App, AppError, Caller, Faults};

/// Whose subscriptions a caller keeps: those of the contact that this sign-in proved, whatever the
/// role. Sessions without one are older than contacts in tokens.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in, or by no contact.
pub fn subscriber(caller: &Caller) -> Result<&CustomerKey, AppError> {
    caller.contact().ok_or(AppError::Unauthenticated)
}

/// Reads a subscription as a browser hands it over; all that is wrong with it is among the faults.
pub fn read_push_subscription(
    app: &App,
    (endpoint, p256dh, auth): (&str, &str, &str),
    faults: &mut Faults,
) -> Option<PushSubscription> {
    let place = |part: PushPart| match part {
        PushPart::Endpoint => "/endpoint",
        PushPart::P256dh => "/keys/p256dh",
        PushPart::Auth => "/keys/auth",
    };
    match PushSubscription::parse(&app.push.origins, endpoint, p256dh, auth) {
        Ok(read) if is_p256_point(read.p256dh()) => Some(read),
        Ok(_) => {
            faults.add(place(PushPart::P256dh), "must be a valid public key of the curve P-256");
            None
        }
        Err(found) => {
            for fault in found {
                faults.add(place(fault.part()), &fault);
            }
            None
        }
    }
}

/// Keeps a subscription of a person, of ten at most: the oldest goes. The same one again changes
/// nothing.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn keep_push_subscription(
    app: &App,
    person: &CustomerKey,
    subscription: &PushSubscription,
) -> Result<(), AppError> {
    let stamp = app.stamp()?;
    Ok(app.store.keep_push_subscription(person, subscription, &stamp).await?)
}

/// Deletes a subscription of a person, whether it is there or not.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn delete_push_subscription(
    app: &App,
    person: &CustomerKey,
    endpoint: &PushEndpoint,
) -> Result<(), AppError> {
    let token = app.stamp()?.change;
    Ok(app.store.delete_push_subscription(person, endpoint, token.as_str()).await?)
}
