//! Reads the type of a request from a JSON value or a query, and reports all faults of its shape at
//! once.
//!
//! The code that serde derives stops at the first error. This deserializer therefore returns no
//! errors: it records what is wrong and where, continues with a stand-in of the right type, and the
//! result is discarded if there were faults.
//!
//! Only the derived code knows which fields are required, and it reports one missing field at a
//! time by ending. It is run again with a stand-in for that field of that type. So a body is read
//! once, and once more for each field of a type that is missing somewhere, however often.

use std::{cell::RefCell, collections::BTreeSet, fmt};

use docket_app::Faults;
use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::StrDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value};

use super::{
    names::{self, Form},
    place::Place,
};
use crate::http::{Moment, MomentError};

/// A field that derived code asks for: of which type, among which fields.
type Required = (&'static str, &'static [&'static str], &'static str);

/// Reads a value, and adds what is wrong with its shape. `None` when not even
/// stand-ins make a whole.
pub fn read<T: DeserializeOwned>(value: &Value, form: Form, faults: &mut Faults) -> Option<T> {
    let mut required = BTreeSet::new();
    loop {
        let reading = Reading { form, required: &required, faults: RefCell::new(faults.clone()) };
        let slot = Slot { given: Given::Value(value), place: Place::Root, reading: &reading };
        let result = T::deserialize(slot);
        let found = reading.faults.into_inner();
        match result {
            Ok(read) => {
                *faults = found;
                return Some(read);
            }
            Err(Stop::Lacks(field)) if !required.contains(&field) => {
                required.insert(field);
            }
            Err(Stop::Lacks(_) | Stop::Missing(_) | Stop::Other) => {
                *faults = found;
                return None;
            }
        }
    }
}

/// One reading of a value.
struct Reading<'a> {
    form: Form,
    required: &'a BTreeSet<Required>,
    faults: RefCell<Faults>,
}

/// What there is in a place.
#[derive(Clone, Copy)]
enum Given<'a> {
    /// This.
    Value(&'a Value),
    /// Nothing, and there should be something.
    Missing,
    /// Nothing, which was noted further up; as a text, this.
    StandIn(&'static str),
}

/// A place to read from.
#[derive(Clone, Copy)]
struct Slot<'a> {
    given: Given<'a>,
    place: Place<'a>,
    reading: &'a Reading<'a>,
}

impl<'a> Slot<'a> {
    fn fault(&self, detail: impl ToString) {
        self.reading.faults.borrow_mut().add(self.place.pointer(), detail);
    }

    /// Notes that something else should be here.
    fn wrong(&self, wanted: &str) {
        match (self.given, self.reading.form) {
            (Given::Value(value), Form::Json) => {
                self.fault(format!("must be {wanted}, not {}", kind(value)));
            }
            (Given::Value(Value::Array(_)), Form::Query) => self.fault("must be given once"),
            (Given::Value(_), Form::Query) => self.fault(format!("must be {wanted}")),
            (Given::Missing, _) => self.fault("is required"),
            (Given::StandIn(_), _) => {}
        }
    }

    /// A whole number of a type that holds these.
    fn whole(&self, least: i128, most: i128) -> i128 {
        let number = match (self.given, self.reading.form) {
            (Given::Value(Value::Number(number)), Form::Json) => {
                number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
            }
            (Given::Value(Value::String(text)), Form::Query) => text.parse().ok(),
            (Given::Value(_) | Given::Missing | Given::StandIn(_), _) => None,
        };
        match (number, self.given) {
            (Some(number), _) if (least..=most).contains(&number) => return number,
            (Some(_), _) => self.fault(format!("must be between {least} and {most}")),
            (None, Given::Value(Value::Number(number))) => {
                self.fault(format!("must be a whole number, not {number}"));
            }
            (None, _) => self.wrong("a whole number"),
        }
        least.max(0)
    }

