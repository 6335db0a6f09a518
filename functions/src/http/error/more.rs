//! Additional properties of problems: what a problem says beside its code.

use docket_app::AppError;
use docket_domain::{
    BatchRefusal, MergeRefusal, NotCancellable, OrderId, PlaceRefusal, Refusal, SellerRefusal,
    SplitRefusal, moment_text,
};
use serde_json::json;

use super::{problem::Problem, shortfall::Shortfall};

/// The problem with the additional properties of its code.
pub(super) fn more(problem: Problem, error: &AppError) -> Problem {
    match error {
        AppError::CodeRejected { attempts_left, .. } => {
            problem.with("attemptsLeft", json!(attempts_left))
        }
        AppError::InsufficientStock(short) => {
            let short: Vec<_> = short.iter().map(Shortfall::from).collect();
            problem.with("stockIssues", json!(short))
        }
        AppError::Place(PlaceRefusal::Paused(until)) => {
            problem.with("pausedUntil", json!(moment_text(*until)))
        }
        AppError::VoucherUses(code) => problem.with("voucher", json!(code.as_str())),
        AppError::Refused(refusal) => refused(problem, refusal),
        AppError::Batch(refusal) => batch(problem, refusal),
        AppError::Forbidden
        | AppError::Seller(SellerRefusal::Forbidden)
        | AppError::Split(SplitRefusal::Forbidden)
        | AppError::Merge(MergeRefusal::Forbidden) => problem.unexplained(),
        AppError::Merge(MergeRefusal::Unfit(orders, _) | MergeRefusal::OtherStatus(orders)) => {
            naming(orders, problem)
        }
        AppError::OfSeller(_, error) => more(problem, error),
        AppError::Invalid(_)
        | AppError::Unauthenticated
        | AppError::Token(_)
        | AppError::IdToken(_)
        | AppError::NotAnAdmin(_)
        | AppError::NeedsCode
        | AppError::NotFound
        | AppError::VoucherGone
        | AppError::VoucherRejected(_)
        | AppError::Place(_)
        | AppError::Send(_)
        | AppError::TooScattered
        | AppError::PreconditionFailed
        | AppError::Taken(_)
        | AppError::MemberElsewhere
        | AppError::TemplatesFull(_)
        | AppError::Member(_)
        | AppError::BatchTooLong
        | AppError::Seller(
            SellerRefusal::TooManyZones
            | SellerRefusal::ZoneTwice(_)
            | SellerRefusal::Targets(_)
            | SellerRefusal::Storefront(_)
            | SellerRefusal::Tax
            | SellerRefusal::Lifecycle
            | SellerRefusal::Payments(_),
        )
        | AppError::Split(
            SplitRefusal::Unfit(_)
            | SplitRefusal::Unknown(_)
            | SplitRefusal::Several(_)
            | SplitRefusal::Twice(_)
            | SplitRefusal::TooMany(_)
            | SplitRefusal::Nothing
            | SplitRefusal::Everything,
        )
        | AppError::Merge(
            MergeRefusal::Count
            | MergeRefusal::OtherSeller(_)
            | MergeRefusal::OtherCustomer(_)
            | MergeRefusal::OtherFulfilment(_)
            | MergeRefusal::TooLarge,
        )
        | AppError::PaymentsOff
        | AppError::NothingDue
        | AppError::PaymentNotPossible(_)
        | AppError::PaidSeparately
        | AppError::Payment(_)
        | AppError::Refund(_)
        | AppError::Provider(_)
        | AppError::PaymentMismatch(_)
        | AppError::Forged
        | AppError::KeyReused
        | AppError::Conflict
        | AppError::Store(_)
        | AppError::Images(_)
        | AppError::Key(_) => problem,
    }
}

fn refused(problem: Problem, refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::UnknownStatus { known, .. } => problem.with("allowed", json!(known)),
        Refusal::InvalidTransition { from, to, allowed } => {
            problem.with("from", json!(from)).with("to", json!(to)).with("allowed", json!(allowed))
        }
        Refusal::Forbidden => problem.unexplained(),
        Refusal::NotCancellable(NotCancellable::WindowEnded { ended_at, .. }) => {
            problem.with("endedAt", json!(moment_text(*ended_at)))
        }
        Refusal::NotCancellable(NotCancellable::Others { by, .. }) => {
            let roles: Vec<_> = by.iter().map(|role| role.name()).collect();
            problem.with("allowedRoles", json!(roles))
        }
        Refusal::Merged(into) => naming(&[*into], problem),
        Refusal::MoreThanKept { kept } => problem.with("amountKept", json!(kept.minor())),
        Refusal::MoreThanDue { due } => problem.with("amountDue", json!(due.minor())),
        Refusal::NotCancellable(NotCancellable::Status(_))
        | Refusal::AlreadyVerified
        | Refusal::VerificationExpired
        | Refusal::NotChangeable { .. }
        | Refusal::NotOverdue
        | Refusal::TakesNoPayment(_)
        | Refusal::NothingKept
        | Refusal::Disputed
        | Refusal::PaymentUnderWay
        | Refusal::PaymentRequired
        | Refusal::TooManyPayments
        | Refusal::TooManyRefunds
        | Refusal::TooMuch => problem,
    }
}

fn batch(problem: Problem, refusal: &BatchRefusal) -> Problem {
    match refusal {
        BatchRefusal::Forbidden => problem.unexplained(),
        BatchRefusal::NoStep(allowed) => problem.with("allowed", json!(allowed)),
        BatchRefusal::Taken(taken) => {
            let (orders, batches): (Vec<_>, Vec<_>) =
                taken.iter().map(|(order, batch)| (*order, batch.to_string())).unzip();
            naming(&orders, problem).with("batchIds", json!(batches))
        }
        BatchRefusal::NotWaiting(orders)
        | BatchRefusal::Gone(orders)
        | BatchRefusal::Unready(orders)
        | BatchRefusal::Undelivered(orders) => naming(orders, problem),
        BatchRefusal::Order(refusal) => refused(problem, refusal),
        BatchRefusal::Size
        | BatchRefusal::NotDelivered(..)
        | BatchRefusal::OtherZone(..)
        | BatchRefusal::Unknown(_)
        | BatchRefusal::NothingNamed
        | BatchRefusal::Full
        | BatchRefusal::Emptied
        | BatchRefusal::UnderWay
        | BatchRefusal::NotADriver
        | BatchRefusal::NotAPermutation
        | BatchRefusal::Over(_)
        | BatchRefusal::NoDriver
        | BatchRefusal::NothingToPickUp
        | BatchRefusal::NotPickedUp(_)
        | BatchRefusal::PickedUp => problem,
    }
}

/// The problem with the orders that it concerns.
fn naming(orders: &[OrderId], problem: Problem) -> Problem {
    let ids: Vec<_> = orders.iter().map(ToString::to_string).collect();
    problem.with("orderIds", json!(ids))
}
