//! Members, and the contacts by which they sign in.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use docket_domain::{CustomerKey, Member, MemberId, SellerId, Stamp};
use futures_util::future::try_join_all;

use crate::{
    Page, RequestMark, Store, StoreError,
    records::{MemberRecord, StoredMember, item, read},
    table::{
        Cancelled, Expression, Outcome, create_action, delete_action, keys, number, number_in,
        remove_action, text, update_action,
    },
};

/// The outcome of creating a member.
#[derive(Debug)]
pub enum MemberOutcome {
    /// The member was created.
    Created,
    /// The id is taken, by an earlier try of this request or by another request.
    Exists(Box<StoredMember>),
}

/// The outcome of a change of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberCommit {
    /// The change was committed.
    Done,
    /// A concurrent change was faster. The caller must read and decide again.
    Stale,
}

/// The identity that signs in with a contact.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The epoch of the contact's tokens; signing out everywhere raises it.
    pub epoch: u32,
    /// The member whose invitation the holder accepted, disabled or not. The caller must check that
    /// the member still has the contact, because the member may have changed during the read.
    pub member: Option<Member>,
}

/// A decided change of a member.
#[derive(Debug)]
pub struct MemberUpdate<'a> {
    /// The member before.
    pub old: &'a Member,
    /// The member after.
    pub new: &'a Member,
    /// The contacts that are invited to be this member.
    pub invited: &'a [CustomerKey],
    /// The contacts that no longer sign in as this member.
    pub dropped: &'a [CustomerKey],
    /// The contacts whose invitation is withdrawn.
    pub withdrawn: &'a [CustomerKey],
    /// The time and the name of the change.
    pub stamp: &'a Stamp,
}

/// Which members are listed.
#[derive(Debug, Clone, Copy)]
pub enum MemberList<'a> {
    /// A seller's staff and drivers.
    Of(&'a SellerId),
    /// The administrators.
    Admins,
    /// Everybody.
    All,
}

