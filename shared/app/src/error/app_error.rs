//! The reasons for which a use case refuses a request.

use docket_domain::{
    BatchRefusal, MemberRefusal, MergeRefusal, PlaceRefusal, Refusal, Role, SellerRefusal,
    SendRefusal, SplitRefusal, TemplateRefusal, UpdateRefusal, VoucherCode,
    payments::{PaymentRefusal, RefundRefusal},
};
use docket_platform::{
    IdTokenError, ImageStoreError, KeyError, TokenError,
    payments::{AmountConversionError, ProviderError},
};
use docket_store::StoreError;

use super::{Fault, Shortfall};

/// Why a use case refused a request.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The request is invalid. Contains every place at fault.
    #[error("the request is not valid; `errors` names every place at fault")]
    Invalid(Vec<Fault>),
    /// The request has no token.
    #[error("this request needs a bearer token; sign in first")]
    Unauthenticated,
    /// The token is not valid.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// An external issuer's ID token is not accepted.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// The caller may see the resource, but not make this request.
    #[error("your role does not allow this request")]
    Forbidden,
    /// A person who is no administrator used the sign-in for administrators. Contains their role.
    #[error("only an administrator can sign in here; your role is {}", .0.name())]
    NotAnAdmin(Role),
    /// An administrator used an external issuer's ID token.
    #[error("only a code can sign in an administrator; request one with POST /api/auth/codes")]
    NeedsCode,
    /// The resource does not exist, or the caller may not see it.
    #[error("the resource does not exist, or you may not see it")]
    NotFound,
    /// A code was wrong, expired or guessed too often.
    #[error("{detail}")]
    CodeRejected {
        /// What was wrong.
        detail: String,
        /// How many guesses are left.
        attempts_left: u32,
    },
    /// Restoring an order would redeem a voucher again that has no uses left.
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
    /// An order was refused before its stock was checked.
    #[error(transparent)]
    Place(PlaceRefusal),
    /// An order's lifecycle refused a command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Sending a code to a contact was refused.
    #[error(transparent)]
    Send(#[from] SendRefusal),
    /// There is not enough stock. Contains every product that is short.
    #[error("there is not enough stock; `stockIssues` names every product that is short")]
    InsufficientStock(Vec<Shortfall>),
    /// The order needs more stock items than one transaction can change.
    #[error("the order needs too many stock items at once; order fewer products")]
    TooScattered,
    /// The resource's version does not match the caller's `If-Match`.
    #[error("the resource has changed since the version in `If-Match`; read it again")]
    PreconditionFailed,
    /// An id or code in the request belongs to somebody else.
    #[error("{}", .0.detail)]
    Taken(Fault),
    /// The contact of this session belongs to another member.
    #[error("this phone or e-mail address belongs to another member; leave that membership first")]
    MemberElsewhere,
    /// An owner has the maximal number of templates already.
    #[error(
        "there are {0} templates already, the most that one owner can keep; delete one that is no \
         longer needed and send the request again"
    )]
    TemplatesFull(u32),
    /// The domain refused a member.
    #[error(transparent)]
    Member(#[from] MemberRefusal),
    /// The domain refused a batch.
    #[error(transparent)]
    Batch(#[from] BatchRefusal),
    /// The histories of a batch's orders are too long for one transaction.
    #[error(
        "the histories of the orders are too long for one change; move some of the orders one by one"
    )]
    BatchTooLong,
    /// The domain refused a seller.
    #[error(transparent)]
    Seller(#[from] SellerRefusal),
    /// The domain refused a split.
    #[error(transparent)]
    Split(#[from] SplitRefusal),
    /// The domain refused a merge.
    #[error(transparent)]
    Merge(#[from] MergeRefusal),
    /// The deployment has no payment provider.
    #[error("this deployment takes no online payments; ask the seller how to pay")]
    PaymentsOff,
    /// The whole amount is paid or authorized.
    #[error("there is nothing left to pay")]
    NothingDue,
    /// The provider cannot charge this amount.
    #[error(transparent)]
    PaymentNotPossible(#[from] AmountConversionError),
    /// The orders of a checkout cannot be paid together.
    #[error("the orders of this checkout cannot be paid together; pay each of them by itself")]
    PaidSeparately,
    /// The domain refused to open or change a payment.
    #[error(transparent)]
    Payment(#[from] PaymentRefusal),
    /// The state of a refund does not allow the request.
    #[error(transparent)]
    Refund(#[from] RefundRefusal),
    /// An error of the payment provider.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The payment provider's answer does not match the stored payment.
    #[error("the payment provider's answer does not fit: {0}")]
    PaymentMismatch(String),
    /// A webhook does not come from the payment provider.
    #[error("the signature of the webhook is not valid")]
    Forged,
    /// An error in one seller's part of a checkout. Contains the position of the part.
    #[error("{1}")]
    OfSeller(usize, Box<Self>),
    /// The `Idempotency-Key` was used with another body.
    #[error("this Idempotency-Key was used with another request already; use a new key")]
    KeyReused,
    /// Concurrent requests changed the data.
    #[error("another request changed the same data at the same time; try again")]
    Conflict,
    /// An error of the table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An error of the image store.
    #[error(transparent)]
    Images(#[from] ImageStoreError),
    /// An error of a key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<PlaceRefusal> for AppError {
    /// A product that is not for sale is reported like a product without stock.
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
    /// Whether the capacity in which the request was decided does not allow it.
    #[must_use]
    pub const fn is_forbidden(&self) -> bool {
        matches!(
            self,
            Self::Forbidden
                | Self::Refused(Refusal::Forbidden)
                | Self::Batch(BatchRefusal::Forbidden | BatchRefusal::Order(Refusal::Forbidden))
        )
    }

    /// This error as an error in one seller's part of a checkout.
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
