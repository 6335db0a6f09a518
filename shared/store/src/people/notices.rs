//! Notices: one item for each event, person and channel, in the partition of the event's subject.
//! With it, a notice is sent once, and staff see its state.
//!
//! An item has `cx`, the end of a sender's lease; `ci`, the random name of that sender; `cs`, that
//! the notice is finished; and `cr`, that it is counted in its budgets although it is unknown
//! whether it was sent. A notice that quiet hours hold is in the deadline index until it is
//! finished.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use docket_domain::{
    ChangeId, NoticeFacts, NoticeKey, NoticeRecord, NoticeState, Suffix, WithheldReason,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Due, Item, Page, Store, StoreError,
    records::{notice_key, read_notice, state_code},
    table::{Expression, Refused, is_text, keys, number},
};

/// The lease of a sender. After it, another sender may send the notice.
const CLAIMED: SignedDuration = SignedDuration::from_mins(1);
/// How long staff see the state of a notice. It is longer than any retry of the notice's event.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The outcome of claiming a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// This sender has the claim.
    Ours {
        /// Whether an earlier try has reserved the notice in the budgets and then got no answer
        /// from the channel.
        reserved: bool,
    },
    /// The notice was sent or finally withheld.
    Done,
    /// Another sender has the claim.
    Held,
}

impl Store {
    /// Claims a notice for a minute. `token` is a random name, by which a repetition after a lost
    /// response recognizes its own claim.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn claim_notice(
        &self,
        key: &NoticeKey,
        facts: NoticeFacts,
        token: &ChangeId,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let mut claim = begun(facts, NoticeState::Sending, now);
        claim
            .set("cx", number((now + CLAIMED).as_millisecond()))
            .set("ci", AttributeValue::S(token.to_string()))
            .only_if_any(&[("cx", "<=", number(now.as_millisecond()))])
            .only_if_absent("cs");
        let (pk, sk) = keys::notice(key);
        let update = self.update(pk, &sk, claim).return_values(ReturnValue::AllNew);
        let ours = |item: &Item| Claim::Ours { reserved: item.contains_key("cr") };
        match self.write(update).await {
            Ok(item) => Ok(ours(&item.unwrap_or_default())),
            Err(Refused::Condition(Some(item))) if item.contains_key("cs") => Ok(Claim::Done),
            Err(Refused::Condition(Some(item))) if is_text(&item, "ci", token.as_str()) => {
                Ok(ours(&item))
            }
            Err(Refused::Condition(_)) => Ok(Claim::Held),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Holds a notice until quiet hours end. A notice that is claimed, held or finished already is
    /// not changed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn hold_notice(
        &self,
        key: &NoticeKey,
        facts: NoticeFacts,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (pk, sk) = keys::notice(key);
        let part = key.person.shard(keys::DEADLINE_SHARDS);
        let mut hold = begun(facts, NoticeState::Held(until), now);
        hold.set(keys::DEADLINE_INDEX.partition, text(&keys::deadlines(Due::Notice, part)))
            .set(keys::DEADLINE_INDEX.sort, text(&keys::by_time(until, &format!("{pk}{sk}"))))
            .set("nu", number(until.as_millisecond()))
            .only_if_any(&[("cx", "<=", number(now.as_millisecond()))])
            .only_if_absent("nu")
            .only_if_absent("cs");
        match self.write(self.update(pk, &sk, hold)).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Records the final state of an existing notice.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn end_notice(&self, key: &NoticeKey, state: NoticeState) -> Result<(), StoreError> {
        let mut end = Expression::default();
        end.set("cs", AttributeValue::Bool(true));
        set_state(&mut end, state);
        end.remove(keys::DEADLINE_INDEX.partition).remove(keys::DEADLINE_INDEX.sort);
        if let NoticeState::Sent = state {
            // A bounce that was recorded at the same time is not overwritten.
            end.only_if("ns", "=", text(state_code(NoticeState::Sending).0));
        }
        self.mark_notice(key, end).await
    }

    /// Records that a claimed notice is counted in its budgets, for the next try.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn mark_notice_reserved(&self, key: &NoticeKey) -> Result<(), StoreError> {
        let mut mark = Expression::default();
        mark.set("cr", AttributeValue::Bool(true));
        self.mark_notice(key, mark).await
    }

