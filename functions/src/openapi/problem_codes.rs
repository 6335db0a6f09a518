//! What each problem code means to whoever reads an answer with it: its cause, and what to do.

use docket_app::ProblemCode;

/// Why a problem code is answered, and what the client does then. Both are Markdown.
#[derive(Debug, Clone, Copy)]
pub struct Meaning {
    /// When the API answers this code.
    pub cause: &'static str,
    /// What the client, or the person who uses it, does next.
    pub remedy: &'static str,
}

/// The meaning of a code.
#[expect(clippy::too_many_lines, reason = "one arm for each code")]
#[must_use]
pub const fn meaning(code: ProblemCode) -> Meaning {
    let (cause, remedy) = match code {
        ProblemCode::InvalidRequest => (
            "A field, a parameter or a header is missing, malformed or out of range, or the body is not valid JSON.",
            "Correct every place that `errors` lists. All faults of a body are listed at once. Sending the request again \
             unchanged gives the same answer.",
        ),
        ProblemCode::UnknownProduct => (
            "An item names a product that does not exist or that the seller does not sell.",
            "Read the products with `GET /api/products` and remove or replace the items that `errors` lists.",
        ),
        ProblemCode::MixedSellers => (
            "The items of one order, or the orders to be merged, belong to several sellers.",
            "Place one order for each seller, or all of them together with `POST /api/checkouts`.",
        ),
        ProblemCode::VoucherRejected => (
            "A voucher does not exist, is not valid at this time, is used up, or does not fit the order.",
            "Show `errors[].detail` to the buyer and order without this voucher. `POST /api/orders/quote` checks vouchers \
             without placing an order.",
        ),
        ProblemCode::InvalidStatus => (
            "The status is not one of the lifecycle's, or the step is not one that this request may ask for.",
            "Choose one of the statuses in `allowed`. `GET /api/lifecycles/{name}/{version}` lists all of a lifecycle.",
        ),
        ProblemCode::InvalidTransition => (
            "The lifecycle has no transition from the order's status (`from`) to the one that was asked for (`to`).",
            "Read the order again, because somebody may have moved it, and choose one of the statuses in `allowed`.",
        ),
        ProblemCode::CodeRejected => (
            "The verification code is wrong, has expired, or was replaced by a newer one. `attemptsLeft` says how many \
             attempts the current code has left.",
            "Ask the person for the newest code. Without attempts left, request a new code.",
        ),
        ProblemCode::InvalidSignature => (
            "The webhook of the payment provider has no valid signature, or one that is older than five minutes.",
            "Check that the webhook's signing secret in the deployment is the provider's, and that clocks are right.",
        ),
        ProblemCode::Unauthenticated => (
            "The request has no access token, or one that is malformed, revoked or made for another purpose.",
            "Sign in with `POST /api/auth/codes` and `POST /api/auth/tokens`, then send `Authorization: Bearer <token>`.",
        ),
        ProblemCode::TokenExpired => (
            "The access token or ID token has expired.",
            "Exchange the refresh token with `POST /api/auth/tokens/refresh`, then send the request again.",
        ),
        ProblemCode::Forbidden => (
            "The caller's role does not allow this request. `detail` names who may send it.",
            "Sign in as somebody with that role. Sending the request again gives the same answer.",
        ),
        ProblemCode::PhoneVerificationRequired => (
            "The seller takes orders of verified phones only, or the phone holds as much unverified stock as one phone may.",
            "Sign in with the phone first, or verify the orders that it has placed already, then order again.",
        ),
        ProblemCode::NotFound => (
            "What the path names does not exist, or the caller may not know that it exists.",
            "Check the id and the account. Both cases have the same answer, so that ids cannot be guessed.",
        ),
        ProblemCode::MethodNotAllowed => (
            "The path exists, and does not take this HTTP method. The header `Allow` lists those that it takes.",
            "Use a method of `Allow`.",
        ),
        ProblemCode::InsufficientStock => (
            "There is less stock than the order needs, or a product is not for sale. `stockIssues` lists every such item.",
            "Offer the buyer the quantity in `stockIssues[].available`. Nothing was placed and no stock is held.",
        ),
        ProblemCode::SellerPaused => (
            "The seller takes no orders until `pausedUntil`.",
            "Order after `pausedUntil`, or at another seller.",
        ),
        ProblemCode::OrderNotCancellable => (
            "The order cannot be cancelled by this caller at this time. `reason` says why: the cancellation window has \
             ended, the status is final, or another role has to do it (`allowedRoles`).",
            "Ask the seller to cancel. A client shows the action only while `allowedActions` of the order has it.",
        ),
        ProblemCode::AlreadyVerified => (
            "The order was verified before, for example by a request whose answer was lost.",
            "Treat the order as verified, and read it with `GET /api/orders/{id}`.",
        ),
        ProblemCode::VerificationExpired => (
            "The order was not verified in time. Its stock is returned within a minute.",
            "Place a new order.",
        ),
        ProblemCode::PaymentRequired => (
            "The seller requires payment first, and the order is not paid.",
            "Pay with `POST /api/orders/{id}/payment-intents`. The order continues by itself when the payment arrives.",
        ),
        ProblemCode::PaymentsOff => (
            "The deployment has no keys of a payment provider, so nothing can be paid here.",
            "Pay the seller directly. The operator sets the keys as *Operations* describes.",
        ),
        ProblemCode::PaymentNotPossible => (
            "The payment provider does not take this payment, for example because of the amount or the currency.",
            "Show `detail`, and pay the seller directly.",
        ),
        ProblemCode::Conflict => (
            "The request is valid, and the current state does not allow it. `reason` is a stable name of the cause. \
             `changed_meanwhile` means that another request changed the same data at the same time, and that the \
             server's own retries were used up.",
            "With `changed_meanwhile`, repeat the request unchanged, with the same `Idempotency-Key`; if it had `If-Match`, \
             read the resource and decide again. With any other reason, do not repeat it: read the resource and show \
             `detail`.",
        ),
        ProblemCode::PreconditionFailed => (
            "The resource has another version than the one in `If-Match`: somebody changed it after it was read.",
            "Read the resource again, apply the change to what is there now, and send it with the new `ETag`.",
        ),
        ProblemCode::TooLarge => (
            "The body is larger than 256 KB, or an image is larger than 200 KB.",
            "Send less: fewer items, or a smaller image.",
        ),
        ProblemCode::UnsupportedMediaType => (
            "The body is not `application/json`, or an image is not `image/webp`, `image/jpeg` or `image/png`.",
            "Set the header `Content-Type` to what the body is, or convert the image.",
        ),
        ProblemCode::IdempotencyKeyReused => (
            "The `Idempotency-Key` was used before with another body.",
            "Create a new key for each new request. Reuse a key only to repeat exactly the same request.",
        ),
        ProblemCode::TooManyRequests => (
            "A rate limit was reached: codes to one phone, attempts from one network, or unverified orders.",
            "Wait for the seconds in the header `Retry-After`, then send the request again.",
        ),
        ProblemCode::Internal => (
            "Docket has a fault. Nothing of the request was done, or its `Idempotency-Key` makes a repeat safe.",
            "Report `requestId` to the operator, who finds the cause in the log under this id.",
        ),
        ProblemCode::Unavailable => (
            "Docket, its table or the payment provider is busy or unreachable.",
            "Repeat the request after `Retry-After` seconds, with the same `Idempotency-Key` and growing pauses.",
        ),
    };
    Meaning { cause, remedy }
}
