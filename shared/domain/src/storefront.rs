//! What a seller shows its buyers, and whether it takes orders now. A pause and
//! extra minutes end by themselves: each has a moment at which it is over.

use docket_recurrence::TimeZoneName;
use jiff::Timestamp;

use crate::{
    Address, Amount, Edit, EndError, MethodKind, Minutes, OpeningHours, Phone, Text, check_end,
};

/// What a seller shows its buyers, and whether it takes orders now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storefront {
    /// What it says of itself.
    pub description: Option<Text<1000>>,
    /// Where buyers call it.
    pub phone: Option<Phone>,
    /// Where it is.
    pub address: Option<Address>,
    /// How its orders can reach their buyers.
    pub methods: Methods,
    /// When it is open.
    pub hours: OpeningHours,
    /// The least that the items of an order come to.
    pub minimum_order: Option<Amount>,
    /// Until when it takes no orders; a moment that is past means nothing.
    pub paused_until: Option<Timestamp>,
    /// Minutes that are added while it is busy.
    pub extra_prep: Option<ExtraPrep>,
}

/// Minutes that are added to the estimate of each order that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtraPrep {
    /// How many.
    pub minutes: Minutes,
    /// Until when.
    pub until: Timestamp,
}

/// Fulfilment methods, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Methods([bool; MethodKind::ALL.len()]);

/// There is no method among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must name at least one of pickup, delivery and shipping; send null for all of them")]
pub struct NoMethod;

impl Methods {
    /// These methods.
    ///
    /// # Errors
    ///
    /// [`NoMethod`] when there is none.
    pub fn new(kinds: &[MethodKind]) -> Result<Self, NoMethod> {
        if kinds.is_empty() {
            return Err(NoMethod);
        }
        Ok(Self(MethodKind::ALL.map(|kind| kinds.contains(&kind))))
    }

    /// Whether this method is among them.
    #[must_use]
    pub fn has(self, method: MethodKind) -> bool {
        self.kinds().any(|kind| kind == method)
    }

    /// The methods, in the order of [`MethodKind::ALL`].
    pub fn kinds(self) -> impl Iterator<Item = MethodKind> {
        MethodKind::ALL.into_iter().zip(self.0).filter_map(|(kind, has)| has.then_some(kind))
    }
}

impl Default for Methods {
    /// All of them.
    fn default() -> Self {
        Self([true; MethodKind::ALL.len()])
    }
}

/// What is to be changed of a storefront.
#[derive(Debug, Clone, Default)]
pub struct StorefrontChange {
    /// Another description, or none.
    pub description: Edit<Text<1000>>,
    /// Another phone, or none.
    pub phone: Edit<Phone>,
    /// Another address, or none.
    pub address: Edit<Address>,
    /// Other methods, or all.
    pub methods: Edit<Methods>,
    /// Other hours, or always.
    pub hours: Edit<OpeningHours>,
    /// Another least order, or none.
    pub minimum_order: Edit<Amount>,
    /// A pause until then, or none.
    pub paused_until: Edit<Timestamp>,
    /// Extra minutes, or none.
    pub extra_prep: Edit<Minutes>,
    /// When they end; unless given, with the seller's day.
    pub extra_prep_until: Edit<Timestamp>,
}

/// Why a storefront cannot be as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StorefrontRefusal {
    /// The pause would be over, or longer than a year.
    #[error("{0}; send null to end the pause")]
    Pause(EndError),
    /// The extra minutes would be over, or last for longer than a year.
    #[error("{0}")]
    ExtraPrep(EndError),
    /// An end of extra minutes where there are none.
    #[error("can only be given together with `extraPrepMinutes`")]
    NoExtraPrep,
}

impl Storefront {
    /// Until when no orders are taken, while that is so.
    #[must_use]
    pub fn pause(&self, now: Timestamp) -> Option<Timestamp> {
        self.paused_until.filter(|until| now < *until)
    }

    /// How much longer making an order takes that is accepted now.
    #[must_use]
    pub fn extra_prep(&self, now: Timestamp) -> Option<Minutes> {
        self.extra_prep.filter(|extra| now < extra.until).map(|extra| extra.minutes)
    }

    /// The storefront after a change.
    ///
    /// # Errors
    ///
    /// [`StorefrontRefusal`].
    pub fn apply(
        &self,
        change: &StorefrontChange,
        timezone: &TimeZoneName,
        now: Timestamp,
    ) -> Result<Self, StorefrontRefusal> {
        let paused_until = change.paused_until.of(self.paused_until.as_ref());
        if let Some(until) = paused_until {
            check_end(until, self.paused_until, now).map_err(StorefrontRefusal::Pause)?;
        }
        Ok(Self {
            description: change.description.of(self.description.as_ref()),
            phone: change.phone.of(self.phone.as_ref()),
            address: change.address.of(self.address.as_ref()),
            methods: change.methods.of(Some(&self.methods)).unwrap_or_default(),
            hours: change.hours.of(Some(&self.hours)).unwrap_or_default(),
            minimum_order: change
                .minimum_order
                .of(self.minimum_order.as_ref())
                .filter(|least| *least > Amount::ZERO),
            paused_until,
            extra_prep: self.extra_prep_after(change, timezone, now)?,
        })
    }

