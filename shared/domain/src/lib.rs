//! What an order is, and what may happen to it.
//!
//! Pure: no AWS, HTTP, clock or randomness. Time and random bytes come in as
//! values; what should happen goes out as a [`Change`] or a refusal.

mod actor;
mod batch;
mod contact;
mod edit;
mod hold;
mod ids;
mod lifecycle;
mod member;
mod money;
mod order;
mod phone;
mod product;
mod seller;
mod share;
mod text;
mod voucher;

pub use actor::{Actor, Role};
pub use batch::{
    Assignment, Batch, BatchChange, BatchCommand, BatchDriver, BatchPlan, BatchRefusal, BatchStatus,
};
pub use contact::{CodeLimits, Contact, ContactError, ContactState, Email, SendRefusal};
pub use edit::Edit;
pub use hold::{
    AttemptRefusal, CODE_LIFETIME, HOLD, Hold, MAX_ATTEMPTS, MAX_SENDS, NONCE_BYTES, RESEND_AFTER,
    Send,
};
pub use ids::{
    AddonId, BatchId, ChangeId, CustomerKey, IdError, MemberId, OrderId, ProductId, SellerId,
    Suffix, ZoneId,
};
pub use lifecycle::{AWAITING_VERIFICATION, LIFECYCLES, Lifecycle, Move, Phase, Status};
pub use member::{Addresses, Grant, Member, MemberChange, MemberRefusal};
pub use money::{Amount, AmountError, Currency, Quantity, QuantityError};
pub use order::{
    Action, Address, CartLine, Change, Charges, Command, Customer, Door, Draw, Entry, EntryKind,
    Fulfilment, GivenBack, Line, LineAddon, MAX_TIMELINE, Method, Minutes, MinutesError, Order,
    OrderEvent, OrderFilter, Payment, PlaceRefusal, Placement, Priority, Redemption, Refusal,
    Search, Stamp, StatusName, Stop, Summary, UnknownStatus, Verification, VoucherOffer,
};
pub use phone::Phone;
pub use product::{Addon, Product, ProductChange};
pub use seller::{
    ChargeRules, Seller, SellerChange, SellerRefusal, TimeZoneError, TimeZoneName, Zone,
};
pub use share::{Share, ShareError};
pub use text::{Text, TextError};
pub use voucher::{Voucher, VoucherCode, VoucherId, VoucherRefusal, Worth};
