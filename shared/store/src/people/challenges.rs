//! Challenges: opened and sent again in one transaction with what they are
//! counted in, guessed at, and used once.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{
    BackOff, CODE_LIFETIME, Challenge, ChallengeId, ChangeId, ContactState, CustomerKey, Half,
    SendRefusal,
};
use jiff::Timestamp;

use crate::{
    Attempt, Budget, Item, Quota, Saved, Store, StoreError, Subject,
    people::{codes::guess, contacts::contact_action},
    records::{ChallengeRecord, ContactRecord, item, read},
    table::{
        Cancelled, Expression, Refused, create_action, is_text, keys, number, text, update_action,
    },
};

/// What a request for a code depends on.
#[derive(Debug)]
pub struct Asked {
    /// What is known of the half that it is counted in.
    pub contact: Option<ContactState>,
    /// The challenge that the request names, if it is there.
    pub challenge: Option<Challenge>,
    /// Whether one more code may be asked for.
    pub budget: Result<(), SendRefusal>,
}

/// A challenge as it is asked for: a new one, or one whose code is sent again.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The challenge before, if it is sent again.
    pub before: Option<&'a Challenge>,
    /// The challenge.
    pub challenge: &'a Challenge,
    /// What is known of its half: before, and with this code counted.
    pub contact: (Option<&'a ContactState>, &'a ContactState),
    /// What the code is counted in.
    pub budget: &'a Budget,
}

impl Store {
    /// Reads, strongly and in one call, what a request for a code depends on.
    /// `key` is the one that the contact's codes are counted under.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn asked(
        &self,
        key: &CustomerKey,
        half: Half,
        challenge: Option<ChallengeId>,
        budget: &Budget,
    ) -> Result<Asked, StoreError> {
        let named = challenge.map(|id| (keys::challenge(id), keys::CHALLENGE));
        let wanted = std::iter::once((keys::contact(key), keys::half(half))).chain(named);
        let found = self.batch_get(wanted.chain(budget.keys())).await?;
        let of = |kind: &'static str| {
            found.iter().find(move |item: &&Item| text(item, keys::SK) == Some(kind)).cloned()
        };
        Ok(Asked {
            contact: of(keys::half(half)).map(read::<ContactRecord, _>).transpose()?,
            challenge: of(keys::CHALLENGE).map(read::<ChallengeRecord, _>).transpose()?,
            budget: budget.check(&found),
        })
    }

    /// Opens a challenge, or sends one again, and counts its code: all of it or
    /// nothing, under the random name `token`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn ask(
        &self,
        asking: &Asking<'_>,
        token: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        let Asking { before, challenge, contact, budget } = asking;
        let after = item(&ChallengeRecord::from(*challenge))?;
        let first = match before {
            None => create_action(self.table(), after)?,
            Some(before) => {
                let was = item(&ChallengeRecord::from(*before))?;
                let mut again = Expression::between(&was, &after);
                // Neither sent again, nor used, nor used up meanwhile.
                again.only_if("sn", "=", number(before.send.number)).only_if_absent("us").only_if(
                    "ca",
                    "<",
                    number(docket_domain::MAX_ATTEMPTS),
                );
                update_action(self.table(), keys::challenge(challenge.id), keys::CHALLENGE, again)?
            }
        };
        let contact = contact_action(contact.0, contact.1, now)?;
        let mut actions = vec![first, contact.write(self.table())?];
        if let Some(count) = budget.count_source() {
            actions.push(count.write(self.table())?);
        }
        match self.transact(actions, token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// Counts a guess at a challenge's code, before it is compared. A repeat
    /// after a lost answer may count twice: one guess fewer, never one more.
    /// `contact` must be the challenge's; otherwise nothing is counted.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn attempt_challenge(
        &self,
        id: ChallengeId,
        contact: &CustomerKey,
        now: Timestamp,
    ) -> Result<Attempt<Challenge>, StoreError> {
        let mut guess = guess(now);
        guess.only_if_absent("us").only_if("ck", "=", AttributeValue::S(contact.to_string()));
        let counted = self.attempt(&Subject::Challenge(id), guess).await?;
        counted.read(read::<ChallengeRecord, Challenge>)
    }

    /// Uses a challenge, under the random name `token`. `false` when it was
    /// used meanwhile.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn use_challenge(
        &self,
        challenge: &Challenge,
        token: &ChangeId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut expression = Expression::default();
        expression
            .set("us", number(challenge.send.number))
            .set("ui", AttributeValue::S(token.to_string()))
            .only_if_absent("us")
            .only_if("sa", ">", number((now - CODE_LIFETIME).as_millisecond()));
        let pk = keys::challenge(challenge.id);
        match self.write(self.update(pk, keys::CHALLENGE, expression)).await {
            Ok(_) => Ok(true),
            Err(Refused::Condition(found)) => {
                Ok(found.is_some_and(|item| is_text(&item, "ui", token.as_str())))
            }
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Notes that a challenge was used up by wrong guesses: its half backs off,
    /// and its source has one code fewer. `key` is the one that the contact's
    /// codes are counted under.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn challenge_failed(
        &self,
        key: &CustomerKey,
        half: Half,
        source: Option<&Quota>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let forgotten = number((now - BackOff::FORGOTTEN_AFTER).as_millisecond());
        let mut again = Expression::default();
        again.add("bf", 1).set("bt", number(now.as_millisecond())).only_if(
            "bt",
            ">",
            forgotten.clone(),
        );
        if !self.noted(key, half, again).await? {
            let mut first = Expression::default();
            first
                .set("bf", number(1))
                .set("bt", number(now.as_millisecond()))
                .only_if("rv", ">", number(0))
                .only_if_any(&[("bt", "<=", forgotten)]);
            self.noted(key, half, first).await?;
        }
        if let Some(source) = source {
            // Where the source has none left, there is nothing to take.
            self.reserve(source).await?;
        }
        Ok(())
    }

    /// Notes that somebody signed in by a half's code: it backs off no longer.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn challenge_succeeded(
        &self,
        key: &CustomerKey,
        half: Half,
    ) -> Result<(), StoreError> {
        let mut expression = Expression::default();
        expression.remove("bf").remove("bt").only_if("bf", ">", number(0));
        self.noted(key, half, expression).await.map(drop)
    }

    /// Changes a half's item; `false` when the condition does not hold.
    async fn noted(
        &self,
        key: &CustomerKey,
        half: Half,
        expression: Expression,
    ) -> Result<bool, StoreError> {
        let update = self.update(keys::contact(key), keys::half(half), expression);
        match self.write(update).await {
            Ok(_) => Ok(true),
            Err(Refused::Condition(_)) => Ok(false),
            Err(Refused::Other(error)) => Err(error),
        }
    }
}
