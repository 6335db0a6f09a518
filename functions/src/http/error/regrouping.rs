//! Why orders are not split, merged or placed together.

use docket_domain::{MergeRefusal, SplitRefusal};
use http::StatusCode;
use serde_json::json;

use super::{
    ApiError, FieldError, Problem,
    refusals::{invalid, naming},
};

pub(super) fn split_problem(refusal: SplitRefusal, detail: String) -> Problem {
    let faults = |at: Vec<usize>, field: &str| {
        let fault = |at| FieldError::at(format!("/items/{at}{field}"), &detail);
        ApiError::Invalid(at.into_iter().map(fault).collect()).into()
    };
    match refusal {
        SplitRefusal::Forbidden => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).unexplained()
        }
        SplitRefusal::Unfit(_) => {
            Problem::new(StatusCode::CONFLICT, "conflict", detail).reason("status_not_divisible")
        }
        SplitRefusal::Unknown(at) | SplitRefusal::Several(at) | SplitRefusal::Twice(at) => {
            faults(at, "")
        }
        SplitRefusal::TooMany(at) => faults(at, "/quantity"),
        SplitRefusal::Nothing | SplitRefusal::Everything => invalid("/items", detail),
    }
}

pub(super) fn merge_problem(refusal: MergeRefusal, detail: String) -> Problem {
    let faults = |code, at: Vec<usize>| {
        let fault = |at| FieldError::at(format!("/orderIds/{at}"), &detail);
        let faults: Vec<FieldError> = at.into_iter().map(fault).collect();
        let detail = "the orders cannot be one".to_owned();
        Problem::new(StatusCode::BAD_REQUEST, code, detail).with("errors", json!(faults))
    };
    let conflict = |why| Problem::new(StatusCode::CONFLICT, "conflict", detail.clone()).reason(why);
    match refusal {
        MergeRefusal::Forbidden => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail).unexplained()
        }
        MergeRefusal::Count => invalid("/orderIds", detail),
        MergeRefusal::OtherSeller(at) => faults("mixed_sellers", at),
        MergeRefusal::OtherCustomer(at) | MergeRefusal::OtherFulfilment(at) => {
            faults("invalid_request", at)
        }
        MergeRefusal::Unfit(orders, _) => naming(&orders, conflict("status_not_mergeable")),
        MergeRefusal::OtherStatus(orders) => naming(&orders, conflict("other_status")),
        MergeRefusal::TooLarge => conflict("too_large"),
    }
}

/// What is wrong with one seller's part of a checkout, where that part is.
pub(super) fn part_problem(at: usize, error: ApiError) -> Problem {
    let mut problem = Problem::from(error);
    let faults = problem.more.get_mut("errors").and_then(|errors| errors.as_array_mut());
    for fault in faults.into_iter().flatten() {
        if let Some(pointer) = fault.get("pointer").and_then(|pointer| pointer.as_str()) {
            fault["pointer"] = json!(format!("/sellers/{at}{pointer}"));
        }
    }
    problem
}
