//! Updates of one item and their conditions, built clause by clause.
//!
//! [`Expression::between`] writes only the attributes that differ between two records, so that
//! attributes which the record does not have (claims) are not changed. Two expressions for one item
//! are combined when both only add to numbers, because a transaction may contain an item once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Item, keys, number};

/// An update of an item and its conditions. Values are numbered in the order of the clauses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression(Vec<Clause>);

#[derive(Debug, Clone, PartialEq)]
enum Clause {
    /// An attribute, and how it changes.
    Write(String, Write),
    Ask(Condition),
}

/// An expression in the form that DynamoDB accepts.
#[derive(Debug, PartialEq)]
pub struct Rendered {
    /// The update expression.
    pub update: String,
    /// The condition expression. It is never empty, because an update without a condition would
    /// create an item that was deleted.
    pub condition: String,
    /// The names behind the placeholders.
    pub names: HashMap<String, String>,
    /// The values behind the placeholders.
    pub values: HashMap<String, AttributeValue>,
}

/// The change of an attribute.
#[derive(Debug, Clone, PartialEq)]
enum Write {
    Set(AttributeValue),
    /// The sum of another attribute and a value.
    Sum(String, AttributeValue),
    Remove,
    /// Remove this text from a set of texts.
    TakeOut(String),
    Count(Count),
}

/// An addition to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Count {
    by: i128,
    /// Whether an absent number counts as 0. Otherwise DynamoDB refuses the update.
    from_zero: bool,
}

