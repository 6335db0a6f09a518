//! Explanations of the domain's refusals, one function for each type.

use docket_domain::{
    BatchRefusal, MemberRefusal, NamedOrders, PlaceRefusal, Refusal, SellerRefusal,
    StorefrontRefusal, TargetRefusal,
};

use super::{Explanation, Fault, ProblemCode};

pub(super) fn place(refusal: &PlaceRefusal, detail: &str) -> Explanation {
    let of = |code| Explanation::new(code, detail);
    let lines = |code, field: &str, positions: &[usize], wrong: &str| {
        let fault = |at: &usize| Fault::at(format!("/items/{at}/{field}"), wrong);
        of(code).naming(positions.iter().map(fault).collect())
    };
    match refusal {
        PlaceRefusal::UnknownProducts(at) => {
            lines(ProblemCode::UnknownProduct, "productId", at, "is not the id of a product")
        }
        PlaceRefusal::MixedSellers(at) => {
            lines(ProblemCode::MixedSellers, "productId", at, "is a product of another seller")
        }
        PlaceRefusal::UnknownAddons(at) => lines(
            ProblemCode::InvalidRequest,
            "addons",
            at,
            "names an add-on that the product does not have",
        ),
        PlaceRefusal::TooMany(at) => lines(ProblemCode::InvalidRequest, "quantity", at, detail),
        PlaceRefusal::Voucher(at, _) => of(ProblemCode::VoucherRejected)
            .naming(vec![Fault::at(format!("/vouchers/{at}"), detail)]),
        PlaceRefusal::UnknownZone => {
            of(ProblemCode::InvalidRequest).naming(vec![Fault::at("/fulfilment/zoneId", detail)])
        }
        PlaceRefusal::Time(_) => at("/fulfilment/requestedFor", detail),
        PlaceRefusal::MethodNotOffered(..) => at("/fulfilment/method", detail),
        PlaceRefusal::BelowMinimum { .. } => at("/items", detail),
        PlaceRefusal::Paused(_) => of(ProblemCode::SellerPaused),
        PlaceRefusal::NotForSale(_) => of(ProblemCode::InsufficientStock),
        PlaceRefusal::Priority => at("/priority", detail),
        PlaceRefusal::TotalTooLarge => of(ProblemCode::InvalidRequest),
        PlaceRefusal::VerifyFirst | PlaceRefusal::HeldOut(_) => {
            of(ProblemCode::PhoneVerificationRequired)
        }
    }
}

pub(super) fn refused(refusal: &Refusal, detail: &str) -> Explanation {
    let of = |code| Explanation::new(code, detail);
    let conflict = |reason| Explanation::conflict(reason, detail);
    match refusal {
        Refusal::UnknownStatus { .. } => of(ProblemCode::InvalidStatus),
        Refusal::InvalidTransition { .. } => of(ProblemCode::InvalidTransition),
        Refusal::Forbidden => Explanation::forbidden(detail),
        Refusal::NotCancellable(why) => of(ProblemCode::OrderNotCancellable).because(why.code()),
        Refusal::AlreadyVerified => of(ProblemCode::AlreadyVerified),
        Refusal::VerificationExpired => of(ProblemCode::VerificationExpired),
        Refusal::NotChangeable { code, .. } => conflict(code),
        Refusal::NotOverdue => conflict("not_overdue"),
        Refusal::TakesNoPayment(_) => conflict("status_takes_no_payment"),
        Refusal::Merged(_) => conflict("merged"),
        Refusal::NothingKept => conflict("nothing_kept"),
        Refusal::Disputed => conflict("payment_disputed"),
        Refusal::PaymentUnderWay => conflict("payment_under_way"),
        Refusal::TooManyPayments => conflict("too_many_payments"),
        Refusal::TooManyRefunds => conflict("too_many_refunds"),
        Refusal::PaymentRequired => of(ProblemCode::PaymentRequired),
        Refusal::TooMuch | Refusal::MoreThanDue { .. } | Refusal::MoreThanKept { .. } => {
            at("/amount", detail)
        }
    }
}

