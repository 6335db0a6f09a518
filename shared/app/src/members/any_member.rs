//! Members, whether they are stored or follow from the deployment's settings.

use docket_domain::{Contact, Member, MemberId};

use crate::{App, AppError};

/// A member as lists have them.
#[derive(Debug, Clone)]
pub enum AnyMember {
    /// Somebody who was invited.
    Stored(Box<Member>),
    /// An administrator of the deployment's settings, who is stored nowhere: the
    /// id follows from the contact.
    OfDeployment(MemberId, Contact),
}

/// The administrators of the deployment's settings, each with the member id that
/// follows from the contact.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the id key.
pub(super) fn administrators(app: &App) -> Result<Vec<(MemberId, Contact)>, AppError> {
    let with_id = |contact: Contact| Ok((app.admin_id(&app.customer_key(&contact)?)?, contact));
    app.settings.admins().map(with_id).collect()
}
