//! Members, and the aliases that they sign in by.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use docket_domain::{Contact, CustomerKey, Member, MemberId, SellerId, Stamp};

use crate::{
    Page, RequestMark, Store, StoreError,
    actions::{create_action, delete_action, update_action},
    changes::Expression,
    db::{Cancelled, Outcome, key, number, text},
    keys,
    records::{MemberRecord, StoredMember, item, read},
};

/// What became of a member to be added.
#[derive(Debug)]
pub enum MemberOutcome {
    /// They are there now.
    Created,
    /// The id was taken: by the same request earlier, or by another's.
    Exists(Box<StoredMember>),
    /// The alias with this number belongs to another member.
    AliasTaken(usize),
}

/// What became of a change of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberCommit {
    /// It is committed.
    Done,
    /// Somebody else changed the member first: read and decide again.
    Stale,
    /// The added alias with this number belongs to another member.
    AliasTaken(usize),
}

/// A change of a member, as it was decided.
#[derive(Debug)]
pub struct MemberUpdate<'a> {
    /// The member before.
    pub old: &'a Member,
    /// The member after.
    pub new: &'a Member,
    /// The addresses that are new.
    pub added: &'a [CustomerKey],
    /// The addresses that are gone.
    pub dropped: &'a [CustomerKey],
    /// When, and under which name.
    pub stamp: &'a Stamp,
}

/// Which members a list is of.
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
    /// The member who signs in with this address, if there is one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn member_by_contact(
        &self,
        contact: &Contact,
        alias: &CustomerKey,
    ) -> Result<Option<Member>, StoreError> {
        let Some(alias) = self.get(keys::contact(alias), keys::MEMBER, true).await? else {
            return Ok(None);
        };
        let id: Option<MemberId> = text(&alias, "id").and_then(|id| id.parse().ok());
        let Some(id) = id else { return Ok(None) };
        // The address may have been taken away between the two reads.
        let member = self.member(&id).await?;
        Ok(member.filter(|member| member.addresses.has(contact)))
    }

    /// The member with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn member(&self, id: &MemberId) -> Result<Option<Member>, StoreError> {
        let found = self.get(keys::member(id), keys::MEMBER, true).await?;
        found.map(read::<MemberRecord, _>).transpose()
    }

    /// Adds a member who signs in with `aliases`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_member(
        &self,
        stored: &StoredMember,
        aliases: &[CustomerKey],
        token: &str,
    ) -> Result<MemberOutcome, StoreError> {
        let mut actions = vec![create_action(self.table(), item(&MemberRecord::new(stored))?)?];
        for alias in aliases {
            actions.push(self.alias_action(alias, &stored.member.id)?);
        }
        let outcomes = match self.transact(actions, token).await {
            Ok(()) => return Ok(MemberOutcome::Created),
            Err(Cancelled::Other(error)) => return Err(error),
            Err(Cancelled::Conditions(outcomes)) => outcomes,
        };
        let failed = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_));
        let taken = outcomes.iter().skip(1).position(failed);
        match (outcomes.into_iter().next(), taken) {
            (Some(Outcome::Failed(Some(found))), _) => {
                Ok(MemberOutcome::Exists(Box::new(read::<MemberRecord, _>(found)?)))
            }
            (_, Some(alias)) => Ok(MemberOutcome::AliasTaken(alias)),
            (_, None) => Err(StoreError::Unavailable("a condition without its item".to_owned())),
        }
    }

    /// Commits a change of a member: moves the aliases along, and voids the
    /// member's tokens when the change does.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn update_member(
        &self,
        update: &MemberUpdate<'_>,
    ) -> Result<MemberCommit, StoreError> {
        let MemberUpdate { old, new, added, dropped, stamp } = *update;
        // The request's mark never changes, so any does.
        let mark = RequestMark { caller: [0; 16], body: [0; 16] };
        let record = |member: &Member| {
            item(&MemberRecord::new(&StoredMember { member: member.clone(), mark }))
        };
        let mut expression = Expression::between(&record(old)?, &record(new)?);
        expression.only_if("v", "=", number(old.version));
        let pk = keys::member(&new.id);
        let mut actions = vec![update_action(self.table(), pk, keys::MEMBER, expression)?];
        for alias in added {
            actions.push(self.alias_action(alias, &new.id)?);
        }
        for alias in dropped {
            let id = AttributeValue::S(new.id.to_string());
            let pk = keys::contact(alias);
            actions.push(delete_action(self.table(), pk, keys::MEMBER, "id", id)?);
        }
        if new.epoch != old.epoch {
            actions.push(self.member_revocation(&new.id, new.epoch, stamp.now)?);
        }
        let outcomes = match self.transact(actions, stamp.change.as_str()).await {
            Ok(()) => return Ok(MemberCommit::Done),
            Err(Cancelled::Other(error)) => return Err(error),
            Err(Cancelled::Conditions(outcomes)) => outcomes,
        };
        let failed = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_));
        if outcomes.first().is_some_and(failed) {
            return Ok(MemberCommit::Stale);
        }
        let taken = outcomes.iter().skip(1).take(added.len()).position(failed);
        Ok(taken.map_or(MemberCommit::Stale, MemberCommit::AliasTaken))
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
        // The index may be a moment behind, and who left is nobody's business.
        items.retain(|member| match list {
            MemberList::Of(seller) => member.grant.seller() == Some(seller),
            MemberList::Admins => member.grant.seller().is_none(),
            MemberList::All => true,
        });
        items.sort_by_key(|member| (member.created_at, member.id.clone()));
        Ok(Page { items, next: sorts.next })
    }

    fn alias_action(
        &self,
        alias: &CustomerKey,
        member: &MemberId,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut item = key(keys::contact(alias), keys::MEMBER);
        item.insert("id".to_owned(), AttributeValue::S(member.to_string()));
        create_action(self.table(), item)
    }
}

fn member_key(sort: &str) -> Option<(String, &'static str)> {
    Some((keys::member(&keys::id_in(sort)?.parse().ok()?), keys::MEMBER))
}