pub(super) fn member(refusal: MemberRefusal, detail: &str) -> Explanation {
    match refusal {
        MemberRefusal::Unreachable => at("/phone", detail),
        MemberRefusal::NeedsSeller | MemberRefusal::HasNoSeller => at("/sellerId", detail),
        MemberRefusal::NoMembersRole => at("/role", detail),
        MemberRefusal::LastAddress => Explanation::conflict("last_address", detail),
        MemberRefusal::Forbidden | MemberRefusal::OwnAccess | MemberRefusal::AcceptedAddresses => {
            Explanation::forbidden(detail)
        }
    }
}

pub(super) fn seller(refusal: SellerRefusal, detail: &str) -> Explanation {
    match refusal {
        SellerRefusal::TooManyZones => at("/zones", detail),
        SellerRefusal::ZoneTwice(zone) => at(&format!("/zones/{zone}/id"), detail),
        SellerRefusal::Targets(TargetRefusal::Status(nth) | TargetRefusal::Twice(nth)) => {
            at(&format!("/slaTargets/{nth}/status"), detail)
        }
        SellerRefusal::Storefront(StorefrontRefusal::Pause(_)) => at("/pausedUntil", detail),
        SellerRefusal::Storefront(
            StorefrontRefusal::ExtraPrep(_) | StorefrontRefusal::NoExtraPrep,
        ) => at("/extraPrepUntil", detail),
        SellerRefusal::Tax => at("/charges/taxBasisPoints", detail),
        SellerRefusal::Forbidden | SellerRefusal::Lifecycle | SellerRefusal::Payments(_) => {
            Explanation::forbidden(detail)
        }
    }
}

pub(super) fn batch(refusal: &BatchRefusal, detail: &str) -> Explanation {
    let conflict = |reason| Explanation::conflict(reason, detail);
    match refusal {
        BatchRefusal::Forbidden => Explanation::forbidden(detail),
        BatchRefusal::Size => at("/orderIds", detail),
        BatchRefusal::NotDelivered(named, positions)
        | BatchRefusal::OtherZone(named, positions) => {
            let list = match named {
                NamedOrders::All => "/orderIds",
                NamedOrders::Added => "/add",
            };
            each(list, positions, detail)
        }
        BatchRefusal::Unknown(positions) => each("/remove", positions, detail),
        BatchRefusal::NothingNamed | BatchRefusal::Full => at("/add", detail),
        BatchRefusal::Emptied => at("/remove", detail),
        BatchRefusal::NotADriver => at("/driverId", detail),
        BatchRefusal::NotAPermutation => at("/sequence", detail),
        BatchRefusal::NoStep(_) => Explanation::new(ProblemCode::InvalidStatus, detail),
        BatchRefusal::NotWaiting(_) => conflict("orders_not_waiting"),
        BatchRefusal::Taken(_) => conflict("orders_in_another_batch"),
        BatchRefusal::Unready(_) => conflict("orders_not_ready"),
        BatchRefusal::Undelivered(_) => conflict("orders_not_out"),
        BatchRefusal::Over(_) => conflict("batch_over"),
        BatchRefusal::NoDriver => conflict("no_driver"),
        BatchRefusal::NothingToPickUp => conflict("nothing_to_pick_up"),
        BatchRefusal::NotPickedUp(_) => conflict("not_picked_up"),
        BatchRefusal::PickedUp | BatchRefusal::UnderWay => conflict("picked_up"),
        BatchRefusal::Gone(_) => conflict("orders_picked_up"),
        BatchRefusal::Order(refusal) => refused(refusal, detail),
    }
}

/// The explanation of a request with a fault at each of these positions of a list.
fn each(list: &str, positions: &[usize], detail: &str) -> Explanation {
    let fault = |at: &usize| Fault::at(format!("{list}/{at}"), detail);
    Explanation::invalid(positions.iter().map(fault).collect())
}

/// The explanation of a request with one fault.
pub(super) fn at(pointer: &str, detail: &str) -> Explanation {
    Explanation::invalid(vec![Fault::at(pointer, detail)])
}
