//! How a seller's buyers pay through the payment provider.

use crate::{Actor, Amount, Edit, Minutes, OneLine};

/// How a seller's buyers pay through the payment provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerPayments {
    /// When payments are captured; `None` means as the lifecycle says.
    pub capture: Option<CaptureTime>,
    /// The seller's own account with the provider, which receives the payments of its orders;
    /// `None` means the deployment's account.
    pub account: Option<OneLine<255>>,
    /// The fee that the deployment keeps of payments to the seller's own account.
    pub fee: FeePoints,
    /// Whether orders must be paid before the seller receives them.
    pub required: bool,
    /// How long buyers then have to pay.
    pub pay_within: Minutes,
}

impl Default for SellerPayments {
    fn default() -> Self {
        Self {
            capture: None,
            account: None,
            fee: FeePoints::NONE,
            required: false,
            pay_within: Self::PAY_WITHIN,
        }
    }
}

impl SellerPayments {
    /// The default time to pay: half an hour.
    pub const PAY_WITHIN: Minutes = Minutes::compiled(30);

    /// The settings after a change by `by`, who manages the seller.
    ///
    /// # Errors
    ///
    /// [`SellerPaymentsRefusal`]: only administrators may change the account and the fee.
    pub(crate) fn apply(
        &self,
        change: &SellerPaymentsChange,
        by: &Actor,
    ) -> Result<Self, SellerPaymentsRefusal> {
        let next = Self {
            capture: change.capture.of(self.capture.as_ref()),
            account: change.account.of(self.account.as_ref()),
            fee: change.fee.unwrap_or(self.fee),
            required: change.required.unwrap_or(self.required),
            pay_within: change.pay_within.of(Some(&self.pay_within)).unwrap_or(Self::PAY_WITHIN),
        };
        let is_admin = matches!(by, Actor::Admin(_));
        if next.account != self.account && !is_admin {
            return Err(SellerPaymentsRefusal::Account);
        }
        if next.fee != self.fee && !is_admin {
            return Err(SellerPaymentsRefusal::Fee);
        }
        Ok(next)
    }

    /// The fee that is kept: [`Self::fee`] for the seller's own account, otherwise nothing.
    #[must_use]
    pub fn fee_kept(&self) -> FeePoints {
        if self.account.is_some() { self.fee } else { FeePoints::NONE }
    }
}

/// A partial change of how a seller's buyers pay.
#[derive(Debug, Clone, Default)]
pub struct SellerPaymentsChange {
    /// When payments are captured; clearing it means as the lifecycle says.
    pub capture: Edit<CaptureTime>,
    /// The seller's own account with the provider.
    pub account: Edit<OneLine<255>>,
    /// The new fee.
    pub fee: Option<FeePoints>,
    /// Whether orders must be paid before the seller receives them.
    pub required: Option<bool>,
    /// How long buyers then have to pay; clearing it means the default.
    pub pay_within: Edit<Minutes>,
}

/// Why a change of how a seller's buyers pay is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SellerPaymentsRefusal {
    /// Only administrators may change the account that receives the payments.
    #[error("only an administrator can change the account that receives a seller's payments")]
    Account,
    /// Only administrators may change the fee that is kept of the payments.
    #[error("only an administrator can change the fee that is kept of a seller's payments")]
    Fee,
}

/// A fee as a part of a payment, in basis points (1/10,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeePoints(u32);

/// The fee is more than the whole payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 0 and {} basis points", FeePoints::MAX)]
pub struct FeePointsError;

impl FeePoints {
    /// No fee.
    pub const NONE: Self = Self(0);
    /// The highest fee: the whole payment.
    pub const MAX: u32 = 10_000;

    /// A fee of this many basis points.
    ///
    /// # Errors
    ///
    /// [`FeePointsError`].
    pub const fn new(points: u32) -> Result<Self, FeePointsError> {
        if points <= Self::MAX { Ok(Self(points)) } else { Err(FeePointsError) }
    }

    /// The fee in basis points.
    #[must_use]
    pub const fn points(self) -> u32 {
        self.0
    }

    /// The fee of an amount, rounded down.
    ///
    /// ```
    /// # use docket_domain::{Amount, FeePoints};
    /// let fee = FeePoints::new(250)?.of(Amount::new(999)?);
    /// assert_eq!(fee, Amount::new(24)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(self, amount: Amount) -> Amount {
        let part = u128::from(amount.minor()) * u128::from(self.0) / u128::from(Self::MAX);
        i64::try_from(part).ok().and_then(|part| Amount::new(part).ok()).unwrap_or(amount)
    }
}

/// When a payment is captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureTime {
    /// The money is held, and captured when the order is accepted.
    OnAccept,
    /// The money is captured when the buyer pays.
    Immediate,
}

impl CaptureTime {
    /// Both.
    pub const ALL: [Self; 2] = [Self::OnAccept, Self::Immediate];

    /// The name in requests, responses and stored items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnAccept => "on_accept",
            Self::Immediate => "immediate",
        }
    }
}
