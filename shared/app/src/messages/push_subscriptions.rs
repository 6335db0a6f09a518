//! Push subscriptions: the browsers that show a person's notices.

use docket_domain::{CustomerKey, PushEndpoint, PushPart, PushSubscription};
use docket_platform::push::is_p256_point;

use crate::{App, AppError, Caller, Faults};

/// The key that a caller's subscriptions are stored under: the contact that this sign-in proved,
/// whatever the role. A session without a contact began before tokens contained contacts.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in, or the session has no contact.
pub fn subscriber(caller: &Caller) -> Result<&CustomerKey, AppError> {
    caller.contact().ok_or(AppError::Unauthenticated)
}

/// Reads a subscription in the form that a browser creates. Adds everything that is wrong with it
/// to `faults`.
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

/// Stores a subscription of a person. A person has at most ten; the oldest is deleted. Storing an
/// equal subscription again changes nothing.
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

/// Deletes a subscription of a person. A missing one is no error.
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
