//! The steps that have names of their own, whatever a lifecycle calls the
//! statuses that they lead to.

/// Where named steps lead, by the names of the statuses. The build has checked
/// that they can lead there.
#[derive(Debug)]
pub struct Steps {
    /// Where a seller moves an order that it takes on.
    pub accept: &'static str,
    /// Where a new order goes that is turned down: a status of its own, or that
    /// of cancelled ones.
    pub reject: &'static str,
    /// Where a driver moves an order that is taken along. Only orders whose
    /// lifecycle has this step go into batches.
    pub pick_up: Option<&'static str>,
    /// Where a seller moves an order that is handed to a carrier.
    pub ship: Option<&'static str>,
    /// Where an order that was picked up or shipped is brought to its end.
    pub deliver: Option<&'static str>,
    /// Where an order goes that cannot be carried out.
    pub fail: Option<&'static str>,
}

impl Steps {
    /// The steps that a lifecycle has, as a sentence names them, and where they
    /// lead.
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
