//! Listing templates: a buyer's own, or those that a seller keeps for its
//! customers.

use docket_domain::{Actor, CustomerKey, SellerId, Template};
use docket_store::{Page, StoreError, TemplateList};

use crate::{App, AppError, Caller, Fault, PageRequest};

/// Templates that somebody may list.
#[derive(Debug)]
pub enum SelectedTemplates<'a> {
    /// Those that a seller keeps, listed by one of its staff or an administrator.
    Kept {
        /// Who keeps them.
        by: SellerId,
        /// Who lists them.
        actor: &'a Actor,
    },
    /// A buyer's own.
    Own {
        /// The buyer.
        customer: &'a CustomerKey,
        /// Those for this seller alone.
        at: Option<SellerId>,
    },
}

impl<'a> SelectedTemplates<'a> {
    /// The templates that `caller`, who asks for those of a seller, may list: by
    /// role, then by the contact that this sign-in proved.
    ///
    /// # Errors
    ///
    /// [`AppError::Unauthenticated`] when the caller did not sign in,
    /// [`AppError::Invalid`] for an administrator who names no seller,
    /// [`AppError::Forbidden`] for those who neither manage the seller nor have
    /// proven a contact.
    pub fn by(caller: &'a Caller, asked: Option<SellerId>) -> Result<Self, AppError> {
        match (caller.signed_in()?, asked, caller.contact()) {
            (actor @ Actor::Seller { seller, .. }, None, _) => {
                Ok(Self::Kept { by: seller.clone(), actor })
            }
            (Actor::Admin(_), None, _) => Err(Fault::parameter("sellerId", "is required").into()),
            (actor, Some(seller), _) if actor.manages(&seller) => {
                Ok(Self::Kept { by: seller, actor })
            }
            (_, asked, Some(customer)) => Ok(Self::Own { customer, at: asked }),
            (_, _, None) => Err(AppError::Forbidden),
        }
    }

    /// The id of who lists them, in the capacity in which they may.
    #[must_use]
    pub fn caller(&self) -> &str {
        match self {
            Self::Kept { actor, .. } => actor.id(),
            Self::Own { customer, .. } => customer.as_str(),
        }
    }

    /// The seller that keeps the templates, or that a buyer's templates are for.
    #[must_use]
    pub const fn seller(&self) -> Option<&SellerId> {
        match self {
            Self::Kept { by, .. } => Some(by),
            Self::Own { at, .. } => at.as_ref(),
        }
    }
}

/// A page of templates, the newest first. Of a buyer's own for one seller it may be
/// short, and still have a next one.
///
/// # Errors
///
/// [`StoreError`] when the table does not answer.
pub async fn list_templates(
    app: &App,
    selected: &SelectedTemplates<'_>,
    requested: &PageRequest<'_>,
) -> Result<Page<Template>, StoreError> {
    let list = match selected {
        SelectedTemplates::Kept { by, .. } => TemplateList::Seller(by),
        SelectedTemplates::Own { customer, .. } => TemplateList::Customer(customer),
    };
    let mut page = app.store.templates(list, requested.after(), requested.limit()).await?;
    let seller = selected.seller();
    page.items.retain(|it| seller.is_none_or(|seller| it.draft.seller == *seller));
    Ok(page)
}
