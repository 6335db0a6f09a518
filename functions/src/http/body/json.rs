//! Parsing of a body's bytes into a JSON value. Stricter than JSON: a name may occur only once in
//! an object.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, error::Category};

use super::place::Place;
use docket_app::{Fault, Faults};

/// The value, with a fault for each name that stands twice.
///
/// # Errors
///
/// Where the body stops being JSON.
pub fn parse(body: &[u8], faults: &mut Faults) -> Result<Value, Fault> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let doubled = RefCell::new(faults);
    let node = Node { place: Place::Root, doubled: &doubled };
    node.deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| Fault::at("", not_json(body, &error)))
}

fn not_json(body: &[u8], error: &serde_json::Error) -> String {
    if body.trim_ascii().is_empty() {
        return "the body is empty; send a JSON object".to_owned();
    }
    match error.classify() {
        Category::Eof => {
            "the body is not valid JSON: it ends before its last value is complete".to_owned()
        }
        Category::Syntax | Category::Data | Category::Io => format!(
            "the body is not valid JSON: look in line {} for a misplaced comma, quote or bracket, \
             or for more than 128 levels of nesting",
            error.line()
        ),
    }
}

/// A value to be read, with its place.
#[derive(Clone, Copy)]
struct Node<'a, 'f> {
    place: Place<'a>,
    doubled: &'a RefCell<&'f mut Faults>,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let node = |at| Node { place: Place::Item(&self.place, at), ..self };
        while let Some(item) = items.next_element_seed(node(list.len()))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = Place::Field(&self.place, &name);
            let value = fields.next_value_seed(Node { place, ..self })?;
            if object.contains_key(&name) {
                self.doubled.borrow_mut().add(place.pointer(), "is given twice in its object");
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}
