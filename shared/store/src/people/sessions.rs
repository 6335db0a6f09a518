//! Families of refresh tokens, and recent revocations.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{ChangeId, CustomerKey, MemberId};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Item, Store, StoreError,
    table::{
        Cancelled, Expression, Refused, is_text, key, keys, number, number_in, put_action, text,
        update_action,
    },
};

/// The time that one part of the list of revocations covers. It is the lifetime of access tokens,
/// so that the current and the previous part contain all revocations that still matter.
const PART: SignedDuration = SignedDuration::from_mins(15);
/// How long a revocation is kept, which is longer than its part is read.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

/// The outcome of exchanging a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Its successor may be issued, with this time of issue. A repeated exchange returns an equal
    /// time.
    Rotated(Timestamp),
    /// It was exchanged before by another request.
    Reused,
    /// Its family was revoked.
    Revoked,
}

/// A revocation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Revoked {
    /// All tokens of a family.
    Family(String),
    /// A member's tokens of an epoch before this one.
    Member(String, u32),
    /// A contact's tokens of an epoch before this one.
    Contact(String, u32),
}

impl Revoked {
    fn sort_key(&self) -> String {
        match self {
            Self::Family(id) => format!("f:{id}"),
            Self::Member(id, _) => format!("m:{id}"),
            Self::Contact(key, _) => format!("c:{key}"),
        }
    }

    fn read(item: &Item) -> Option<Self> {
        match text(item, keys::SK)?.split_once(':')? {
            ("f", id) => Some(Self::Family(id.to_owned())),
            ("m", id) => Some(Self::Member(id.to_owned(), number_in(item, "ep")?)),
            ("c", key) => Some(Self::Contact(key.to_owned(), number_in(item, "ep")?)),
            (_, _) => None,
        }
    }
}

/// An exchange of a refresh token.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// The token's family.
    pub family: &'a str,
    /// Its sequence number in the family.
    pub seq: u32,
    /// Hash of the request's `Idempotency-Key`, if it has one.
    pub key: Option<[u8; 16]>,
    /// For how long after an exchange the token gets its successor again, unless the successor was
    /// exchanged.
    pub grace: SignedDuration,
    /// A random name of this attempt.
    pub token: &'a ChangeId,
    /// The time.
    pub now: Timestamp,
    /// When the family's last token expires.
    pub ends_at: Timestamp,
}

