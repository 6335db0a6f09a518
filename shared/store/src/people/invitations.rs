//! Invitations to become a member. They are stored in the partition of their contact. The holder of
//! the contact accepts one in a transaction.
//!
//! Inviting a contact does not change who signs in with it. Only accepting writes the alias by
//! which a contact signs in as a member.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use docket_domain::{ChangeId, CustomerKey, Member, MemberId, SellerId, Stamp};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, Store, StoreError,
    table::{
        Cancelled, Outcome, create_action, delete_action, key, keys, number, number_in, put_action,
        text,
    },
};

/// How long an invitation can be accepted.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most invitations of a contact. Further ones are not written, so that nobody can flood a
/// stranger with them.
const MOST: usize = 20;

/// An invitation to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The member that its holder becomes.
    pub member: MemberId,
    /// The seller; absent for administrators.
    pub seller: Option<SellerId>,
    /// When it was made.
    pub at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// The outcome of accepting an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptance {
    /// The contact now signs in as the member.
    Done,
    /// The contact signs in as another member.
    Elsewhere,
    /// The member or the invitation changed meanwhile. The caller must read and decide again.
    Stale,
}

impl Store {
    /// The invitations of a contact that can be accepted at `now`, the oldest first, with strongly
    /// consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn invitations(
        &self,
        contact: &CustomerKey,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError> {
        let items = self.partition(keys::contact(contact), Some(keys::INVITATION)).await?;
        let mut open: Vec<_> =
            items.iter().filter_map(read).filter(|it| now < it.expires_at).collect();
        open.sort_by_key(|it| it.at);
        Ok(open)
    }

    /// The action that invites a contact to become `member`. `None` when the contact has an
    /// invitation of that seller, or too many; the person who invites does not learn that.
    pub(crate) async fn invite(
        &self,
        contact: &CustomerKey,
        member: &Member,
        now: Timestamp,
    ) -> Result<Option<TransactWriteItem>, StoreError> {
        let open = self.invitations(contact, now).await?;
        let seller = member.grant.seller();
        let others = || open.iter().filter(|it| it.member != member.id);
        if others().count() >= MOST || others().any(|it| it.seller.as_ref() == seller) {
            return Ok(None);
        }
        let mut item = key(keys::contact(contact), &keys::invitation(&member.id));
        item.insert("id".to_owned(), AttributeValue::S(member.id.to_string()));
        if let Some(seller) = seller {
            item.insert("se".to_owned(), AttributeValue::S(seller.to_string()));
        }
        item.insert("at".to_owned(), number(now.as_millisecond()));
        item.insert(keys::TTL.to_owned(), number((now + KEPT).as_second()));
        put_action(self.table(), item).map(Some)
    }

    /// Commits that the holder of a contact accepts an invitation, which changes the member from
    /// `old` to `new`. Alias, member and invitation change in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn accept_invitation(
        &self,
        contact: &CustomerKey,
        (old, new): (&Member, &Member),
        stamp: &Stamp,
    ) -> Result<Acceptance, StoreError> {
        let pk = keys::contact(contact);
        let id = AttributeValue::S(new.id.to_string());
        let actions = vec![
            self.alias_action(contact, &new.id)?,
            self.member_action(old, new)?,
            delete_action(self.table(), pk, &keys::invitation(&new.id), "id", id)?,
        ];
        let outcomes = match self.transact(actions, stamp.change.as_str()).await {
            Ok(()) => return Ok(Acceptance::Done),
            Err(Cancelled::Other(error)) => return Err(error),
            Err(Cancelled::Conditions(outcomes)) => outcomes,
        };
        Ok(match outcomes.into_iter().next() {
            Some(Outcome::Failed(Some(alias))) if text(&alias, "id") == Some(new.id.as_str()) => {
                Acceptance::Done
            }
            Some(Outcome::Failed(_)) => Acceptance::Elsewhere,
            Some(Outcome::Held) | None => Acceptance::Stale,
        })
    }

    /// Deletes an invitation. Returns `false` when there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn decline_invitation(
        &self,
        contact: &CustomerKey,
        member: &MemberId,
        token: &ChangeId,
    ) -> Result<bool, StoreError> {
        let pk = keys::contact(contact);
        let id = AttributeValue::S(member.to_string());
        let delete = delete_action(self.table(), pk, &keys::invitation(member), "id", id)?;
        match self.transact(vec![delete], token.as_str()).await {
            Ok(()) => Ok(true),
            Err(Cancelled::Conditions(_)) => Ok(false),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The action that writes the alias by which a contact signs in as a member.
    pub(crate) fn alias_action(
        &self,
        alias: &CustomerKey,
        member: &MemberId,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut item = key(keys::contact(alias), keys::MEMBER);
        item.insert("id".to_owned(), AttributeValue::S(member.to_string()));
        create_action(self.table(), item)
    }
}

fn read(item: &Item) -> Option<Invitation> {
    let time =
        |name, of: fn(i64) -> Result<Timestamp, jiff::Error>| of(number_in(item, name)?).ok();
    Some(Invitation {
        member: text(item, "id")?.parse().ok()?,
        seller: text(item, "se").and_then(|id| id.parse().ok()),
        at: time("at", Timestamp::from_millisecond)?,
        expires_at: time(keys::TTL, Timestamp::from_second)?,
    })
}
