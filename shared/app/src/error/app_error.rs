//! Everything for which a use case refuses.

use docket_domain::{
    BatchRefusal, MemberRefusal, MergeRefusal, PlaceRefusal, Refusal, Role, SellerRefusal,
    SendRefusal, SplitRefusal, TemplateRefusal, UpdateRefusal, VoucherCode,
    payments::{PaymentRefusal, RefundRefusal},
};
use docket_platform::{
    IdTokenError, ImageStoreError, KeyError, TokenError,
    payments::{Inexpressible, ProviderError},
};
use docket_store::StoreError;

use super::{Fault, Shortfall};

/// Why a use case refused.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The request is malformed; names every place at fault.
    #[error("the request is not valid; `errors` names every place at fault")]
    Invalid(Vec<Fault>),
    /// No token.
    #[error("this request needs a bearer token; sign in first")]
    Unauthenticated,
    /// A token that is not valid.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// An external issuer's ID token is not taken.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// The caller may see this, and not do that.
    #[error("your role does not allow this request")]
    Forbidden,
    /// Who signs in where administrators do, and is none.
    #[error("only an administrator can sign in here; your role is {}", .0.name())]
    NotAnAdmin(Role),
    /// An administrator by an external issuer's word.
    #[error("only a code can sign in an administrator; request one with POST /api/auth/codes")]
    NeedsCode,
    /// There is no such thing, or the caller may not see it.
    #[error("the resource does not exist, or you may not see it")]
    NotFound,
    /// A code was wrong, outdated or guessed at too often.
    #[error("{detail}")]
    CodeRejected {
        /// What was wrong.
        detail: String,
        /// How many guesses are left.
        attempts_left: u32,
    },
    /// A voucher that reviving an order redeems again is used up.
    #[error("a voucher of the order has no uses left, so the order cannot be restored")]
    VoucherGone,
    /// A voucher has fewer uses on record than an order would give back.
    #[error(
        "the voucher {0} has fewer uses on record than the order would give back; an administrator \
         can cancel the order with `restoreVouchers: false`"
    )]
    VoucherUses(VoucherCode),
    /// A voucher cannot be redeemed.
    #[error("a voucher cannot be redeemed")]
    VoucherRejected(Vec<Fault>),
    /// An order was refused before its stock was looked at.
    #[error(transparent)]
    Place(PlaceRefusal),
    /// An order's lifecycle refused a command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A code was refused to an address.
    #[error(transparent)]
    Send(#[from] SendRefusal),
    /// Not enough stock; names every line.
    #[error("there is not enough stock; `stockIssues` names every product that is short")]
    InsufficientStock(Vec<Shortfall>),
    /// What is ordered is spread over more stock items than one transaction
    /// takes.
    #[error("the order needs too many stock items at once; order fewer products")]
    TooScattered,
    /// The resource is not as the caller's `If-Match` says.
    #[error("the resource has changed since the version in `If-Match`; read it again")]
    PreconditionFailed,
    /// What the request names belongs to somebody else.
    #[error("{}", .0.detail)]
    Taken(Fault),
    /// The contact of this session signs in as another member.
    #[error("this phone or e-mail address belongs to another member; leave that membership first")]
    MemberElsewhere,
    /// An owner keeps as many templates as an owner may.
    #[error(
        "there are {0} templates already, the most that one owner can keep; delete one that is no \
         longer needed and send the request again"
    )]
    TemplatesFull(u32),
    /// A member cannot be as asked.
    #[error(transparent)]
    Member(#[from] MemberRefusal),
    /// A batch cannot be as asked.
    #[error(transparent)]
    Batch(#[from] BatchRefusal),
    /// A batch's orders have too long histories to change together.
    #[error(
        "the histories of the orders are too long for one change; move some of the orders one by one"
    )]
    BatchTooLong,
    /// A seller cannot be as asked.
    #[error(transparent)]
    Seller(#[from] SellerRefusal),
    /// An order cannot be split so.
    #[error(transparent)]
    Split(#[from] SplitRefusal),
    /// Orders cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeRefusal),
    /// The deployment has no payment provider.
    #[error("this deployment takes no online payments; ask the seller how to pay")]
    PaymentsOff,
    /// All is paid, or held.
    #[error("there is nothing left to pay")]
    NothingDue,
    /// The provider takes no such amount.
    #[error(transparent)]
    PaymentNotPossible(#[from] Inexpressible),
    /// The orders of a checkout have no common payment.
    #[error("the orders of this checkout cannot be paid together; pay each of them by itself")]
    PaidSeparately,
    /// A payment is not opened or changed.
    #[error(transparent)]
    Payment(#[from] PaymentRefusal),
    /// A refund is not in a state for this.
    #[error(transparent)]
    Refund(#[from] RefundRefusal),
    /// The payment provider.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// What the payment provider says does not fit what is here.
    #[error("the payment provider's answer does not fit: {0}")]
    PaymentMismatch(String),
    /// A webhook is not the payment provider's.
    #[error("the signature of the webhook is not valid")]
    Forged,
    /// One seller's part of a checkout.
    #[error("{1}")]
    OfSeller(usize, Box<Self>),
    /// The `Idempotency-Key` came with another body before.
    #[error("this Idempotency-Key was used with another request already; use a new key")]
    KeyReused,
    /// Others changed the same thing at the same time.
    #[error("another request changed the same data at the same time; try again")]
    Conflict,
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Where the files of images are kept.
    #[error(transparent)]
    Images(#[from] ImageStoreError),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<PlaceRefusal> for AppError {
    /// A product that is not for sale is answered like one without stock.
    fn from(refusal: PlaceRefusal) -> Self {
        match refusal {
            PlaceRefusal::NotForSale(missing) => {
                Self::InsufficientStock(missing.iter().map(Shortfall::not_for_sale).collect())
            }
            other => Self::Place(other),
        }
    }
}

impl From<UpdateRefusal> for AppError {
    fn from(refusal: UpdateRefusal) -> Self {
        match refusal {
            UpdateRefusal::Order(refusal) => refusal.into(),
            UpdateRefusal::Cart(refusal) => refusal.into(),
        }
    }
}

impl AppError {
    /// Whether the caller may see this, and not do that in the capacity in
    /// which it was decided.
    #[must_use]
    pub const fn is_forbidden(&self) -> bool {
        matches!(
            self,
            Self::Forbidden
                | Self::Refused(Refusal::Forbidden)
                | Self::Batch(BatchRefusal::Forbidden | BatchRefusal::Order(Refusal::Forbidden))
        )
    }

    /// The same about one seller's part of a checkout.
    #[must_use]
    pub fn of_seller(self, at: usize) -> Self {
        Self::OfSeller(at, Box::new(self))
    }
}

impl From<Fault> for AppError {
    fn from(error: Fault) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<TemplateRefusal> for AppError {
    fn from(refusal: TemplateRefusal) -> Self {
        match refusal {
            TemplateRefusal::Forbidden => Self::Forbidden,
            TemplateRefusal::OtherPhone => Fault::at("/customer/phone", refusal).into(),
            TemplateRefusal::NoSchedule => Fault::at("/paused", refusal).into(),
        }
    }
}
