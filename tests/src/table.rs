use std::{
    collections::{BTreeMap, HashMap},
    ops::Deref,
};

use aws_sdk_dynamodb::{Client, types::AttributeValue};

/// Every item of a table, as texts in their order, to tell whether anything changed.
///
/// Without the heartbeat, which a minute writes that passes meanwhile, and without the change feed, which
/// follows what was changed before.
#[derive(Debug, PartialEq, Eq)]
pub struct Table(Vec<String>);

impl Table {
    /// Reads it whole.
    pub async fn read(client: &Client, name: &str) -> Self {
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let scan = client.scan().table_name(name).consistent_read(true);
            let page = scan.set_exclusive_start_key(start).send().await.unwrap();
            items.extend(page.items().iter().filter(|item| !follows(item)).map(text));
            start = page.last_evaluated_key;
            if start.is_none() {
                items.sort();
                return Self(items);
            }
        }
    }

    /// That it is what it was before: names what is gone and what is new.
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

fn follows(item: &HashMap<String, AttributeValue>) -> bool {
    item["sk"].as_s().is_ok_and(|sk| docket_store::is_heartbeat(sk))
        || item["pk"].as_s().is_ok_and(|pk| docket_store::is_feed(pk))
}

fn text(item: &HashMap<String, AttributeValue>) -> String {
    let mut fields: Vec<_> =
        item.iter().map(|(name, value)| format!("({name:?}, {})", shown(value))).collect();
    fields.sort();
    fields.join(" ")
}

/// Writes a value as text, the fields of a map by their names.
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