    /// The object that is here, with a fault for each field that `fields` does
    /// not have.
    fn object(&self, fields: &[&str]) -> Option<&'a Map<String, Value>> {
        let Given::Value(Value::Object(object)) = self.given else {
            self.wrong("an object");
            return None;
        };
        for name in object.keys().filter(|name| !fields.contains(&name.as_str())) {
            let place = Place::Field(&self.place, name);
            let detail = names::unknown(name, fields, self.reading.form);
            self.reading.faults.borrow_mut().add(place.pointer(), detail);
        }
        Some(object)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Whole numbers by their type.
macro_rules! whole {
    ($($method:ident $visit:ident $type:ty,)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
                let number = self.whole(<$type>::MIN.into(), <$type>::MAX.into());
                visitor.$visit(<$type>::try_from(number).unwrap_or_default())
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Slot<'_> {
    type Error = Stop;

    whole! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let value = match (self.given, self.reading.form) {
            (Given::Value(Value::Bool(value)), Form::Json) => Some(*value),
            (Given::Value(Value::String(text)), Form::Query) => text.parse().ok(),
            (Given::Value(_) | Given::Missing | Given::StandIn(_), _) => None,
        };
        if value.is_none() {
            self.wrong("true or false");
        }
        visitor.visit_bool(value.unwrap_or_default())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.given {
            Given::Value(Value::String(text)) => visitor.visit_str(text),
            Given::StandIn(text) => visitor.visit_str(text),
            Given::Value(_) | Given::Missing => {
                self.wrong("a string");
                visitor.visit_str("")
            }
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.given {
            Given::Value(Value::Null) | Given::Missing | Given::StandIn(_) => visitor.visit_none(),
            Given::Value(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if name == Moment::NAME
            && !matches!(self.given, Given::Value(Value::String(text)) if Moment::reads(text))
        {
            match self.given {
                Given::Value(Value::String(_)) => {
                    self.fault(MomentError);
                }
                Given::Value(_) | Given::Missing | Given::StandIn(_) => self.wrong("a string"),
            }
            return visitor
                .visit_newtype_struct(Self { given: Given::StandIn(Moment::STAND_IN), ..self });
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let items = match (self.given, self.reading.form) {
            (Given::Value(Value::Array(items)), _) => items.as_slice(),
            // A list of one looks like any other parameter.
            (Given::Value(item), Form::Query) => std::slice::from_ref(item),
            (Given::Value(_) | Given::Missing | Given::StandIn(_), _) => {
                self.wrong("an array");
                &[]
            }
        };
        visitor.visit_seq(Items { of: self, list: items, at: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let object = self.object(fields);
        let required = |field| self.reading.required.contains(&(name, fields, field));
        let absent = if object.is_some() { Given::Missing } else { Given::StandIn("") };
        let given = fields.iter().filter_map(|field| {
            let value = object.and_then(|object| object.get(*field)).map(Given::Value);
            value.or_else(|| required(field).then_some(absent)).map(|given| (*field, given))
        });
        let given = Fields { of: self, given, value: None };
        visitor.visit_map(given).map_err(|stop| match stop {
            Stop::Missing(field) => Stop::Lacks((name, fields, field)),
            Stop::Lacks(_) | Stop::Other => stop,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let name = match self.given {
            Given::Value(Value::String(text)) => {
                let known = variants.iter().find(|variant| *variant == text);
                if known.is_none() {
                    self.fault(names::one_of(variants));
                }
                known
            }
            Given::Value(_) | Given::Missing | Given::StandIn(_) => {
                self.wrong("a string");
                None
            }
        };
        let name = name.or(variants.first()).copied().unwrap_or_default();
        let name: StrDeserializer<'_, Stop> = name.into_deserializer();
        visitor.visit_enum(name)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        // No type of a request asks for something of any shape.
        Err(Stop::Other)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map identifier
        ignored_any
    }
}

/// The elements of a list.
struct Items<'a> {
    of: Slot<'a>,
    list: &'a [Value],
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Stop> {
        let Some(item) = self.list.get(self.at) else { return Ok(None) };
        let place = match self.of.reading.form {
            Form::Json => Place::Item(&self.of.place, self.at),
            // All items have the parameter's name.
            Form::Query => self.of.place,
        };
        self.at += 1;
        let slot = Slot { given: Given::Value(item), place, reading: self.of.reading };
        seed.deserialize(slot).map(Some)
    }
}

/// The fields of an object.
struct Fields<'a, I> {
    of: Slot<'a>,
    given: I,
    value: Option<(&'static str, Given<'a>)>,
}

impl<'de, 'a, I: Iterator<Item = (&'static str, Given<'a>)>> MapAccess<'de> for Fields<'a, I> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Stop> {
        self.value = self.given.next();
        let Some((name, _)) = self.value else { return Ok(None) };
        let name: StrDeserializer<'_, Stop> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        let (name, given) = self.value.take().ok_or(Stop::Other)?;
        let place = Place::Field(&self.of.place, name);
        seed.deserialize(Slot { given, place, reading: self.of.reading })
    }
}

/// Why derived code ended before the value did.
#[derive(Debug)]
enum Stop {
    /// For want of this field, of a type to be named.
    Missing(&'static str),
    /// For want of this one.
    Lacks(Required),
    /// For a reason that no request's type has.
    Other,
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the request does not fit its type")
    }
}

impl std::error::Error for Stop {}

impl Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Other
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }
}