/// A condition on an item.
#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Compare(String, &'static str, AttributeValue),
    Absent(String),
    /// The first attribute exists, and is below the second one, if that exists.
    Below(String, String),
    /// At least one of the comparisons holds, or the first attribute is absent.
    Any(Vec<(String, &'static str, AttributeValue)>),
    /// The number is at least this quantity.
    Enough(String, i128),
    /// The number plus `more` does not exceed `limit`. An absent number is 0.
    Room {
        name: String,
        more: i128,
        limit: i128,
    },
}

impl Expression {
    /// The update that turns `old` into `new`. Keys never change.
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
            this.remove(name);
        }
        this
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: AttributeValue) -> &mut Self {
        self.write(name, Write::Set(value))
    }

    /// Removes an attribute.
    pub fn remove(&mut self, name: &str) -> &mut Self {
        self.write(name, Write::Remove)
    }

    /// Removes a text from a set of texts, if the set contains it.
    pub fn take_out(&mut self, name: &str, element: String) -> &mut Self {
        self.write(name, Write::TakeOut(element))
    }

    /// Sets a number to the sum of another attribute and a value.
    pub fn set_sum(&mut self, name: &str, other: &str, value: impl ToString) -> &mut Self {
        self.write(name, Write::Sum(other.to_owned(), number(value)))
    }

    /// Adds to a number.
    pub fn add(&mut self, name: &str, value: impl Into<i128>) -> &mut Self {
        self.write(name, Write::Count(Count { by: value.into(), from_zero: false }))
    }

    /// Subtracts from a number.
    pub fn subtract(&mut self, name: &str, value: impl Into<i128>) -> &mut Self {
        self.write(name, Write::Count(Count { by: -value.into(), from_zero: false }))
    }

    /// Adds one to a number that may be absent.
    pub fn count(&mut self, name: &str) -> &mut Self {
        self.add_up(name, 1)
    }

    /// Adds to a number that may be absent.
    pub fn add_up(&mut self, name: &str, value: impl Into<i128>) -> &mut Self {
        self.write(name, Write::Count(Count { by: value.into(), from_zero: true }))
    }

    /// Requires that a comparison of an attribute with a value holds.
    pub fn only_if(
        &mut self,
        name: &str,
        operator: &'static str,
        value: AttributeValue,
    ) -> &mut Self {
        self.ask(Condition::Compare(name.to_owned(), operator, value))
    }

    /// Requires that an attribute is absent; for the key, that the item does not exist.
    pub fn only_if_absent(&mut self, name: &str) -> &mut Self {
        self.ask(Condition::Absent(name.to_owned()))
    }

    /// Requires that a number exists, and that it is below another attribute, if that exists.
    pub fn only_if_below(&mut self, name: &str, most: &str) -> &mut Self {
        self.ask(Condition::Below(name.to_owned(), most.to_owned()))
    }

    /// Requires that at least one of the comparisons holds, or that the first attribute is absent.
    pub fn only_if_any(&mut self, either: &[(&str, &'static str, AttributeValue)]) -> &mut Self {
        let owned = |(name, operator, value): &(&str, &'static str, AttributeValue)| {
            ((*name).to_owned(), *operator, value.clone())
        };
        self.ask(Condition::Any(either.iter().map(owned).collect()))
    }

    /// Requires that a number is at least `quantity`. Combined expressions require the sum of their
    /// quantities.
    pub fn only_if_enough(&mut self, name: &str, quantity: impl Into<i128>) -> &mut Self {
        self.ask(Condition::Enough(name.to_owned(), quantity.into()))
    }

    /// Requires that a number does not exceed `limit` when `more` is added to it. An absent number
    /// is 0. Combined expressions require the sum of their `more` and the lower limit.
    pub fn only_if_room(
        &mut self,
        name: &str,
        more: impl Into<i128>,
        limit: impl Into<i128>,
    ) -> &mut Self {
        let (more, limit) = (more.into(), limit.into());
        self.ask(Condition::Room { name: name.to_owned(), more, limit })
    }

    fn write(&mut self, name: &str, write: Write) -> &mut Self {
        self.0.push(Clause::Write(name.to_owned(), write));
        self
    }

    fn ask(&mut self, condition: Condition) -> &mut Self {
        self.0.push(Clause::Ask(condition));
        self
    }

    fn writes(&self, name: &str) -> bool {
        self.0.iter().any(|it| matches!(it, Clause::Write(own, _) if own == name))
    }

    /// Combines two expressions for one item; `None` when they cannot be combined.
    ///
    /// Attributes that both write must be numbers that both add to. Conditions on those numbers
    /// must be about quantities, because other conditions cannot be expressed for the sum. An
    /// addition of one expression does not count towards a quantity that the other requires.
    pub fn and(mut self, other: Self) -> Option<Self> {
        let both = |name: &str| self.writes(name) && other.writes(name);
        let adds_up = |clause: &Clause| match clause {
            Clause::Write(_, Write::Count(_)) => true,
            Clause::Write(name, _) => !both(name),
            Clause::Ask(condition) => condition.adds_up() || !condition.names().any(both),
        };
        if !self.0.iter().chain(&other.0).all(adds_up) {
            return None;
        }
        for clause in other.0 {
            if self.0.iter_mut().any(|own| own.take_in(&clause)) {
                continue;
            }
            let is_write = |it: &Clause| matches!(it, Clause::Write(..));
            // Writes come before conditions.
            let place = match &clause {
                Clause::Write(..) => self.0.iter().rposition(is_write).map_or(0, |last| last + 1),
                Clause::Ask(_) => self.0.len(),
            };
            self.0.insert(place, clause);
        }
        Some(self)
    }

    /// The expression in the form that DynamoDB accepts.
    pub fn render(&self) -> Rendered {
        let mut text = Placeholders::default();
        let (mut set, mut remove, mut delete) = (Vec::new(), Vec::new(), Vec::new());
        let mut conditions = Vec::new();
        for clause in &self.0 {
            match clause {
                Clause::Write(name, write) => {
                    let name = text.name(name);
                    match write {
                        Write::Set(value) => set.push(format!("{name} = {}", text.value(value))),
                        Write::Sum(other, value) => {
                            let other = text.name(other);
                            set.push(format!("{name} = {other} + {}", text.value(value)));
                        }
                        Write::Count(count) => set.push(text.count(&name, *count)),
                        Write::Remove => remove.push(name),
                        Write::TakeOut(element) => {
                            let value = AttributeValue::Ss(vec![element.clone()]);
                            delete.push(format!("{name} {}", text.value(&value)));
                        }
                    }
                }
                Clause::Ask(condition) => conditions.push(text.condition(condition)),
            }
        }
        let part = |verb: &str, list: &[String]| match list {
            [] => String::new(),
            list => format!("{verb} {} ", list.join(", ")),
        };
        let (set, remove) = (part("SET", &set), part("REMOVE", &remove));
        let update = format!("{set}{remove}{}", part("DELETE", &delete));
        let condition = conditions.join(" AND ");
        Rendered { update, condition, names: text.names, values: text.values }
    }
}

impl Clause {
    /// Merges `other` into this clause, if both are about one attribute and can be summed. Returns
    /// whether it did.
    fn take_in(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::Write(name, Write::Count(own)), Self::Write(same, Write::Count(more)))
                if name == same =>
            {
                own.by += more.by;
                own.from_zero &= more.from_zero;
                true
            }
            (Self::Ask(own), Self::Ask(more)) => own.take_in(more),
            (Self::Write(..), Self::Write(..) | Self::Ask(_)) | (Self::Ask(_), Self::Write(..)) => {
                false
            }
        }
    }
}

