//! Updates of one item, clause by clause, and what they ask of it first.
//!
//! [`Expression::between`] writes only what differs between two records, so
//! that attributes which the record does not know (claims) stay as they are.
//! Two expressions about one item become one where both only add to numbers:
//! a transaction may name an item once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Item, keys, number};

/// What an item becomes, and what it must be like for that. Values are numbered
/// in the order of the clauses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression(Vec<Clause>);

#[derive(Debug, Clone, PartialEq)]
enum Clause {
    /// An attribute, and what becomes of it.
    Write(String, Write),
    Ask(Condition),
}

/// An expression as the service takes it.
#[derive(Debug, PartialEq)]
pub struct Rendered {
    /// The update expression.
    pub update: String,
    /// The condition expression; without a condition an update would create
    /// an item that is gone, so there is always one.
    pub condition: String,
    /// The names behind the placeholders.
    pub names: HashMap<String, String>,
    /// The values behind the placeholders.
    pub values: HashMap<String, AttributeValue>,
}

/// What becomes of an attribute.
#[derive(Debug, Clone, PartialEq)]
enum Write {
    Set(AttributeValue),
    /// The sum of another attribute and a value.
    Sum(String, AttributeValue),
    Remove,
    /// Without this text, in a set of texts.
    TakeOut(String),
    Count(Count),
}

/// What is added to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Count {
    by: i128,
    /// Whether an absent number counts as 0; otherwise it is refused.
    from_zero: bool,
}

/// What is asked of an item.
#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Compare(String, &'static str, AttributeValue),
    Absent(String),
    /// The first attribute is there, and below the second where that is.
    Below(String, String),
    /// One of these compares so, or the first of them is absent.
    Any(Vec<(String, &'static str, AttributeValue)>),
    /// So much is there.
    Enough(String, i128),
    /// So much more stays within a limit; an absent number is 0.
    Room {
        name: String,
        more: i128,
        limit: i128,
    },
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

    /// Takes a text out of a set of texts, if it is in it.
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

    /// Asks that an attribute compares so with a value.
    pub fn only_if(
        &mut self,
        name: &str,
        operator: &'static str,
        value: AttributeValue,
    ) -> &mut Self {
        self.ask(Condition::Compare(name.to_owned(), operator, value))
    }

    /// Asks that an attribute, and so perhaps the item, is absent.
    pub fn only_if_absent(&mut self, name: &str) -> &mut Self {
        self.ask(Condition::Absent(name.to_owned()))
    }

    /// Asks that a number is below another attribute, where there is that one,
    /// and that the item is there.
    pub fn only_if_below(&mut self, name: &str, most: &str) -> &mut Self {
        self.ask(Condition::Below(name.to_owned(), most.to_owned()))
    }

    /// Asks that at least one of some attributes compares so with its value, or
    /// that the first of them is absent.
    pub fn only_if_any(&mut self, either: &[(&str, &'static str, AttributeValue)]) -> &mut Self {
        let owned = |(name, operator, value): &(&str, &'static str, AttributeValue)| {
            ((*name).to_owned(), *operator, value.clone())
        };
        self.ask(Condition::Any(either.iter().map(owned).collect()))
    }

    /// Asks that a number is at least `quantity`. Where expressions become
    /// one, so do the quantities.
    pub fn only_if_enough(&mut self, name: &str, quantity: impl Into<i128>) -> &mut Self {
        self.ask(Condition::Enough(name.to_owned(), quantity.into()))
    }

    /// Asks that a number stays within `limit` when `more` are added to it;
    /// it is 0 where it is absent. Where expressions become one, what they
    /// add is added up, and the lower limit counts.
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

    /// Both as one; nothing where they do not add up. What both write must be
    /// numbers that both add to, and of such a number both ask nothing but
    /// quantities: no other condition says what it means for the sum. What one
    /// gives is not there for the other to take.
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
            // Behind the writes that are there, and before what is asked.
            let place = match &clause {
                Clause::Write(..) => self.0.iter().rposition(is_write).map_or(0, |last| last + 1),
                Clause::Ask(_) => self.0.len(),
            };
            self.0.insert(place, clause);
        }
        Some(self)
    }

    /// The expression as the service takes it.
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
    /// Whether `other` is contained in this clause, which is then the sum.
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
    /// Whether it is about a quantity, which is known for a sum.
    const fn adds_up(&self) -> bool {
        match self {
            Self::Enough(..) | Self::Room { .. } => true,
            Self::Compare(..) | Self::Absent(_) | Self::Below(..) | Self::Any(_) => false,
        }
    }

    /// The attributes that it is about.
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

    /// Whether `other` is contained in this one, which then asks for both.
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
