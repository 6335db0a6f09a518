//! How a seller's buyers pay through the payment provider.

use crate::{Actor, Amount, Edit, Minutes, OneLine};

/// How a seller's buyers pay through the payment provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerPayments {
    /// When the money is taken; unless given, as the lifecycle says.
    pub capture: Option<CaptureTime>,
    /// The seller's own account with the provider, on which its orders are paid;
    /// without one, they are paid to the deployment's.
    pub account: Option<OneLine<255>>,
    /// What the deployment keeps of what is paid on the seller's own account, in basis
    /// points (1/10,000).
    pub fee: FeePoints,
    /// Whether orders are paid for before the seller gets them.
    pub required: bool,
    /// How long buyers have for that.
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
    /// How long buyers have to pay unless their seller says otherwise: half an hour.
    pub const PAY_WITHIN: Minutes = Minutes::compiled(30);

    /// The same after a change by `by`, who manages the seller.
    ///
    /// # Errors
    ///
    /// [`SellerPaymentsRefusal`]: where money goes is for administrators.
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

    /// The part of payments that is kept, where they are on the seller's own account.
    #[must_use]
    pub fn fee_kept(&self) -> FeePoints {
        if self.account.is_some() { self.fee } else { FeePoints::NONE }
    }
}

/// What is to be changed of how a seller's buyers pay.
#[derive(Debug, Clone, Default)]
pub struct SellerPaymentsChange {
    /// When the money is taken, or as the lifecycle says.
    pub capture: Edit<CaptureTime>,
    /// The seller's own account with the provider, or none.
    pub account: Edit<OneLine<255>>,
    /// Another part that is kept.
    pub fee: Option<FeePoints>,
    /// Whether orders are paid for before the seller gets them.
    pub required: Option<bool>,
    /// How long buyers have for that, or as long as elsewhere.
    pub pay_within: Edit<Minutes>,
}

/// Why how a seller's buyers pay cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SellerPaymentsRefusal {
    /// Its staff may not change the account that its orders are paid to.
    #[error("only an administrator can change the account that receives a seller's payments")]
    Account,
    /// Its staff may not change what is kept of its payments.
    #[error("only an administrator can change the fee that is kept of a seller's payments")]
    Fee,
}

/// A part of payments, in basis points (1/10,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeePoints(u32);

/// A part that is more than the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be between 0 and {} basis points", FeePoints::MAX)]
pub struct FeePointsError;

impl FeePoints {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const MAX: u32 = 10_000;

    /// So many basis points.
    ///
    /// # Errors
    ///
    /// [`FeePointsError`].
    pub const fn new(points: u32) -> Result<Self, FeePointsError> {
        if points <= Self::MAX { Ok(Self(points)) } else { Err(FeePointsError) }
    }

    /// In basis points.
    #[must_use]
    pub const fn points(self) -> u32 {
        self.0
    }

    /// The part of an amount, rounded down.
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

/// When money that a buyer pays is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptureTime {
    /// It is held, and taken when the order is accepted.
    OnAccept,
    /// At once.
    Immediate,
}

impl CaptureTime {
    /// Both.
    pub const ALL: [Self; 2] = [Self::OnAccept, Self::Immediate];

    /// The name in requests, answers and items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnAccept => "on_accept",
            Self::Immediate => "immediate",
        }
    }
}
