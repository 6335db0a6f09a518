//! What the domain refuses, and why.

use docket_domain::{
    BatchRefusal, MemberRefusal, OrderId, PlaceRefusal, Refusal, SellerRefusal, TargetRefusal,
};
use http::StatusCode;
use serde_json::json;

use super::{ApiError, FieldError, Problem};

pub(super) fn place_problem(refusal: &PlaceRefusal, detail: String) -> Problem {
    let problem = |status, code| Problem::new(status, code, detail.clone());
    let lines = |code, field: &str, positions: &[usize]| {
        let errors: Vec<_> = positions
            .iter()
            .map(|at| FieldError::at(format!("/items/{at}/{field}"), &detail))
            .collect();
        problem(StatusCode::BAD_REQUEST, code).with("errors", json!(errors))
    };
    match refusal {
        PlaceRefusal::UnknownProducts(at) => lines("unknown_product", "productId", at),
        PlaceRefusal::MixedSellers(at) => lines("mixed_sellers", "productId", at),
        PlaceRefusal::UnknownAddons(at) => lines("invalid_request", "addons", at),
        PlaceRefusal::TooMany(at) => lines("invalid_request", "quantity", at),
        PlaceRefusal::Voucher(at, _) => {
            let fault = FieldError::at(format!("/vouchers/{at}"), &detail);
            problem(StatusCode::BAD_REQUEST, "voucher_rejected").with("errors", json!([fault]))
        }
        PlaceRefusal::UnknownZone => {
            let fault = FieldError::at("/fulfilment/zoneId", &detail);
            problem(StatusCode::BAD_REQUEST, "invalid_request").with("errors", json!([fault]))
        }
        PlaceRefusal::Time(_) => invalid("/fulfilment/requestedFor", detail),
        PlaceRefusal::Priority => invalid("/priority", detail),
        PlaceRefusal::TotalTooLarge => problem(StatusCode::BAD_REQUEST, "invalid_request"),
        PlaceRefusal::VerifyFirst | PlaceRefusal::HeldOut(_) => {
            problem(StatusCode::FORBIDDEN, "phone_verification_required")
        }
    }
}

pub(super) fn refusal_problem(refusal: Refusal, detail: String) -> Problem {
    use StatusCode as S;
    let problem = |status, code| Problem::new(status, code, detail.clone());
    match refusal {
        Refusal::UnknownStatus(_) => problem(S::BAD_REQUEST, "invalid_status"),
        Refusal::InvalidTransition { from, to, allowed } => {
            problem(S::BAD_REQUEST, "invalid_transition")
                .with("from", json!(from))
                .with("to", json!(to))
                .with("allowed", json!(allowed))
        }
        Refusal::Forbidden => problem(S::FORBIDDEN, "forbidden"),
        Refusal::NotCancellable { reason } => {
            problem(S::CONFLICT, "order_not_cancellable").with("reason", json!(reason))
        }
        Refusal::AlreadyVerified => problem(S::CONFLICT, "already_verified"),
        Refusal::VerificationExpired => problem(S::CONFLICT, "verification_expired"),
        Refusal::NotChangeable { .. } => problem(S::CONFLICT, "conflict"),
        Refusal::NotOverdue | Refusal::TakesNoPayment(_) | Refusal::Merged(_) => {
            problem(S::CONFLICT, "conflict")
        }
        Refusal::TooMuch => invalid("/amount", detail),
        Refusal::MoreThanDue { due } => {
            invalid("/amount", detail).with("amountDue", json!(due.minor()))
        }
    }
}

pub(super) fn member_problem(refusal: MemberRefusal, detail: String) -> Problem {
    match refusal {
        MemberRefusal::Unreachable => invalid("/phone", detail),
        MemberRefusal::NeedsSeller | MemberRefusal::HasNoSeller => invalid("/sellerId", detail),
        MemberRefusal::NoMembersRole => invalid("/role", detail),
        MemberRefusal::LastAddress => Problem::new(StatusCode::CONFLICT, "conflict", detail),
        MemberRefusal::Forbidden | MemberRefusal::OwnAccess | MemberRefusal::AcceptedAddresses => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
        }
    }
}

pub(super) fn seller_problem(refusal: SellerRefusal, detail: String) -> Problem {
    match refusal {
        SellerRefusal::TooManyZones => invalid("/zones", detail),
        SellerRefusal::ZoneTwice(at) => invalid(&format!("/zones/{at}/id"), detail),
        SellerRefusal::Targets(TargetRefusal::Status(at) | TargetRefusal::Twice(at)) => {
            invalid(&format!("/slaTargets/{at}/status"), detail)
        }
        SellerRefusal::Tax => invalid("/charges/taxBasisPoints", detail),
        SellerRefusal::Forbidden | SellerRefusal::Lifecycle => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
        }
    }
}

pub(super) fn batch_problem(refusal: BatchRefusal, detail: String) -> Problem {
    let conflict = || Problem::new(StatusCode::CONFLICT, "conflict", detail.clone());
    match refusal {
        BatchRefusal::Forbidden => Problem::new(StatusCode::FORBIDDEN, "forbidden", detail),
        BatchRefusal::Size => invalid("/orderIds", detail),
        BatchRefusal::NotDelivered(at) | BatchRefusal::OtherZone(at) => {
            let fault = |at| FieldError::at(format!("/orderIds/{at}"), &detail);
            ApiError::Invalid(at.into_iter().map(fault).collect()).into()
        }
        BatchRefusal::NotADriver => invalid("/driverId", detail),
        BatchRefusal::NotAPermutation => invalid("/sequence", detail),
        BatchRefusal::NoStep => {
            Problem::new(StatusCode::BAD_REQUEST, "invalid_status", detail.clone())
        }
        BatchRefusal::NotWaiting(orders)
        | BatchRefusal::Taken(orders)
        | BatchRefusal::Unready(orders)
        | BatchRefusal::Undelivered(orders) => naming(&orders, conflict()),
        BatchRefusal::Over(_)
        | BatchRefusal::NoDriver
        | BatchRefusal::NothingToPickUp
        | BatchRefusal::NotPickedUp(_)
        | BatchRefusal::PickedUp => conflict(),
        BatchRefusal::Order(refusal) => refusal_problem(refusal, detail),
    }
}

/// The same with the orders that it is about.
pub(super) fn naming(orders: &[OrderId], problem: Problem) -> Problem {
    let ids: Vec<_> = orders.iter().map(ToString::to_string).collect();
    problem.with("orderIds", json!(ids))
}

/// A request with one fault.
pub(super) fn invalid(pointer: &str, detail: String) -> Problem {
    ApiError::from(FieldError::at(pointer, detail)).into()
}
