//! The client of the table, its metering and its backoff, which reads and writes share.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use aws_sdk_dynamodb::{Client, types::ConsumedCapacity};

/// How often a refused call that may be repeated is made in total. With the full jitter of
/// [`backoff`], the total wait is a little over a second on average.
pub(super) const TRIES: u32 = 8;

/// The table.
#[derive(Clone)]
pub struct Store {
    pub(super) client: Client,
    pub(super) table: Arc<str>,
    usage: Arc<Mutex<Usage>>,
}

/// The consumption of a store since it was created.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usage {
    /// Calls, including retries.
    pub round_trips: u64,
    /// Read request units, including those of indexes.
    pub read_units: f64,
    /// Write request units, including those of indexes.
    pub write_units: f64,
}

impl Store {
    /// The store of the table with this name.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into().into(), usage: Arc::default() }
    }

    /// The consumption since the store was created. Clones of a store share it.
    #[must_use]
    pub fn meter(&self) -> Usage {
        *self.usage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn table(&self) -> &str {
        &self.table
    }

    /// Counts a round trip.
    pub(super) fn made<T, E, R>(
        &self,
        answer: Result<T, E>,
        refuse: impl FnOnce(E) -> R,
    ) -> Result<T, R> {
        self.count(|usage| usage.round_trips += 1);
        answer.map_err(refuse)
    }

    pub(super) fn read(&self, consumed: &[ConsumedCapacity]) {
        self.count(|usage| usage.read_units += units(consumed));
    }

    pub(super) fn wrote(&self, consumed: &[ConsumedCapacity]) {
        self.count(|usage| usage.write_units += units(consumed));
    }

    fn count(&self, change: impl FnOnce(&mut Usage)) {
        change(&mut self.usage.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.table)
    }
}

fn units(consumed: &[ConsumedCapacity]) -> f64 {
    consumed.iter().filter_map(ConsumedCapacity::capacity_units).sum()
}

/// A random wait (full jitter) below 10 ms, 20 ms, … 640 ms.
pub(super) fn backoff(tries: u32) -> Duration {
    let ceiling = 5_u64 << tries.min(7);
    // A weak source of randomness is good enough to spread retries.
    let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), tries);
    Duration::from_millis(random % ceiling)
}
