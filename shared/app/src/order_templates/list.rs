//! Listing templates: those of a buyer, or those that a seller has for its customers.

use docket_domain::{Actor, CustomerKey, SellerId, Template};
use docket_store::{Page, StoreError, TemplateList};

use crate::{App, AppError, Caller, Fault, PageRequest};

/// Templates that a caller may list.
#[derive(Debug)]
pub enum SelectedTemplates<'a> {
    /// Templates that a seller has for its customers, listed by its staff or an administrator.
    Kept {
        /// The seller.
        by: SellerId,
        /// The actor who lists them.
        actor: &'a Actor,
    },
    /// Templates of a buyer.
    Own {
        /// The buyer.
        customer: &'a CustomerKey,
        /// Only templates for this seller.
        at: Option<SellerId>,
    },
}

impl<'a> SelectedTemplates<'a> {
    /// The templates that `caller` may list: by the role, else by the contact that this sign-in
    /// proved. `asked` is the seller in the request.
    ///
    /// # Errors
    ///
    /// [`AppError::Unauthenticated`] when the caller did not sign in, [`AppError::Invalid`] for an
    /// administrator who asks for no seller, [`AppError::Forbidden`] for callers who neither manage
    /// the seller nor have proved a contact.
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

    /// The id of the caller in the capacity that may list the templates.
    #[must_use]
    pub fn caller(&self) -> &str {
        match self {
            Self::Kept { actor, .. } => actor.id(),
            Self::Own { customer, .. } => customer.as_str(),
        }
    }

    /// The seller that has the templates, or that a buyer's templates are for.
    #[must_use]
    pub const fn seller(&self) -> Option<&SellerId> {
        match self {
            Self::Kept { by, .. } => Some(by),
            Self::Own { at, .. } => at.as_ref(),
        }
    }
}

/// A page of templates, the newest first. A page of a buyer's templates for one seller may be short
/// and still have a next page.
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
