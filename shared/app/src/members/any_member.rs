//! Members, both stored ones and those of the deployment's settings.

use docket_domain::{Contact, Member, MemberId};

use crate::{App, AppError};

/// A member in a list.
#[derive(Debug, Clone)]
pub enum AnyMember {
    /// A member who was invited.
    Stored(Box<Member>),
    /// An administrator of the deployment's settings, who is not stored. The id is derived from the
    /// contact.
    OfDeployment(MemberId, Contact),
}

/// The administrators of the deployment's settings, each with the member id that is derived from
/// the contact.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the id key.
pub(super) fn administrators(app: &App) -> Result<Vec<(MemberId, Contact)>, AppError> {
    let with_id = |contact: Contact| Ok((app.admin_id(&app.customer_key(&contact)?)?, contact));
    app.settings.admins().map(with_id).collect()
}
