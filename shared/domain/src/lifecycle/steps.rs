//! Named steps: transitions such as accepting and rejecting, which have one name in all lifecycles
//! whatever the statuses are called to which they lead.

/// The names of the statuses to which the named steps lead. The build has checked that the steps
/// can lead there.
#[derive(Debug)]
pub struct Steps {
    /// The status of an order that the seller accepts.
    pub accept: &'static str,
    /// The status of a new order that is rejected: the rejected status, or the cancelled one in a
    /// lifecycle without it.
    pub reject: &'static str,
    /// The status of an order that a driver picks up. Only orders whose lifecycle has this step can
    /// go into batches.
    pub pick_up: Option<&'static str>,
    /// The status of an order that the seller hands to a carrier.
    pub ship: Option<&'static str>,
    /// The status of a delivered order, after it was picked up or shipped.
    pub deliver: Option<&'static str>,
    /// The status of an order that cannot be fulfilled.
    pub fail: Option<&'static str>,
}

impl Steps {
    /// The steps that a lifecycle has, each with its name for a sentence and the status to which it
    /// leads.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let Self { accept, reject, pick_up, ship, deliver, fail } = *self;
        [
            ("accepting", Some(accept)),
            ("rejecting", Some(reject)),
            ("picking up", pick_up),
            ("shipping", ship),
            ("delivering", deliver),
            ("failing", fail),
        ]
        .into_iter()
        .filter_map(|(step, to)| Some((step, to?)))
    }
}
