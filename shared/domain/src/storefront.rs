//! Storefronts: what a seller shows to buyers, and whether it accepts orders now.
//!
//! A pause and extra minutes end automatically: each has a moment at which it is over.

use docket_recurrence::TimeZoneName;
use jiff::Timestamp;

use crate::{
    Address, Amount, Edit, EndError, MethodKind, Minutes, OpeningHours, Phone, Text, check_end,
};

/// What a seller shows to buyers, and whether it accepts orders now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storefront {
    /// The seller's description of itself.
    pub description: Option<Text<1000>>,
    /// The phone for buyers.
    pub phone: Option<Phone>,
    /// The seller's address.
    pub address: Option<Address>,
    /// The fulfilment methods that the seller offers.
    pub methods: Methods,
    /// The opening hours.
    pub hours: OpeningHours,
    /// The smallest subtotal of an order.
    pub minimum_order: Option<Amount>,
    /// Until when the seller accepts no orders. A moment in the past has no effect.
    pub paused_until: Option<Timestamp>,
    /// Extra preparation time while the seller is busy.
    pub extra_prep: Option<ExtraPrep>,
}

/// Extra preparation time that is added when an order is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtraPrep {
    /// The extra minutes.
    pub minutes: Minutes,
    /// Until when they are added.
    pub until: Timestamp,
}

/// A set of at least one fulfilment method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Methods([bool; MethodKind::ALL.len()]);

/// The set has no method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must name at least one of pickup, delivery and shipping; send null for all of them")]
pub struct NoMethod;

impl Methods {
    /// The set of these methods.
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

    /// Whether the set contains `method`.
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
    /// All methods.
    fn default() -> Self {
        Self([true; MethodKind::ALL.len()])
    }
}

/// A partial change of a storefront.
#[derive(Debug, Clone, Default)]
pub struct StorefrontChange {
    /// The new description.
    pub description: Edit<Text<1000>>,
    /// The new phone.
    pub phone: Edit<Phone>,
    /// The new address.
    pub address: Edit<Address>,
    /// The new methods; clearing them means all methods.
    pub methods: Edit<Methods>,
    /// The new opening hours; clearing them means always open.
    pub hours: Edit<OpeningHours>,
    /// The new smallest subtotal.
    pub minimum_order: Edit<Amount>,
    /// The end of a pause; clearing it ends the pause.
    pub paused_until: Edit<Timestamp>,
    /// The new extra minutes.
    pub extra_prep: Edit<Minutes>,
    /// When the extra minutes end. Without a value, earlier extra minutes keep their end, and new
    /// ones end with the seller's day.
    pub extra_prep_until: Edit<Timestamp>,
}

/// Why a storefront cannot be changed as requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StorefrontRefusal {
    /// The pause would end in the past, or last for more than a year.
    #[error("{0}; send null to end the pause")]
    Pause(EndError),
    /// The extra minutes would end in the past, or last for more than a year.
    #[error("{0}")]
    ExtraPrep(EndError),
    /// An end is given without extra minutes.
    #[error("can only be given together with `extraPrepMinutes`")]
    NoExtraPrep,
}

impl Storefront {
    /// Until when no orders are accepted; `None` when the seller is not paused now.
    #[must_use]
    pub fn pause(&self, now: Timestamp) -> Option<Timestamp> {
        self.paused_until.filter(|until| now < *until)
    }

    /// The extra preparation time of an order that is accepted now.
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
            // New minutes replace the present ones, and keep their end while these last.
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
        // A repeated request is valid even after the pause has ended.
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
        // A change of another field keeps the extra minutes, even after they have ended.
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
