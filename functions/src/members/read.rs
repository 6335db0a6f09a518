//! What the requests about members have in common.

use docket_domain::{Contact, CustomerKey, Email, Grant, Phone, Role, SellerId};

use crate::{
    App,
    http::{ApiError, FieldError},
};

pub fn role(name: &str) -> Result<Role, FieldError> {
    let detail = "must be seller, driver or admin";
    Role::from_name(name).ok_or_else(|| FieldError::at("/role", detail))
}

pub fn seller(id: &str) -> Result<SellerId, FieldError> {
    id.parse().map_err(|error| FieldError::at("/sellerId", error))
}

pub fn phone(number: &str) -> Result<Phone, FieldError> {
    number.parse().map_err(|error| FieldError::at("/phone", error))
}

pub fn email(address: &str) -> Result<Email, FieldError> {
    address.parse().map_err(|error| FieldError::at("/email", error))
}

/// Refuses a grant for a seller that does not exist.
pub async fn check_seller(app: &App, grant: &Grant) -> Result<(), ApiError> {
    if let Some(id) = grant.seller()
        && app.store.seller(id).await?.is_none()
    {
        return Err(FieldError::at("/sellerId", "there is no such seller").into());
    }
    Ok(())
}

/// The keys of addresses; the phone of the deployment's administrator is
/// taken, although nobody is listed with it.
pub fn aliases(app: &App, contacts: &[Contact]) -> Result<Vec<CustomerKey>, ApiError> {
    if let Some(at) = contacts.iter().position(|contact| app.is_admin(contact)) {
        return Err(taken(contacts, at));
    }
    contacts.iter().map(|contact| app.customer_key(contact)).collect()
}

/// The refusal of an address that is another member's.
pub fn taken(contacts: &[Contact], at: usize) -> ApiError {
    ApiError::Taken(match contacts.get(at) {
        Some(Contact::Phone(_)) => FieldError::at("/phone", "the phone is another member's"),
        Some(Contact::Email(_)) | None => {
            FieldError::at("/email", "the e-mail address is another member's")
        }
    })
}
