//! Explanations of refused splits and merges.

use docket_domain::{MergeRefusal, SplitRefusal};

use super::{Explanation, Fault, ProblemCode, refusals::at};

pub(super) fn split(refusal: &SplitRefusal, detail: &str) -> Explanation {
    let faults = |positions: &[usize], field: &str| {
        let fault = |at: &usize| Fault::at(format!("/items/{at}{field}"), detail);
        Explanation::invalid(positions.iter().map(fault).collect())
    };
    match refusal {
        SplitRefusal::Forbidden => Explanation::forbidden(detail),
        SplitRefusal::Unfit(_) => Explanation::conflict("status_not_divisible", detail),
        SplitRefusal::Unknown(at) | SplitRefusal::Several(at) | SplitRefusal::Twice(at) => {
            faults(at, "")
        }
        SplitRefusal::TooMany(at) => faults(at, "/quantity"),
        SplitRefusal::Nothing | SplitRefusal::Everything => at("/items", detail),
    }
}

pub(super) fn merge(refusal: &MergeRefusal, detail: &str) -> Explanation {
    let faults = |code, positions: &[usize]| {
        let fault = |at: &usize| Fault::at(format!("/orderIds/{at}"), detail);
        Explanation::new(code, "the orders cannot be merged; `errors` says why")
            .naming(positions.iter().map(fault).collect())
    };
    let conflict = |reason| Explanation::conflict(reason, detail);
    match refusal {
        MergeRefusal::Forbidden => Explanation::forbidden(detail),
        MergeRefusal::Count => at("/orderIds", detail),
        MergeRefusal::OtherSeller(at) => faults(ProblemCode::MixedSellers, at),
        MergeRefusal::OtherCustomer(at) | MergeRefusal::OtherFulfilment(at) => {
            faults(ProblemCode::InvalidRequest, at)
        }
        MergeRefusal::Unfit(..) => conflict("status_not_mergeable"),
        MergeRefusal::OtherStatus(_) => conflict("other_status"),
        MergeRefusal::TooLarge => conflict("too_large"),
    }
}
