//! Listing members. Lists that include administrators begin with those of the deployment's
//! settings.

use docket_domain::{Actor, Member, MemberStatus, Role, SellerId};
use docket_store::{MemberList, Page};

use super::any_member::{AnyMember, administrators};
use crate::{App, AppError, Granted, PageRequest};

/// The prefix of positions among the deployment's administrators. No other position has it.
const SHOWN: &str = "@";

/// Which members are listed.
#[derive(Debug, Clone, Default)]
pub struct MemberFilter {
    /// Members of this seller.
    pub seller: Option<SellerId>,
    /// Members with this role.
    pub role: Option<Role>,
    /// Members in this status.
    pub status: Option<MemberStatus>,
}

impl MemberFilter {
    /// All parts of the filter, which cursors are bound to.
    #[must_use]
    pub fn parts(&self) -> [&str; 3] {
        let Self { seller, role, status } = self;
        [
            seller.as_ref().map_or("", SellerId::as_str),
            role.map_or("", Role::name),
            status.map_or("", MemberStatus::name),
        ]
    }

    fn list(&self) -> MemberList<'_> {
        match (&self.seller, self.role) {
            (Some(seller), _) => MemberList::Of(seller),
            (None, Some(Role::Admin)) => MemberList::Admins,
            (None, _) => MemberList::All,
        }
    }

    fn has(&self, role: Role, status: MemberStatus) -> bool {
        self.role.is_none_or(|it| it == role) && self.status.is_none_or(|it| it == status)
    }
}

/// The seller whose members `actor` is shown. `asked` is the seller in the request. Staff are shown
/// their own seller's members; administrators are shown all (`None`) unless they ask for one
/// seller.
///
/// # Errors
///
/// [`AppError::Forbidden`] for a seller that `actor` does not manage.
pub fn listed_seller(asked: Option<SellerId>, actor: &Actor) -> Result<Option<SellerId>, AppError> {
    match (asked, actor) {
        (Some(seller), _) if !actor.manages(&seller) => Err(AppError::Forbidden),
        (None, Actor::Seller { seller, .. }) => Ok(Some(seller.clone())),
        (asked, _) => Ok(asked),
    }
}

/// A page of members. A filtered page may be short, even empty, and still have a next page.
/// [`listed_seller`] checks whose members may be listed.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer, [`AppError::Key`] when
/// this function was not given the id key.
pub async fn list_members(
    app: &App,
    _: &Granted,
    filter: &MemberFilter,
    requested: &PageRequest<'_>,
) -> Result<Page<AnyMember>, AppError> {
    // The deployment's administrators come first. A position among them is the number of those that
    // were shown.
    let (before, place) = match requested.after().map(|it| (it.strip_prefix(SHOWN), it)) {
        Some((None, place)) => (None, Some(place)),
        Some((Some(shown), _)) => (Some(shown.parse().unwrap_or(0)), None),
        None => (Some(0), None),
    };
    let mut items = match before {
        Some(before) => of_deployment(app, filter, before)?,
        None => Vec::new(),
    };
    let (shown, most) = (items.len(), requested.limit() as usize);
    if shown >= most && shown > 0 {
        items.truncate(most);
        let next = Some(format!("{SHOWN}{}", before.unwrap_or(0) + most));
        return Ok(Page { items, next });
    }
    let left = u32::try_from(most - shown).unwrap_or(1);
    let page = app.store.members(filter.list(), place, left).await?;
    let fits = |it: &Member| filter.has(it.grant.role(), it.status());
    let stored = page.items.into_iter().filter(fits);
    items.extend(stored.map(|member| AnyMember::Stored(Box::new(member))));
    Ok(Page { items, next: page.next })
}

/// The administrators of the deployment's settings that the list includes, without those that were
/// shown already.
fn of_deployment(
    app: &App,
    filter: &MemberFilter,
    before: usize,
) -> Result<Vec<AnyMember>, AppError> {
    let listed = match filter.list() {
        MemberList::All | MemberList::Admins => true,
        MemberList::Of(_) => false,
    };
    if !listed || !filter.has(Role::Admin, MemberStatus::Accepted) {
        return Ok(Vec::new());
    }
    let left = administrators(app)?.into_iter().skip(before);
    Ok(left.map(|(id, contact)| AnyMember::OfDeployment(id, contact)).collect())
}