    async fn mark_notice(&self, key: &NoticeKey, mut mark: Expression) -> Result<(), StoreError> {
        let (pk, sk) = keys::notice(key);
        mark.only_if(keys::PK, "=", text(&pk));
        match self.write(self.update(pk, &sk, mark)).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Records a notice that is finally not sent, before any sender claimed it. An existing notice
    /// is not changed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn withhold_notice(
        &self,
        key: &NoticeKey,
        facts: NoticeFacts,
        reason: WithheldReason,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (pk, sk) = keys::notice(key);
        let mut withhold = begun(facts, NoticeState::Withheld(reason), now);
        withhold.set("cs", AttributeValue::Bool(true)).only_if_absent(keys::PK);
        match self.write(self.update(pk, &sk, withhold)).await {
            Ok(_) | Err(Refused::Condition(_)) => Ok(()),
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// The notices about an order of the last 90 days, the oldest first, with strongly consistent
    /// reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or an item is not readable.
    pub async fn notices(&self, order: Suffix) -> Result<Vec<NoticeRecord>, StoreError> {
        let items = self.partition(keys::order(order), Some(keys::NOTICE)).await?;
        let mut notices = items.iter().map(read_notice).collect::<Result<Vec<_>, _>>()?;
        notices.sort_by(|one, other| {
            let place = |it: &NoticeRecord| (it.at, it.key.channel, it.facts.to.name());
            place(one).cmp(&place(other))
        });
        Ok(notices)
    }

    /// A notice, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer, or the item is not readable.
    pub async fn notice(&self, key: &NoticeKey) -> Result<Option<NoticeRecord>, StoreError> {
        let (pk, sk) = keys::notice(key);
        self.get(pk, &sk, true).await?.as_ref().map(read_notice).transpose()
    }

    /// A page of the notices whose quiet hours have ended, in one part of the index, the
    /// most overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn due_notices(
        &self,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<NoticeKey>, StoreError> {
        let page = self.due_keys(Due::Notice, part, now, after, limit).await?;
        let items = page.items.iter().filter_map(|(pk, sk)| notice_key(pk, sk)).collect();
        Ok(Page { items, next: page.next })
    }
}

/// The key of a notice's item as one text. Reports of the mail service contain it.
#[must_use]
pub fn notice_path(key: &NoticeKey) -> String {
    let (pk, sk) = keys::notice(key);
    format!("{pk}\n{sk}")
}

/// The notice key that [`notice_path`] wrote.
#[must_use]
pub fn notice_at(path: &str) -> Option<NoticeKey> {
    let (pk, sk) = path.split_once('\n')?;
    notice_key(pk, sk)
}

/// The attributes that every write of a notice sets.
fn begun(facts: NoticeFacts, state: NoticeState, now: Timestamp) -> Expression {
    let NoticeFacts { to, group, version } = facts;
    let mut begun = Expression::default();
    begun
        .set("wa", number(now.as_millisecond()))
        .set("wr", text(to.name()))
        .set(keys::TTL, number((now + KEPT).as_second()));
    if let Some(group) = group {
        begun.set("ng", text(group.name()));
    }
    if version > 0 {
        begun.set("nv", number(version));
    }
    set_state(&mut begun, state);
    begun
}

fn set_state(expression: &mut Expression, state: NoticeState) {
    let (code, reason) = state_code(state);
    expression.set("ns", text(code));
    if let Some(reason) = reason {
        expression.set("ww", text(reason));
    }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}
