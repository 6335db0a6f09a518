//! Listing members, with the administrators of the deployment's settings first
//! where a list has them.

use docket_domain::{Actor, Member, MemberStatus, Role, SellerId};
use docket_store::{MemberList, Page};

use super::any_member::{AnyMember, administrators};
use crate::{App, AppError, Granted, PageRequest};

/// What a place among the deployment's administrators begins with; no other
/// place does.
const SHOWN: &str = "@";

/// Which members a list has.
#[derive(Debug, Clone, Default)]
pub struct MemberFilter {
    /// Those of this seller.
    pub seller: Option<SellerId>,
    /// Those in this role.
    pub role: Option<Role>,
    /// Those in this status.
    pub status: Option<MemberStatus>,
}

impl MemberFilter {
    /// All that is asked for, as a cursor is bound to it.
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

/// The seller whose members are listed for `actor` who asks for those of
/// `asked`: staff are shown their own seller's, administrators all unless they
/// name one.
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

/// A page of members. A filtered page may be short, even empty, and still have a
/// next one. Whose members may be listed is for [`listed_seller`] to say.
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
    // They come first, and a place among them says how many have been shown.
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

/// The administrators of the deployment's settings, where a list has them, after
/// the first so many.
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
