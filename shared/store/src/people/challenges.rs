//! Challenges: opening them and resending their codes in one transaction with the counters,
//! counting guesses, and using them once.

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

/// The data that a request for a code depends on.
#[derive(Debug)]
pub struct Asked {
    /// The state of the contact's half that the code is counted in.
    pub contact: Option<ContactState>,
    /// The challenge that the request names, if it exists.
    pub challenge: Option<Challenge>,
    /// Whether the budget allows one more code.
    pub budget: Result<(), SendRefusal>,
}

/// A requested challenge: a new one, or one whose code is sent again.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The challenge before the change, if its code is sent again.
    pub before: Option<&'a Challenge>,
    /// The challenge.
    pub challenge: &'a Challenge,
    /// The state of the contact's half before, and with this code counted.
    pub contact: (Option<&'a ContactState>, &'a ContactState),
    /// The budget that the code is counted in.
    pub budget: &'a Budget,
}

impl Store {
    /// Reads the data that a request for a code depends on, in one strongly consistent call. `key`
    /// is the key that the contact's codes are counted under.
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

    /// Opens a challenge, or sends its code again, and counts the code in one transaction. `token`
    /// is a random name.
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
                // The challenge was meanwhile neither sent again nor used, and has guesses left.
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

    /// Counts a guess at a challenge's code before the code is compared. A repetition after a lost
    /// response may count twice, which allows fewer guesses, never more. If `contact` is not the
    /// challenge's, nothing is counted.
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

    /// Marks a challenge as used. Returns `false` when it was used already. `token` is a random
    /// name.
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

    /// Records that a challenge was used up by wrong guesses: the contact's half has to wait before
    /// its next code, and the source may request one code less. `key` is the key that the contact's
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
            // A source without codes left has nothing to lose.
            self.reserve(source).await?;
        }
        Ok(())
    }

    /// Records a sign-in with a code of a half, which ends its wait.
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

    /// Changes a half's item. Returns `false` when the condition fails.
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
