//! Merging several sorted sources into one list, newest first.

use std::collections::BTreeMap;

/// The result of one read of a source: its newest rows below the cursor, by their sort keys.
#[derive(Debug, Clone)]
pub struct Chunk<T> {
    /// The rows, the newest first.
    pub rows: Vec<(String, T)>,
    /// Whether the source may have older rows.
    pub more: bool,
}

/// The newest rows of all sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<T> {
    /// The rows, the newest first, each key once.
    pub rows: Vec<(String, T)>,
    /// The cursor: `rows` contains every row with this key or a newer one, and no older row. `None`
    /// when there are no more rows.
    pub next: Option<String>,
}

/// Merges the chunks that were read of all sources below one cursor.
///
/// A chunk does not include rows that are older than its last one, so the list is known only down
/// to the newest of the chunks' last keys. Older rows are left for the next read, which begins
/// there in *every* source. So a row that moves to a source that is read later is found in at least
/// one of both; if it is found in both, the later read counts.
pub fn merge<T>(chunks: Vec<Chunk<T>>) -> Merged<T> {
    let last = |chunk: &Chunk<T>| {
        let (key, _) = chunk.rows.last().filter(|_| chunk.more)?;
        Some(key.clone())
    };
    let next = chunks.iter().filter_map(last).max();
    let rows: BTreeMap<String, T> = chunks.into_iter().flat_map(|chunk| chunk.rows).collect();
    let known = |(key, _): &(String, T)| next.as_ref().is_none_or(|next| key >= next);
    let rows = rows.into_iter().rev().take_while(known).collect();
    Merged { rows, next }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Sources as sets of keys.
    type Sources = Vec<BTreeSet<u32>>;

    fn name(key: u32) -> String {
        format!("{key:05}")
    }

    /// The newest `size` rows of a source below a key.
    fn chunk(source: &BTreeSet<u32>, below: u32, size: usize, which: usize) -> Chunk<usize> {
        let rows: Vec<_> =
            source.range(..below).rev().take(size).map(|&key| (name(key), which)).collect();
        // As in DynamoDB, there may be more rows when the limit was reached.
        Chunk { more: rows.len() == size, rows }
    }

    /// Pages through the sources; `between` is called before each read.
    fn walk(
        sources: &mut Sources,
        sizes: &[usize],
        mut between: impl FnMut(&mut Sources, usize),
    ) -> Vec<u32> {
        let (mut seen, mut below) = (Vec::new(), u32::MAX);
        for page in 0.. {
            let mut chunks = Vec::new();
            for which in 0..sources.len() {
                between(sources, which);
                let size = sizes[(page + which) % sizes.len()];
                chunks.push(chunk(&sources[which], below, size, which));
            }
            let merged = merge(chunks);
            seen.extend(merged.rows.iter().map(|(key, _)| key.parse::<u32>().unwrap()));
            match merged.next {
                None => break,
                Some(next) => below = next.parse().unwrap(),
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn merge_returns_every_row_once_newest_first(
            sources in prop::collection::vec(prop::collection::btree_set(0..2_000_u32, 0..60), 1..6),
            sizes in prop::collection::vec(1..9_usize, 1..5),
        ) {
            let all: BTreeSet<u32> = sources.iter().flatten().copied().collect();
            let seen = walk(&mut sources.clone(), &sizes, |_, _| {});
            prop_assert_eq!(seen, all.into_iter().rev().collect::<Vec<_>>());
        }

        #[test]
        fn merge_returns_a_row_once_when_it_moves_to_the_later_source(
            open in prop::collection::btree_set(0..1_000_u32, 0..60),
            closed in prop::collection::btree_set(1_000..2_000_u32, 0..60),
            shift in 0..1_500_u32,
            moves in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize), 0..200),
            sizes in prop::collection::vec(1..9_usize, 1..5),
        ) {
            // The two sources overlap, or are disjoint.
            let closed: BTreeSet<u32> = closed
                .into_iter()
                .map(|key| key - shift.min(1_000))
                .filter(|key| !open.contains(key))
                .collect();
            let all: BTreeSet<u32> = open.union(&closed).copied().collect();
            let mut moves = moves.into_iter();
            let mut newest = 10_000;
            let seen = walk(&mut vec![open, closed], &sizes, |sources, _| {
                let Some((which, count)) = moves.next() else { return };
                for _ in 0..count {
                    let keys: Vec<u32> = sources[0].iter().copied().collect();
                    if keys.is_empty() {
                        break;
                    }
                    let moving = *which.get(&keys);
                    sources[0].remove(&moving);
                    sources[1].insert(moving);
                }
                // New rows are added at the newer end.
                sources[0].insert(newest);
                newest += 1;
            });
            let unique: BTreeSet<u32> = seen.iter().copied().collect();
            prop_assert_eq!(unique.len(), seen.len());
            prop_assert!(seen.is_sorted_by(|newer, older| newer > older));
            prop_assert!(all.is_subset(&unique));
        }
    }

    #[test]
    fn merge_returns_no_row_older_than_the_newest_last_key() {
        let rows = |keys: &[u32], which| keys.iter().map(|&key| (name(key), which)).collect();
        let merged = merge(vec![
            Chunk { rows: rows(&[90, 70], 0), more: true },
            Chunk { rows: rows(&[80, 70, 60], 1), more: true },
            Chunk { rows: rows(&[65], 2), more: false },
        ]);
        assert_eq!(merged.rows, [(name(90), 0), (name(80), 1), (name(70), 1)]);
        assert_eq!(merged.next, Some(name(70)));
    }
}
