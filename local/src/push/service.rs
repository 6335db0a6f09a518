//! The state of the push stand-in: subscriptions and their messages.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, StatusCode, header};
use docket_platform::Clock;

use super::{
    request::{Received, read},
    token::judge,
};
use crate::clock::MovableClock;

/// The maximum number of messages that are kept for all subscriptions; the oldest are dropped.
const KEPT: usize = 1_000;

/// The stand-in for browsers' push services.
pub struct PushStandIn {
    clock: Arc<MovableClock>,
    /// The public key that browsers subscribe with.
    public_key: String,
    origin: String,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: VecDeque<(String, Received)>,
    ended: BTreeSet<String>,
}

impl PushStandIn {
    /// Makes a stand-in in the program at `url`, for subscriptions with this public key.
    #[must_use]
    pub fn new(clock: Arc<MovableClock>, public_key: String, url: &str) -> Self {
        Self { clock, public_key, origin: url.to_owned(), kept: Mutex::default() }
    }

    /// The public key that browsers subscribe with.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// The prefix of the endpoints of subscriptions.
    #[must_use]
    pub fn endpoints(&self) -> String {
        format!("{}/_local/push/", self.origin)
    }

    /// Accepts a message for a subscription.
    pub(super) fn take(
        &self,
        id: String,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), (StatusCode, &'static str)> {
        let now = self.clock.now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.ended.contains(&id) {
            return Err((StatusCode::GONE, "a subscription that has ended"));
        }
        let authorization = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
        let authorization = authorization.ok_or((StatusCode::UNAUTHORIZED, "no VAPID token"))?;
        let contact = judge(authorization, &self.public_key, &self.origin, now)
            .map_err(|why| (StatusCode::FORBIDDEN, why))?;
        let message = read(headers, body, contact, now)?;
        if message.topic.is_some() {
            kept.messages.retain(|(of, it)| *of != id || it.topic != message.topic);
        }
        if kept.messages.len() == KEPT {
            kept.messages.pop_front();
        }
        kept.messages.push_back((id, message));
        Ok(())
    }

    /// The messages of a subscription, newest first.
    pub(super) fn messages(&self, id: &str) -> Vec<Received> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.messages.iter().rev().filter(|(of, _)| of == id);
        own.map(|(_, message)| message.clone()).collect()
    }

    /// Ends a subscription, as a browser does, and drops its messages.
    pub(super) fn end(&self, id: String) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.messages.retain(|(of, _)| *of != id);
        kept.ended.insert(id);
    }
}