impl Store {
    /// Who signs in with a contact, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn identity(&self, contact: &CustomerKey) -> Result<Identity, StoreError> {
        let pk = keys::contact(contact);
        let wanted = [(pk.clone(), keys::MEMBER), (pk, keys::CONTACT_EPOCH)];
        let found = self.batch_get(wanted).await?;
        let of = |kind| found.iter().find(|item| text(item, keys::SK) == Some(kind));
        let epoch = of(keys::CONTACT_EPOCH).and_then(|item| number_in(item, "ep")).unwrap_or(0);
        let id: Option<MemberId> =
            of(keys::MEMBER).and_then(|alias| text(alias, "id")?.parse().ok());
        let member = match id {
            Some(id) => self.member(&id).await?,
            None => None,
        };
        Ok(Identity { epoch, member })
    }

    /// The member with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn member(&self, id: &MemberId) -> Result<Option<Member>, StoreError> {
        let found = self.get(keys::member(id), keys::MEMBER, true).await?;
        found.map(read::<MemberRecord, _>).transpose()
    }

    /// Those of some members that exist, with one eventually consistent read for each. It is used
    /// for showing names.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn members_named(&self, ids: &[MemberId]) -> Result<Vec<Member>, StoreError> {
        let read_one = async |id: &MemberId| {
            let found = self.get(keys::member(id), keys::MEMBER, false).await?;
            found.map(read::<MemberRecord, Member>).transpose()
        };
        let found = try_join_all(ids.iter().map(read_one)).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Creates a member. The `accepted` contacts sign in as the member immediately (used by the
    /// demo); the `invited` ones do when their holder accepts.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or an accepted contact belongs to another
    /// member.
    pub async fn create_member(
        &self,
        stored: &StoredMember,
        accepted: &[CustomerKey],
        invited: &[CustomerKey],
        token: &str,
    ) -> Result<MemberOutcome, StoreError> {
        let member = &stored.member;
        let mut actions = vec![create_action(self.table(), item(&MemberRecord::new(stored))?)?];
        for alias in accepted {
            actions.push(self.alias_action(alias, &member.id)?);
        }
        for contact in invited {
            actions.extend(self.invite(contact, member, member.created_at).await?);
        }
        let outcomes = match self.transact(actions, token).await {
            Ok(()) => return Ok(MemberOutcome::Created),
            Err(Cancelled::Other(error)) => return Err(error),
            Err(Cancelled::Conditions(outcomes)) => outcomes,
        };
        match outcomes.into_iter().next() {
            Some(Outcome::Failed(Some(found))) => {
                Ok(MemberOutcome::Exists(Box::new(read::<MemberRecord, _>(found)?)))
            }
            Some(Outcome::Failed(None) | Outcome::Held) | None => {
                Err(StoreError::Unavailable("a contact is another member's".to_owned()))
            }
        }
    }

    /// Commits a change of a member together with its aliases and invitations, and revokes the
    /// member's tokens if the change requires it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn update_member(
        &self,
        update: &MemberUpdate<'_>,
    ) -> Result<MemberCommit, StoreError> {
        let MemberUpdate { old, new, invited, dropped, withdrawn, stamp } = *update;
        let mut actions = vec![self.member_action(old, new)?];
        for contact in invited {
            actions.extend(self.invite(contact, new, stamp.now).await?);
        }
        for alias in dropped {
            let id = AttributeValue::S(new.id.to_string());
            let pk = keys::contact(alias);
            actions.push(delete_action(self.table(), pk, keys::MEMBER, "id", id)?);
        }
        for contact in withdrawn {
            let pk = keys::contact(contact);
            actions.push(remove_action(self.table(), pk, &keys::invitation(&new.id))?);
        }
        if new.epoch != old.epoch {
            actions.push(self.member_revocation(&new.id, new.epoch, stamp.now)?);
        }
        match self.transact(actions, stamp.change.as_str()).await {
            Ok(()) => Ok(MemberCommit::Done),
            Err(Cancelled::Conditions(_)) => Ok(MemberCommit::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The action that changes a member under its optimistic lock.
    pub(crate) fn member_action(
        &self,
        old: &Member,
        new: &Member,
    ) -> Result<TransactWriteItem, StoreError> {
        // The request's mark never changes, so any value is right here.
        let mark = RequestMark { caller: [0; 16], body: [0; 16] };
        let record = |member: &Member| {
            item(&MemberRecord::new(&StoredMember { member: member.clone(), mark }))
        };
        let mut expression = Expression::between(&record(old)?, &record(new)?);
        expression.only_if("v", "=", number(old.version));
        update_action(self.table(), keys::member(&new.id), keys::MEMBER, expression)
    }

    /// A page of members, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn members(
        &self,
        list: MemberList<'_>,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Member>, StoreError> {
        let (index, partition) = match list {
            MemberList::Of(seller) => (keys::SELLER_INDEX, keys::members_of(seller)),
            MemberList::Admins => (keys::SELLER_INDEX, keys::ADMINS.to_owned()),
            MemberList::All => (keys::ALL_INDEX, keys::MEMBERS.to_owned()),
        };
        let sorts = self.page_of_keys(index, partition, after, limit, true, member_key).await?;
        let mut items: Vec<Member> = Vec::new();
        for item in self.batch_get(sorts.items.iter().filter_map(|it| member_key(it))).await? {
            items.push(read::<MemberRecord, _>(item)?);
        }
        // The index is eventually consistent, and a former member must not be shown.
        items.retain(|member| match list {
            MemberList::Of(seller) => member.grant.seller() == Some(seller),
            MemberList::Admins => member.grant.seller().is_none(),
            MemberList::All => true,
        });
        items.sort_by_key(|member| (member.created_at, member.id.clone()));
        Ok(Page { items, next: sorts.next })
    }
}

fn member_key(sort: &str) -> Option<(String, &'static str)> {
    Some((keys::member(&keys::id_in(sort)?.parse().ok()?), keys::MEMBER))
}
