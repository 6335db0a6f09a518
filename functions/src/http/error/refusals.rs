//! What the domain refuses, and why.

use docket_domain::{
    BatchRefusal, MemberRefusal, NotCancellable, OrderId, PlaceRefusal, Refusal, SellerRefusal,
    TargetRefusal, moment_text,
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
        Refusal::UnknownStatus { known, .. } => {
            problem(S::BAD_REQUEST, "invalid_status").with("allowed", json!(known))
        }
        Refusal::InvalidTransition { from, to, allowed } => {
            problem(S::BAD_REQUEST, "invalid_transition")
                .with("from", json!(from))
                .with("to", json!(to))
                .with("allowed", json!(allowed))
        }
        Refusal::Forbidden => problem(S::FORBIDDEN, "forbidden").unexplained(),
        Refusal::NotCancellable(why) => {
            let problem = problem(S::CONFLICT, "order_not_cancellable").reason(why.code());
            match why {
                NotCancellable::WindowEnded { ended_at, .. } => {
                    problem.with("endedAt", json!(moment_text(ended_at)))
                }
                NotCancellable::Others { by, .. } => {
                    let roles: Vec<_> = by.iter().map(|role| role.name()).collect();
                    problem.with("allowedRoles", json!(roles))
                }
                NotCancellable::Status(_) => problem,
            }
        }
        Refusal::AlreadyVerified => problem(S::CONFLICT, "already_verified"),
        Refusal::VerificationExpired => problem(S::CONFLICT, "verification_expired"),
        Refusal::NotChangeable { code, .. } => problem(S::CONFLICT, "conflict").reason(code),
        Refusal::NotOverdue => problem(S::CONFLICT, "conflict").reason("not_overdue"),
        Refusal::TakesNoPayment(_) => {
            problem(S::CONFLICT, "conflict").reason("status_takes_no_payment")
        }
        Refusal::Merged(into) => naming(&[into], problem(S::CONFLICT, "conflict").reason("merged")),
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
        MemberRefusal::LastAddress => {
            Problem::new(StatusCode::CONFLICT, "conflict", detail).reason("last_address")
        }
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
        SellerRefusal::Forbidden => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).unexplained()
        }
        SellerRefusal::Lifecycle => Problem::new(StatusCode::FORBIDDEN, "forbidden", detail),
    }
}

pub(super) fn batch_problem(refusal: BatchRefusal, detail: String) -> Problem {
    let conflict = |why| Problem::new(StatusCode::CONFLICT, "conflict", detail.clone()).reason(why);
    match refusal {
        BatchRefusal::Forbidden => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).unexplained()
        }
        BatchRefusal::Size => invalid("/orderIds", detail),
        BatchRefusal::NotDelivered(at) | BatchRefusal::OtherZone(at) => {
            let fault = |at| FieldError::at(format!("/orderIds/{at}"), &detail);
            ApiError::Invalid(at.into_iter().map(fault).collect()).into()
        }
        BatchRefusal::NotADriver => invalid("/driverId", detail),
        BatchRefusal::NotAPermutation => invalid("/sequence", detail),
        BatchRefusal::NoStep(allowed) => {
            Problem::new(StatusCode::BAD_REQUEST, "invalid_status", detail.clone())
                .with("allowed", json!(allowed))
        }
        BatchRefusal::NotWaiting(orders) => naming(&orders, conflict("orders_not_waiting")),
        BatchRefusal::Taken(orders) => naming(&orders, conflict("orders_in_another_batch")),
        BatchRefusal::Unready(orders) => naming(&orders, conflict("orders_not_ready")),
        BatchRefusal::Undelivered(orders) => naming(&orders, conflict("orders_not_out")),
        BatchRefusal::Over(_) => conflict("batch_over"),
        BatchRefusal::NoDriver => conflict("no_driver"),
        BatchRefusal::NothingToPickUp => conflict("nothing_to_pick_up"),
        BatchRefusal::NotPickedUp(_) => conflict("not_picked_up"),
        BatchRefusal::PickedUp => conflict("picked_up"),
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
