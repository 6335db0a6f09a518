//! The placeholders that texts may contain.

/// The kind of a placeholder's value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A short text that was not written by a person.
    Name,
    /// A text that a person wrote. It is never in an SMS.
    Free,
    /// A host name. In an SMS, a longer one is left out together with the bracket that contains it.
    Host,
    /// A URL. In an SMS, a longer one is left out together with the bracket that contains it.
    Link,
    Money,
    When,
    Number,
}

/// A placeholder.
pub struct Placeholder {
    pub name: &'static str,
    pub kind: Kind,
    /// The maximum number of characters in an SMS, a subject and a push message.
    pub longest: usize,
    /// Its description, for the documentation of arguments.
    pub about: &'static str,
}

const fn it(name: &'static str, kind: Kind, longest: usize, about: &'static str) -> Placeholder {
    Placeholder { name, kind, longest, about }
}

/// The length at which a free text is cut off in a subject and in a push message.
const FREE: usize = 60;
/// `4,294,967,295`.
const NUMBER: usize = 13;
/// `USD 90,071,992,547,409.91`: 2^53 - 1 minor units.
pub const MONEY: usize = 25;
/// The maximum length of a time; the formats of dates are checked against it.
pub const WHEN: usize = 32;

/// All placeholders, in the order of arguments.
pub const PLACEHOLDERS: [Placeholder; 20] = [
    it("code", Kind::Name, 6, "a code of six digits"),
    it("order", Kind::Name, 23, "the id of an order, `ORD-YYYYMMDD-XXXXXXXXXX`"),
    it("other", Kind::Name, 23, "the id of another order"),
    it("template", Kind::Name, 14, "the id of a recurring order, `TPL-XXXXXXXXXX`"),
    it("batch", Kind::Name, 17, "the number of a batch, `BTH-YYYYMMDD-NNN`"),
    it("product", Kind::Name, 64, "the id of a product"),
    it("tag", Kind::Name, 4, "what page and message show of a sign-in"),
    it("status", Kind::Name, 32, "the name of a status, as people read it"),
    it("name", Kind::Free, FREE, "the name of what the text is about"),
    it("seller", Kind::Free, FREE, "the name of a seller"),
    it("total", Kind::Money, MONEY, "the total of an order"),
    it("amount", Kind::Money, MONEY, "an amount of money"),
    it("when", Kind::When, WHEN, "a moment"),
    it("next", Kind::When, WHEN, "the moment of the next one"),
    it("minutes", Kind::Number, NUMBER, "a number of minutes"),
    it("left", Kind::Number, NUMBER, "how many are left"),
    it("orders", Kind::Number, NUMBER, "a number of orders"),
    it("reason", Kind::Free, FREE, "why, in somebody's words"),
    it("host", Kind::Host, 40, "the name of the host at which a browser fills in the code"),
    // `https://`, a host of 32, `/t/` and a token of 26.
    it("link", Kind::Link, 69, "an address for the SMS; an e-mail has it as its action"),
];

/// Finds a placeholder by its name.
pub fn find(name: &str) -> Option<&'static Placeholder> {
    PLACEHOLDERS.iter().find(|it| it.name == name)
}
