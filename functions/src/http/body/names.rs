//! Error texts for unknown names in a request, with the names that are allowed.

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A JSON body.
    Json,
    /// A query: every value is text, and stands for what it says.
    Query,
}

/// The error text for an unknown field or parameter: the name that was
/// probably meant, or all names that exist.
#[must_use]
pub fn unknown(name: &str, known: &[&str], form: Form) -> String {
    let what = match form {
        Form::Json => "field",
        Form::Query => "parameter",
    };
    match nearest(name, known) {
        Some(meant) => format!("is not a known {what}; did you mean `{meant}`?"),
        None if known.is_empty() => format!("is not a known {what}; no {what}s are taken here"),
        None => format!("is not a known {what}; the {what}s are {}", known.join(", ")),
    }
}

/// The error text for a value that is not one of a few.
#[must_use]
pub fn one_of(values: &[&str]) -> String {
    match values {
        [] => "has no allowed value".to_owned(),
        [only] => format!("must be {only}"),
        [others @ .., last] => format!("must be {} or {last}", others.join(", ")),
    }
}

/// The most similar name, if one is similar enough.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.replace(['_', '-'], "").to_lowercase();
    let wanted = plain(name);
    // What is much longer is no slip of the pen, and would take long to compare.
    if wanted.len() > 40 {
        return None;
    }
    let distance = |it: &&str| edits(&wanted, &plain(it));
    let best = known.iter().copied().min_by_key(distance)?;
    let short = wanted.len().min(best.len());
    (distance(&best) <= short / 3).then_some(best)
}

/// How many characters to add, leave out or exchange (Levenshtein).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, have) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (nth, want) in to.iter().enumerate() {
            let exchanged = diagonal + usize::from(have != *want);
            diagonal = row[nth + 1];
            row[nth + 1] = exchanged.min(row[nth] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_suggested_when_it_is_near() {
        let known = ["productId", "quantity", "addons"];
        for (name, meant) in [
            ("product_id", Some("productId")),
            ("productid", Some("productId")),
            ("quantiy", Some("quantity")),
            ("quanttiy", Some("quantity")),
            ("addon", Some("addons")),
            ("price", None),
            ("", None),
            ("q", None),
        ] {
            assert_eq!(nearest(name, &known), meant, "{name}");
        }
        assert_eq!(nearest("x", &[]), None);
    }

    #[test]
    fn without_a_near_one_all_are_named() {
        let said = unknown("price", &["a", "b"], Form::Json);
        assert!(said.ends_with("the fields are a, b"), "{said}");
    }
}