    fn extra_prep_after(
        &self,
        change: &StorefrontChange,
        timezone: &TimeZoneName,
        now: Timestamp,
    ) -> Result<Option<ExtraPrep>, StorefrontRefusal> {
        let old = self.extra_prep;
        let minutes = change.extra_prep.of(old.map(|it| it.minutes).as_ref());
        let Some(minutes) = minutes else {
            return match change.extra_prep_until {
                Edit::Set(_) => Err(StorefrontRefusal::NoExtraPrep),
                Edit::Keep | Edit::Clear => Ok(None),
            };
        };
        let of_today = timezone.ends(timezone.day(now));
        let until = match (change.extra_prep_until, change.extra_prep, old) {
            (Edit::Set(until), _, _) => until,
            (Edit::Keep, Edit::Keep, Some(old)) => old.until,
            // Others than before, while those last.
            (Edit::Keep, _, Some(old)) if now < old.until => old.until,
            (Edit::Keep | Edit::Clear, _, _) => of_today,
        };
        let extra = ExtraPrep { minutes, until };
        if Some(extra) != old {
            check_end(until, None, now).map_err(StorefrontRefusal::ExtraPrep)?;
        }
        Ok(Some(extra))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn now() -> Timestamp {
        at("2026-11-20T17:00:00Z")
    }

    fn apply(
        old: &Storefront,
        change: &StorefrontChange,
        now: Timestamp,
    ) -> Result<Storefront, StorefrontRefusal> {
        old.apply(change, &"America/New_York".parse().unwrap(), now)
    }

    fn pause(until: &str) -> StorefrontChange {
        StorefrontChange { paused_until: Edit::Set(at(until)), ..Default::default() }
    }

    fn extra(minutes: u32, until: Edit<Timestamp>) -> StorefrontChange {
        StorefrontChange {
            extra_prep: Edit::Set(Minutes::new(minutes).unwrap()),
            extra_prep_until: until,
            ..Default::default()
        }
    }

    #[test]
    fn a_pause_lies_ahead_and_ends_by_itself() {
        let open = Storefront::default();
        for until in ["2026-11-20T17:00:00Z", "2026-11-20T16:00:00Z", "2027-11-22T17:00:00Z"] {
            assert_eq!(apply(&open, &pause(until), now()), Err(StorefrontRefusal::Pause(EndError)));
        }
        let paused = apply(&open, &pause("2026-11-20T18:00:00Z"), now()).unwrap();
        assert_eq!(paused.pause(at("2026-11-20T17:59:59.999Z")), paused.paused_until);
        assert_eq!(paused.pause(at("2026-11-20T18:00:00Z")), None);
        // Sent again later it says nothing new.
        let again = apply(&paused, &pause("2026-11-20T18:00:00Z"), at("2026-11-21T00:00:00Z"));
        assert_eq!(again, Ok(paused.clone()));
        let ended = StorefrontChange { paused_until: Edit::Clear, ..Default::default() };
        assert_eq!(apply(&paused, &ended, now()), Ok(open));
    }

    #[test]
    fn extra_minutes_end_with_the_sellers_day_unless_it_says_when() {
        let open = Storefront::default();
        let busy = apply(&open, &extra(15, Edit::Keep), now()).unwrap();
        let until = busy.extra_prep.unwrap().until;
        assert_eq!(until, at("2026-11-21T04:59:59.999Z"));
        assert_eq!(busy.extra_prep(now()), Minutes::new(15).ok());
        assert_eq!(busy.extra_prep(until), None);

        let soon = at("2026-11-20T19:00:00Z");
        let shorter = apply(&busy, &extra(15, Edit::Set(soon)), now()).unwrap();
        assert_eq!(shorter.extra_prep.unwrap().until, soon);
        let more = apply(&shorter, &extra(30, Edit::Keep), now()).unwrap();
        assert_eq!(more.extra_prep.unwrap().until, soon, "they last as long as those before");
        let tomorrow = at("2026-11-21T17:00:00Z");
        let again = apply(&more, &extra(30, Edit::Keep), tomorrow).unwrap();
        assert_eq!(again.extra_prep.unwrap().until, at("2026-11-22T04:59:59.999Z"));
        // A change of something else leaves them alone, also when they are over.
        assert_eq!(apply(&more, &StorefrontChange::default(), tomorrow), Ok(more.clone()));
        let ended = StorefrontChange { extra_prep: Edit::Clear, ..Default::default() };
        assert_eq!(apply(&more, &ended, now()), Ok(open.clone()));

        let past = apply(&open, &extra(5, Edit::Set(now())), now());
        assert_eq!(past, Err(StorefrontRefusal::ExtraPrep(EndError)));
        let alone =
            StorefrontChange { extra_prep_until: Edit::Set(soon), ..StorefrontChange::default() };
        assert_eq!(apply(&open, &alone, now()), Err(StorefrontRefusal::NoExtraPrep));
    }

    #[test]
    fn methods_are_at_least_one_and_all_unless_named() {
        assert_eq!(Methods::new(&[]), Err(NoMethod));
        let some = Methods::new(&[MethodKind::Shipping, MethodKind::Pickup]).unwrap();
        let kinds: Vec<_> = some.kinds().collect();
        assert_eq!(kinds, [MethodKind::Pickup, MethodKind::Shipping]);
        assert!(!some.has(MethodKind::Delivery));
        assert!(MethodKind::ALL.into_iter().all(|kind| Methods::default().has(kind)));
    }
}
