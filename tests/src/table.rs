use std::{
    collections::{BTreeMap, HashMap},
    ops::Deref,
};

use aws_sdk_dynamodb::{Client, types::AttributeValue};

/// All items of a table as sorted texts, to detect whether anything changed.
///
/// Excludes the heartbeat, which is written every minute, and the change feed, which repeats
/// earlier changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Table(Vec<String>);

impl Table {
    /// Reads the whole table with a consistent scan.
    pub async fn read(client: &Client, name: &str) -> Self {
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let scan = client.scan().table_name(name).consistent_read(true);
            let page = scan.set_exclusive_start_key(start).send().await.unwrap();
            items.extend(page.items().iter().filter(|item| !is_excluded(item)).map(text));
            start = page.last_evaluated_key;
            if start.is_none() {
                items.sort();
                return Self(items);
            }
        }
    }

    /// Asserts that the table equals `before`. The failure message lists the items that are gone
    /// and those that are new.
    #[track_caller]
    pub fn is(&self, before: &Self) {
        let gone: Vec<_> = before.0.iter().filter(|item| !self.0.contains(item)).collect();
        let new: Vec<_> = self.0.iter().filter(|item| !before.0.contains(item)).collect();
        assert!(self == before, "the table changed, was: {gone:#?}\nis: {new:#?}");
    }
}

impl Deref for Table {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

fn is_excluded(item: &HashMap<String, AttributeValue>) -> bool {
    item["sk"].as_s().is_ok_and(|sk| docket_store::is_heartbeat(sk))
        || item["pk"].as_s().is_ok_and(|pk| docket_store::is_feed(pk))
}

fn text(item: &HashMap<String, AttributeValue>) -> String {
    let mut fields: Vec<_> =
        item.iter().map(|(name, value)| format!("({name:?}, {})", shown(value))).collect();
    fields.sort();
    fields.join(" ")
}

/// Formats a value as text, with the fields of a map sorted by name.
fn shown(value: &AttributeValue) -> String {
    match value {
        AttributeValue::M(fields) => {
            let fields: BTreeMap<_, _> =
                fields.iter().map(|(name, it)| (name, shown(it))).collect();
            format!("M({fields:?})")
        }
        other => format!("{other:?}"),
    }
}
