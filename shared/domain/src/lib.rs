//! What an order is, and what may happen to it.
//!
//! Pure: no AWS, HTTP, clock or randomness. Time and random bytes come in as
//! values; what should happen goes out as a [`Change`] or a refusal.

mod actor;
mod contact;
mod hold;
mod ids;
mod lifecycle;
mod member;
mod money;
mod order;
mod product;
mod seller;
mod text;

pub use actor::{Actor, Role};
pub use contact::{Contact, ContactError, ContactState, Email, Phone, SendRefusal};
pub use hold::{
    AttemptRefusal, CODE_LIFETIME, HOLD, Hold, MAX_ATTEMPTS, MAX_SENDS, NONCE_BYTES, RESEND_AFTER,
    Send,
};
pub use ids::{
    AddonId, ChangeId, CustomerKey, IdError, MemberId, OrderId, ProductId, SellerId, Suffix,
};
pub use lifecycle::{AWAITING_VERIFICATION, LIFECYCLES, Lifecycle, Move, Phase, Status};
pub use member::{Grant, Member};
pub use money::{Amount, AmountError, Currency, Quantity, QuantityError};
pub use order::{
    Action, Address, CartLine, Change, Charges, Command, Customer, Draw, Entry, EntryKind,
    Fulfilment, Line, LineAddon, Method, Order, OrderEvent, Payment, PlaceRefusal, Placement,
    Priority, Refusal, Stamp, Stop, Verification,
};
pub use product::{Addon, Product};
pub use seller::{ChargeRules, Seller};
pub use text::{Text, TextError};
