//! The provider's test payment methods that the stand-in knows, and how each behaves.

/// Why a card is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decline {
    /// The error's code.
    pub code: &'static str,
    /// The bank's reason.
    pub reason: Option<&'static str>,
    /// The message for the payer.
    pub message: &'static str,
}

/// What a payment method does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// It pays.
    Pays,
    /// It is declined.
    Declines(Decline),
    /// It pays once the payer has confirmed at the bank.
    Authenticates,
    /// It pays later.
    PaysLater,
    /// It is accepted, and fails later.
    FailsLater,
    /// It pays, and the payer disputes it for this reason.
    PaysAndDisputes(&'static str),
    /// It pays; refunds take a while.
    RefundsLater,
    /// It pays; refunds succeed at first, and fail later.
    RefundsFail,
}

/// A test payment method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestMethod {
    /// Its id.
    pub id: &'static str,
    /// The card's brand; none for what is no card.
    pub brand: Option<&'static str>,
    /// The last four digits.
    pub last4: &'static str,
    /// What happens when it is used.
    pub behaviour: Behaviour,
}

impl TestMethod {
    /// The method with an id.
    pub fn find(id: &str) -> Option<Self> {
        METHODS.iter().find(|method| method.id == id).copied()
    }

    /// What kind of method it is.
    pub const fn kind(self) -> &'static str {
        if self.is_card() { "card" } else { "us_bank_account" }
    }

    /// Whether it is a card. Only cards hold money.
    pub const fn is_card(self) -> bool {
        self.brand.is_some()
    }
}

const DECLINED: &str = "Your card was declined.";
const GENERIC: Decline =
    Decline { code: "card_declined", reason: Some("generic_decline"), message: DECLINED };
const POOR: Decline = Decline {
    code: "card_declined",
    reason: Some("insufficient_funds"),
    message: "Your card has insufficient funds.",
};
const LOST: Decline =
    Decline { code: "card_declined", reason: Some("lost_card"), message: DECLINED };
const STOLEN: Decline =
    Decline { code: "card_declined", reason: Some("stolen_card"), message: DECLINED };
const EXPIRED: Decline = Decline {
    code: "expired_card",
    reason: Some("expired_card"),
    message: "Your card has expired.",
};
const WRONG_CVC: Decline = Decline {
    code: "incorrect_cvc",
    reason: Some("incorrect_cvc"),
    message: "Your card's security code is incorrect.",
};
const PROCESSING: Decline = Decline {
    code: "processing_error",
    reason: Some("processing_error"),
    message: "An error occurred while processing your card. Try again in a little bit.",
};

const fn visa(id: &'static str, last4: &'static str, behaviour: Behaviour) -> TestMethod {
    TestMethod { id, brand: Some("visa"), last4, behaviour }
}

/// All of them. Some have two ids.
const METHODS: [TestMethod; 26] = [
    visa("pm_card_visa", "4242", Behaviour::Pays),
    TestMethod {
        id: "pm_card_mastercard",
        brand: Some("mastercard"),
        last4: "4444",
        behaviour: Behaviour::Pays,
    },
    TestMethod {
        id: "pm_card_amex",
        brand: Some("amex"),
        last4: "8431",
        behaviour: Behaviour::Pays,
    },
    visa("pm_card_chargeDeclined", "0002", Behaviour::Declines(GENERIC)),
    visa("pm_card_visa_chargeDeclined", "0002", Behaviour::Declines(GENERIC)),
    visa("pm_card_chargeDeclinedInsufficientFunds", "9995", Behaviour::Declines(POOR)),
    visa("pm_card_visa_chargeDeclinedInsufficientFunds", "9995", Behaviour::Declines(POOR)),
    visa("pm_card_visa_chargeDeclinedLostCard", "9987", Behaviour::Declines(LOST)),
    visa("pm_card_visa_chargeDeclinedStolenCard", "9979", Behaviour::Declines(STOLEN)),
    visa("pm_card_chargeDeclinedExpiredCard", "0069", Behaviour::Declines(EXPIRED)),
    visa("pm_card_chargeDeclinedIncorrectCvc", "0127", Behaviour::Declines(WRONG_CVC)),
    visa("pm_card_chargeDeclinedProcessingError", "0119", Behaviour::Declines(PROCESSING)),
    visa("pm_card_authenticationRequired", "3184", Behaviour::Authenticates),
    visa("pm_card_threeDSecure2Required", "3220", Behaviour::Authenticates),
    visa("pm_card_threeDSecureRequired", "3063", Behaviour::Authenticates),
    visa("pm_card_createDispute", "0259", Behaviour::PaysAndDisputes("fraudulent")),
    visa(
        "pm_card_createDisputeProductNotReceived",
        "2685",
        Behaviour::PaysAndDisputes("product_not_received"),
    ),
    visa("pm_card_pendingRefund", "7726", Behaviour::RefundsLater),
    visa("pm_card_refundFail", "5126", Behaviour::RefundsFail),
    visa("pm_card_bypassPending", "0077", Behaviour::Pays),
    visa("pm_card_us", "4242", Behaviour::Pays),
    visa("pm_card_de", "0016", Behaviour::Pays),
    visa("pm_card_gb", "0000", Behaviour::Pays),
    TestMethod {
        id: "pm_usBankAccount_success",
        brand: None,
        last4: "6789",
        behaviour: Behaviour::PaysLater,
    },
    TestMethod {
        id: "pm_usBankAccount_insufficientFunds",
        brand: None,
        last4: "2222",
        behaviour: Behaviour::FailsLater,
    },
    TestMethod {
        id: "pm_usBankAccount_accountClosed",
        brand: None,
        last4: "1113",
        behaviour: Behaviour::FailsLater,
    },
];
