//! Updates that write only what a change of an item's record changed, so that
//! attributes which the record does not know (claims) stay as they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::{Item, keys};

/// An update expression with its names and values.
#[derive(Debug, Default)]
pub struct Expression {
    set: Vec<String>,
    remove: Vec<String>,
    delete: Vec<String>,
    conditions: Vec<String>,
    pub names: HashMap<String, String>,
    pub values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// What turns `old` into `new`. Keys never change.
    pub fn between(old: &Item, new: &Item) -> Self {
        let mut this = Self::default();
        let sorted: BTreeMap<_, _> = new.iter().collect();
        for (name, value) in sorted {
            if old.get(name) != Some(value) && name != keys::PK && name != keys::SK {
                this.set(name, value.clone());
            }
        }
        let gone: BTreeSet<_> = old.keys().filter(|name| !new.contains_key(*name)).collect();
        for name in gone {
            let name = this.name(name);
            this.remove.push(name);
        }
        this
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: AttributeValue) -> &mut Self {
        let (name, value) = (self.name(name), self.value(value));
        self.set.push(format!("{name} = {value}"));
        self
    }

    /// Removes an attribute.
    pub fn remove(&mut self, name: &str) -> &mut Self {
        let name = self.name(name);
        self.remove.push(name);
        self
    }

    /// Takes a text out of a set of texts, if it is in it.
    pub fn take_out(&mut self, name: &str, element: String) -> &mut Self {
        let (name, value) = (self.name(name), self.value(AttributeValue::Ss(vec![element])));
        self.delete.push(format!("{name} {value}"));
        self
    }

    /// Adds to a number.
    pub fn add(&mut self, name: &str, value: impl ToString) -> &mut Self {
        let (name, value) = (self.name(name), self.value(crate::db::number(value)));
        self.set.push(format!("{name} = {name} + {value}"));
        self
    }

    /// Sets a number to the sum of another attribute and a value.
    pub fn set_sum(&mut self, name: &str, other: &str, value: impl ToString) -> &mut Self {
        let (name, other) = (self.name(name), self.name(other));
        let value = self.value(crate::db::number(value));
        self.set.push(format!("{name} = {other} + {value}"));
        self
    }

    /// Adds one to a number that may be absent.
    pub fn count(&mut self, name: &str) -> &mut Self {
        self.add_up(name, 1)
    }

    /// Adds to a number that may be absent.
    pub fn add_up(&mut self, name: &str, value: impl ToString) -> &mut Self {
        let name = self.name(name);
        let (zero, value) =
            (self.value(crate::db::number(0)), self.value(crate::db::number(value)));
        self.set.push(format!("{name} = if_not_exists({name}, {zero}) + {value}"));
        self
    }

    /// Asks that a number is below another attribute, where there is that one,
    /// and that the item is there.
    pub fn only_if_below(&mut self, name: &str, most: &str) -> &mut Self {
        let (name, most) = (self.name(name), self.name(most));
        self.conditions.push(format!(
            "attribute_exists({name}) AND (attribute_not_exists({most}) OR {name} < {most})"
        ));
        self
    }

    /// Subtracts from a number.
    pub fn subtract(&mut self, name: &str, value: impl ToString) -> &mut Self {
        let (name, value) = (self.name(name), self.value(crate::db::number(value)));
        self.set.push(format!("{name} = {name} - {value}"));
        self
    }

    /// Asks that an attribute compares so with a value.
    pub fn only_if(&mut self, name: &str, operator: &str, value: AttributeValue) -> &mut Self {
        let (name, value) = (self.name(name), self.value(value));
        self.conditions.push(format!("{name} {operator} {value}"));
        self
    }

    /// Asks that an attribute, and so perhaps the item, is absent.
    pub fn only_if_absent(&mut self, name: &str) -> &mut Self {
        let name = self.name(name);
        self.conditions.push(format!("attribute_not_exists({name})"));
        self
    }

    /// Asks that at least one of some attributes compares so with its value, or
    /// that the first of them is absent.
    pub fn only_if_any(&mut self, either: &[(&str, &str, AttributeValue)]) -> &mut Self {
        let mut parts = Vec::new();
        for (name, operator, value) in either {
            let (name, value) = (self.name(name), self.value(value.clone()));
            if parts.is_empty() {
                parts.push(format!("attribute_not_exists({name})"));
            }
            parts.push(format!("{name} {operator} {value}"));
        }
        self.conditions.push(format!("({})", parts.join(" OR ")));
        self
    }

    /// The update expression.
    pub fn update(&self) -> String {
        let part = |verb: &str, list: &[String]| match list {
            [] => String::new(),
            list => format!("{verb} {} ", list.join(", ")),
        };
        let (set, remove) = (part("SET", &self.set), part("REMOVE", &self.remove));
        format!("{set}{remove}{}", part("DELETE", &self.delete))
    }

    /// The condition expression; without a condition an update would create
    /// an item that is gone, so there is always one.
    pub fn condition(&self) -> String {
        self.conditions.join(" AND ")
    }

    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#{name}");
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(pairs: &[(&str, i64)]) -> Item {
        pairs.iter().map(|&(name, value)| (name.to_owned(), crate::db::number(value))).collect()
    }

    #[test]
    fn only_what_differs_is_written() {
        let old = item(&[("a", 1), ("b", 2), ("c", 3)]);
        let new = item(&[("a", 1), ("b", 5), ("d", 4)]);
        let mut expression = Expression::between(&old, &new);
        expression.only_if("v", "=", crate::db::number(7));
        assert_eq!(expression.update(), "SET #b = :0, #d = :1 REMOVE #c ");
        assert_eq!(expression.condition(), "#v = :2");
    }
}