impl Condition {
    /// Whether the condition is about a quantity, which can be summed.
    const fn adds_up(&self) -> bool {
        match self {
            Self::Enough(..) | Self::Room { .. } => true,
            Self::Compare(..) | Self::Absent(_) | Self::Below(..) | Self::Any(_) => false,
        }
    }

    /// The attributes of the condition.
    fn names(&self) -> impl Iterator<Item = &str> {
        let (names, more) = match self {
            Self::Compare(name, ..) | Self::Absent(name) | Self::Enough(name, _) => {
                ([Some(name), None], [].as_slice())
            }
            Self::Room { name, .. } => ([Some(name), None], [].as_slice()),
            Self::Below(name, most) => ([Some(name), Some(most)], [].as_slice()),
            Self::Any(either) => ([None, None], either.as_slice()),
        };
        names.into_iter().flatten().map(String::as_str).chain(more.iter().map(|it| it.0.as_str()))
    }

    /// Merges `other` into this condition, so that it requires both. Returns whether it did.
    fn take_in(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::Enough(name, own), Self::Enough(same, more)) if name == same => {
                *own += more;
                true
            }
            (
                Self::Room { name, more, limit },
                Self::Room { name: same, more: also, limit: other },
            ) if name == same => {
                *more += also;
                *limit = (*limit).min(*other);
                true
            }
            (own, other) => !own.adds_up() && own == other,
        }
    }
}

/// The names and values of an expression, by their placeholders.
#[derive(Debug, Default)]
struct Placeholders {
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Placeholders {
    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#{name}");
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    fn value(&mut self, value: &AttributeValue) -> String {
        let placeholder = format!(":{}", self.values.len());
        self.values.insert(placeholder.clone(), value.clone());
        placeholder
    }

    fn count(&mut self, name: &str, Count { by, from_zero }: Count) -> String {
        if from_zero {
            let (zero, by) = (self.value(&number(0)), self.value(&number(by)));
            return format!("{name} = if_not_exists({name}, {zero}) + {by}");
        }
        let sign = if by < 0 { '-' } else { '+' };
        format!("{name} = {name} {sign} {}", self.value(&number(by.abs())))
    }

    fn condition(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::Compare(name, operator, value) => {
                format!("{} {operator} {}", self.name(name), self.value(value))
            }
            Condition::Absent(name) => format!("attribute_not_exists({})", self.name(name)),
            Condition::Below(name, most) => {
                let (name, most) = (self.name(name), self.name(most));
                format!(
                    "attribute_exists({name}) AND (attribute_not_exists({most}) OR {name} < {most})"
                )
            }
            Condition::Any(either) => {
                let mut parts = Vec::new();
                for (name, operator, value) in either {
                    let (name, value) = (self.name(name), self.value(value));
                    if parts.is_empty() {
                        parts.push(format!("attribute_not_exists({name})"));
                    }
                    parts.push(format!("{name} {operator} {value}"));
                }
                format!("({})", parts.join(" OR "))
            }
            Condition::Enough(name, quantity) => {
                format!("{} >= {}", self.name(name), self.value(&number(quantity)))
            }
            Condition::Room { name, more, limit } => {
                let (name, before) = (self.name(name), self.value(&number(limit - more)));
                format!("(attribute_not_exists({name}) OR {name} <= {before})")
            }
        }
    }
}

#[cfg(test)]
mod tests;