impl Store {
    /// Moves a family to its next token. The first exchange creates the family's item.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn rotate(&self, exchange: &Exchange<'_>) -> Result<Rotation, StoreError> {
        let Exchange { family, seq, key, grace: _, token, now, ends_at } = exchange;
        let mut expression = Expression::default();
        expression
            .set("sq", number(seq + 1))
            .set("at", number(now.as_millisecond()))
            .set("ci", AttributeValue::S(token.to_string()))
            .set(keys::TTL, number(ends_at.as_second()));
        match key {
            Some(key) => expression.set("ik", AttributeValue::B(key.to_vec().into())),
            None => expression.remove("ik"),
        };
        expression.only_if_absent("rv");
        if *seq == 0 {
            expression.only_if_absent("sq");
        } else {
            expression.only_if("sq", "=", number(seq));
        }
        match self.write(self.update(keys::family(family), keys::FAMILY, expression)).await {
            Ok(_) => Ok(Rotation::Rotated(*now)),
            Err(Refused::Condition(found)) => Ok(rotated_before(found.as_deref(), exchange)),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Revokes all tokens of a family.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn revoke_family(
        &self,
        family: &str,
        token: &ChangeId,
        now: Timestamp,
        ends_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        expression
            .set("rv", number(now.as_millisecond()))
            .set(keys::TTL, number(ends_at.as_second()))
            .only_if_absent("rv");
        let revoked = Revoked::Family(family.to_owned());
        let actions = vec![
            update_action(self.table(), keys::family(family), keys::FAMILY, expression)?,
            self.revocation(&revoked, now)?,
        ];
        match self.transact(actions, token.as_str()).await {
            // The only condition is that it was not revoked before.
            Ok(()) | Err(Cancelled::Conditions(_)) => Ok(()),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The epoch of a contact's tokens, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn contact_epoch(&self, contact: &CustomerKey) -> Result<u32, StoreError> {
        let found = self.get(keys::contact(contact), keys::CONTACT_EPOCH, true).await?;
        Ok(found.and_then(|item| number_in(&item, "ep")).unwrap_or(0))
    }

    /// Revokes all tokens of a contact, from every sign-in: its epoch becomes greater than that of
    /// the token in the request. The epoch has no TTL, because tokens are compared with it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn revoke_contact(
        &self,
        contact: &CustomerKey,
        epoch: u32,
        token: &ChangeId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let next = epoch + 1;
        let mut expression = Expression::default();
        expression.set("ep", number(next)).only_if_any(&[("ep", "<", number(next))]);
        let pk = keys::contact(contact);
        let actions = vec![
            update_action(self.table(), pk, keys::CONTACT_EPOCH, expression)?,
            self.revocation(&Revoked::Contact(contact.to_string(), next), now)?,
        ];
        match self.transact(actions, token.as_str()).await {
            // The only condition is that the epoch was not raised before.
            Ok(()) | Err(Cancelled::Conditions(_)) => Ok(()),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// The action that revokes a member's tokens from before `epoch`, for the
    /// transaction that changes the member.
    pub(crate) fn member_revocation(
        &self,
        member: &MemberId,
        epoch: u32,
        now: Timestamp,
    ) -> Result<aws_sdk_dynamodb::types::TransactWriteItem, StoreError> {
        self.revocation(&Revoked::Member(member.to_string(), epoch), now)
    }

    fn revocation(
        &self,
        revoked: &Revoked,
        now: Timestamp,
    ) -> Result<aws_sdk_dynamodb::types::TransactWriteItem, StoreError> {
        let mut item: Item = key(keys::revocations(part(now)), &revoked.sort_key());
        item.insert("at".to_owned(), number(now.as_millisecond()));
        match revoked {
            Revoked::Family(_) => {}
            Revoked::Member(_, epoch) | Revoked::Contact(_, epoch) => {
                item.insert("ep".to_owned(), number(epoch));
            }
        }
        item.insert(keys::TTL.to_owned(), number((now + KEPT).as_second()));
        put_action(self.table(), item)
    }

    /// The revocations that may concern tokens which have not expired.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn revoked(&self, now: Timestamp) -> Result<Vec<Revoked>, StoreError> {
        let present = part(now);
        let mut all = Vec::new();
        for part in [present - 1, present] {
            let items = self.partition(keys::revocations(part), None).await?;
            all.extend(items.iter().filter_map(Revoked::read));
        }
        Ok(all)
    }
}

/// The number of the part of the list, a quarter of an hour.
fn part(now: Timestamp) -> i64 {
    now.as_second() / PART.as_secs()
}

/// The outcome of a refused exchange. It may repeat an exchange that was made.
fn rotated_before(found: Option<&Item>, exchange: &Exchange<'_>) -> Rotation {
    let Some(item) = found else { return Rotation::Reused };
    if item.contains_key("rv") {
        return Rotation::Revoked;
    }
    let next = item.get("sq") == Some(&number(exchange.seq + 1));
    let same_key = exchange
        .key
        .is_some_and(|key| item.get("ik") == Some(&AttributeValue::B(key.to_vec().into())));
    let same_try = is_text(item, "ci", exchange.token.as_str());
    match time(item, "at") {
        Some(at) if next && (same_key || same_try || at + exchange.grace > exchange.now) => {
            Rotation::Rotated(at)
        }
        Some(_) | None => Rotation::Reused,
    }
}

fn time(item: &Item, name: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(number_in(item, name)?).ok()
}
