//! Sellers: their settings, and the changes of them.

use std::collections::BTreeSet;

use docket_recurrence::{earliest_start_of_day, latest_end_of_day};
use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    Actor, Amount, CaptureTime, Currency, Edit, LanguageTag, Lifecycle, Minutes, OneLine, SellerId,
    SellerPayments, SellerPaymentsChange, SellerPaymentsRefusal, Share, Storefront,
    StorefrontChange, StorefrontRefusal, TargetRefusal, Terms, TermsChange, TimeZoneName, ZoneId,
};

/// A business that takes orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// The seller's id, which is a part of its web address.
    pub id: SellerId,
    /// The seller's name, shown to buyers.
    pub name: OneLine<100>,
    /// The lifecycle of new orders.
    pub lifecycle: &'static Lifecycle,
    /// The currency. It never changes, because the prices of products and the totals of orders are
    /// in this currency.
    pub currency: Currency,
    /// The time zone.
    pub timezone: TimeZoneName,
    /// Since when the seller has its time zone; `None` means always. Orders keep the day of
    /// placing in the time zone that the seller had then.
    pub timezone_since: Option<Timestamp>,
    /// The language of messages to buyers and staff who have chosen none.
    pub language: Option<LanguageTag>,
    /// The delivery zones.
    pub zones: Vec<Zone>,
    /// The charges that are added to an order.
    pub charges: ChargeRules,
    /// How long after placing a buyer may cancel, for transitions that the lifecycle limits to
    /// this window; `None` means without a limit.
    pub cancel_window: Option<SignedDuration>,
    /// For how long after placing a buyer who cancels gets the vouchers back; `None` means always.
    pub voucher_cutoff: Option<SignedDuration>,
    /// The preparation time of orders that are accepted without one.
    pub prep_time: Option<Minutes>,
    /// The delivery time.
    pub delivery_time: Option<Minutes>,
    /// Whether a guest must verify the phone before ordering.
    pub verify_first: bool,
    /// Whether notices about the seller's orders, products and batches are sent. Verification
    /// codes are always sent.
    pub sends_messages: bool,
    /// The most of a product's stock that unverified orders may hold; `None` means the
    /// deployment's limit.
    pub held_share: Option<Share>,
    /// The terms: by when orders must be accepted, and how long they may be in each status.
    pub terms: Terms,
    /// The storefront: what buyers see, and whether orders are accepted now.
    pub storefront: Storefront,
    /// How buyers pay through the payment provider.
    pub payments: SellerPayments,
    /// The version: rises with each change.
    pub version: u32,
}

/// Fees and tax of a seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChargeRules {
    /// Added once when the order is delivered.
    pub delivery_fee: Amount,
    /// Added once.
    pub packaging_fee: Amount,
    /// Basis points (1/10,000) of subtotal less discount.
    pub tax_basis_points: u32,
}

impl ChargeRules {
    /// The highest tax in basis points: 100 percent.
    pub const MAX_TAX: u32 = 10_000;

    /// A tax in basis points.
    ///
    /// # Errors
    ///
    /// [`SellerRefusal::Tax`] when it is more than [`Self::MAX_TAX`].
    pub const fn tax(points: u32) -> Result<u32, SellerRefusal> {
        if points <= Self::MAX_TAX { Ok(points) } else { Err(SellerRefusal::Tax) }
    }
}

/// A part of the area where a seller delivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// The zone's id within the seller.
    pub id: ZoneId,
    /// The zone's name.
    pub name: OneLine<100>,
}

/// A partial change of a seller.
#[derive(Debug, Clone, Default)]
pub struct SellerChange {
    /// The new name.
    pub name: Option<OneLine<100>>,
    /// The lifecycle of new orders.
    pub lifecycle: Option<&'static Lifecycle>,
    /// The new time zone.
    pub timezone: Option<TimeZoneName>,
    /// The new language.
    pub language: Edit<LanguageTag>,
    /// The new zones, which replace all old ones.
    pub zones: Option<Vec<Zone>>,
    /// The new delivery fee.
    pub delivery_fee: Option<Amount>,
    /// The new packaging fee.
    pub packaging_fee: Option<Amount>,
    /// The new tax in basis points.
    pub tax_basis_points: Option<u32>,
    /// The new cancel window.
    pub cancel_window: Edit<SignedDuration>,
    /// The new cut-off for restoring vouchers.
    pub voucher_cutoff: Edit<SignedDuration>,
    /// The new preparation time.
    pub prep_time: Edit<Minutes>,
    /// The new delivery time.
    pub delivery_time: Edit<Minutes>,
    /// Whether a guest must verify the phone before ordering.
    pub verify_first: Option<bool>,
    /// Whether notices are sent.
    pub sends_messages: Option<bool>,
    /// The new limit on the stock that unverified orders may hold.
    pub held_share: Edit<Share>,
    /// The terms: by when orders must be accepted, and how long they may be in each status.
    pub terms: TermsChange,
    /// The change of the storefront.
    pub storefront: StorefrontChange,
    /// How buyers pay through the payment provider.
    pub payments: SellerPaymentsChange,
}

/// Why a seller cannot be changed as requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SellerRefusal {
    /// The caller does not manage the seller.
    #[error("only the seller's own staff or an administrator can change the seller")]
    Forbidden,
    /// Only administrators may change the lifecycle.
    #[error("only an administrator can change the lifecycle of a seller")]
    Lifecycle,
    /// Only administrators may change where payments go.
    #[error(transparent)]
    Payments(#[from] SellerPaymentsRefusal),
    /// There are more than [`Seller::MAX_ZONES`] zones. Placing an order reads the seller's item,
    /// so it must remain small.
    #[error("must have at most {} zones", Seller::MAX_ZONES)]
    TooManyZones,
    /// The zone at this position repeats the id of an earlier one.
    #[error("must not repeat the id of another zone")]
    ZoneTwice(usize),
    /// The lifecycle has no fitting status for a target.
    #[error("{0}")]
    Targets(TargetRefusal),
    /// The pause or the extra minutes are refused.
    #[error(transparent)]
    Storefront(#[from] StorefrontRefusal),
    /// The tax is more than the price.
    #[error("must be between 0 and {} basis points", ChargeRules::MAX_TAX)]
    Tax,
}

impl Seller {
    /// The most zones of a seller.
    pub const MAX_ZONES: usize = 50;
    /// The longest time that placing an order takes.
    const PLACING: SignedDuration = SignedDuration::from_mins(5);
    /// The longest window, in minutes: 30 days.
    pub const MAX_WINDOW: u32 = 43_200;

    /// A new seller with default settings.
    #[must_use]
    pub fn new(
        id: SellerId,
        name: OneLine<100>,
        lifecycle: &'static Lifecycle,
        currency: Currency,
        timezone: TimeZoneName,
    ) -> Self {
        Self {
            id,
            name,
            lifecycle,
            currency,
            timezone,
            timezone_since: None,
            language: None,
            zones: Vec::new(),
            charges: ChargeRules::default(),
            cancel_window: None,
            voucher_cutoff: None,
            prep_time: None,
            delivery_time: None,
            verify_first: false,
            sends_messages: true,
            held_share: None,
            terms: Terms::default(),
            storefront: Storefront::default(),
            payments: SellerPayments::default(),
            version: 1,
        }
    }

    /// Whether payments are held first, and captured when the order is accepted.
    #[must_use]
    pub fn holds_payments(&self) -> bool {
        match self.payments.capture {
            Some(capture) => capture == CaptureTime::OnAccept,
            None => self.lifecycle.captures_on_accept,
        }
    }

    /// Whether the seller has a delivery zone with this id.
    #[must_use]
    pub fn has_zone(&self, zone: &OneLine<64>) -> bool {
        self.zones.iter().any(|it| it.id.as_str() == zone.as_str())
    }

    /// The first moment at which an order of this day or a later one can have been placed.
    #[must_use]
    pub fn earliest_on(&self, day: Date) -> Timestamp {
        let begins = self.timezone.begins(day);
        let anywhere = earliest_start_of_day(day);
        if self.settled_at().is_some_and(|settled| anywhere < settled) {
            begins.min(anywhere)
        } else {
            begins
        }
    }

    /// The last moment at which an order of this day or an earlier one can have been placed.
    #[must_use]
    pub fn latest_on(&self, day: Date) -> Timestamp {
        let ends = self.timezone.ends(day);
        let before = self.settled_at().map(|settled| settled.min(latest_end_of_day(day)));
        before.map_or(ends, |before| before.max(ends))
    }

    /// From when on all orders are placed in the present time zone. Orders that were being placed
    /// during the change may still have the old one.
    fn settled_at(&self) -> Option<Timestamp> {
        let since = self.timezone_since?;
        Some(since.saturating_add(Self::PLACING).unwrap_or(since))
    }

    /// The name of the zone with this id.
    #[must_use]
    pub fn zone_name(&self, zone: &OneLine<64>) -> Option<OneLine<100>> {
        let found = self.zones.iter().find(|it| it.id.as_str() == zone.as_str());
        found.map(|it| it.name.clone())
    }

    /// The seller after a change by `by`. A change without effect keeps the version.
    ///
    /// # Errors
    ///
    /// [`SellerRefusal`].
    pub fn apply(
        &self,
        change: &SellerChange,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Self, SellerRefusal> {
        if !by.manages(&self.id) {
            return Err(SellerRefusal::Forbidden);
        }
        let lifecycle = change.lifecycle.unwrap_or(self.lifecycle);
        if lifecycle != self.lifecycle && !matches!(by, Actor::Admin(_)) {
            return Err(SellerRefusal::Lifecycle);
        }
        let old = self.charges;
        let charges = ChargeRules {
            delivery_fee: change.delivery_fee.unwrap_or(old.delivery_fee),
            packaging_fee: change.packaging_fee.unwrap_or(old.packaging_fee),
            tax_basis_points: ChargeRules::tax(
                change.tax_basis_points.unwrap_or(old.tax_basis_points),
            )?,
        };
        let zones = change.zones.as_ref().unwrap_or(&self.zones);
        if zones.len() > Self::MAX_ZONES {
            return Err(SellerRefusal::TooManyZones);
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = zones.iter().position(|zone| !seen.insert(&zone.id)) {
            return Err(SellerRefusal::ZoneTwice(twice));
        }
        let timezone = change.timezone.as_ref().unwrap_or(&self.timezone);
        let moves = *timezone != self.timezone;
        let mut next = Self {
            name: change.name.clone().unwrap_or_else(|| self.name.clone()),
            lifecycle,
            timezone: timezone.clone(),
            timezone_since: if moves { Some(now) } else { self.timezone_since },
            language: change.language.of(self.language.as_ref()),
            zones: zones.clone(),
            charges,
            cancel_window: change.cancel_window.of(self.cancel_window.as_ref()),
            voucher_cutoff: change.voucher_cutoff.of(self.voucher_cutoff.as_ref()),
            prep_time: change.prep_time.of(self.prep_time.as_ref()),
            delivery_time: change.delivery_time.of(self.delivery_time.as_ref()),
            verify_first: change.verify_first.unwrap_or(self.verify_first),
            sends_messages: change.sends_messages.unwrap_or(self.sends_messages),
            held_share: change.held_share.of(self.held_share.as_ref()),
            terms: self.terms.apply(&change.terms, lifecycle).map_err(SellerRefusal::Targets)?,
            storefront: self.storefront.apply(&change.storefront, timezone, now)?,
            payments: self.payments.apply(&change.payments, by)?,
            ..self.clone()
        };
        if next != *self {
            next.version += 1;
        }
        Ok(next)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn shop() -> Seller {
        Seller::new(
            "corner-shop".parse().unwrap(),
            "Corner Shop".parse().unwrap(),
            Lifecycle::newest("shop").unwrap(),
            "USD".parse().unwrap(),
            "UTC".parse().unwrap(),
        )
    }

    fn staff(seller: &str) -> Actor {
        let member = "m-1".parse().unwrap();
        Actor::Seller { seller: seller.parse().unwrap(), member }
    }

    fn admin() -> Actor {
        Actor::Admin("m-admin".parse().unwrap())
    }

    #[test]
    fn only_an_administrator_changes_the_lifecycle() {
        let kitchen = Lifecycle::newest("kitchen");
        let change = SellerChange { lifecycle: kitchen, ..Default::default() };
        let own = staff("corner-shop");
        assert_eq!(shop().apply(&change, &own, NOW), Err(SellerRefusal::Lifecycle));
        assert_eq!(shop().apply(&change, &admin(), NOW).unwrap().lifecycle.name, "kitchen");
        let same = SellerChange { lifecycle: Lifecycle::newest("shop"), ..Default::default() };
        assert_eq!(shop().apply(&same, &own, NOW).unwrap(), shop());
    }

    #[test]
    fn seller_is_changed_only_by_its_staff_and_administrators() {
        let change = SellerChange { verify_first: Some(true), ..Default::default() };
        let next = shop().apply(&change, &staff("corner-shop"), NOW).unwrap();
        assert_eq!((next.version, next.verify_first), (2, true));
        let refused = shop().apply(&change, &staff("green-valley"), NOW);
        assert_eq!(refused, Err(SellerRefusal::Forbidden));
    }

    #[test]
    fn language_is_set_cleared_and_kept_when_another_setting_changes() {
        let change = |language| SellerChange { language, ..Default::default() };
        let german = shop().apply(&change(Edit::Set("de".parse().unwrap())), &admin(), NOW);
        let german = german.unwrap();
        assert_eq!((german.version, &german.language), (2, &"de".parse().ok()));
        let other = SellerChange { verify_first: Some(true), ..Default::default() };
        assert_eq!(german.apply(&other, &admin(), NOW).unwrap().language, german.language);
        let cleared = german.apply(&change(Edit::Clear), &admin(), NOW).unwrap();
        assert_eq!((cleared.version, cleared.language), (3, None));
    }

    #[test]
    fn bounds_of_a_day_include_every_time_zone_before_the_seller_changed_its_own() {
        let moment = |text: &str| text.parse::<Timestamp>().unwrap();
        let (moved, day) = (moment("2026-11-20T12:00:00Z"), jiff::civil::date(2026, 11, 20));
        let change = SellerChange { timezone: "Asia/Tokyo".parse().ok(), ..Default::default() };
        let there = shop().apply(&change, &admin(), moved).unwrap();
        assert_eq!(there.timezone_since, Some(moved));
        let again = there.apply(&change, &admin(), moved + SignedDuration::from_hours(1));
        assert_eq!(again.unwrap(), there);
        let bounds = |seller: &Seller, day| {
            [seller.earliest_on(day), seller.latest_on(day)].map(|at| at.to_string())
        };
        assert_eq!(bounds(&shop(), day), ["2026-11-20T00:00:00Z", "2026-11-20T23:59:59.999Z"]);
        assert_eq!(bounds(&there, day), ["2026-11-19T10:00:00Z", "2026-11-20T14:59:59.999Z"]);
        let before = day.yesterday().unwrap();
        assert_eq!(bounds(&there, before), ["2026-11-18T10:00:00Z", "2026-11-20T11:59:59.999Z"]);
        let after = jiff::civil::date(2026, 11, 22);
        assert_eq!(bounds(&there, after), ["2026-11-21T15:00:00Z", "2026-11-22T14:59:59.999Z"]);
    }

    #[test]
    fn zones_and_tax_keep_within_their_bounds() {
        let zone = |id: &str| Zone { id: id.parse().unwrap(), name: id.parse().unwrap() };
        let zones = |zones| SellerChange { zones: Some(zones), ..Default::default() };
        let twice = zones(vec![zone("a"), zone("b"), zone("a")]);
        assert_eq!(shop().apply(&twice, &admin(), NOW), Err(SellerRefusal::ZoneTwice(2)));
        let many = |count: usize| zones((0..count).map(|at| zone(&at.to_string())).collect());
        assert!(shop().apply(&many(Seller::MAX_ZONES), &admin(), NOW).is_ok());
        let over = shop().apply(&many(Seller::MAX_ZONES + 1), &admin(), NOW);
        assert_eq!(over, Err(SellerRefusal::TooManyZones));
        let tax = |points| SellerChange { tax_basis_points: Some(points), ..Default::default() };
        assert!(shop().apply(&tax(10_000), &admin(), NOW).is_ok());
        assert_eq!(shop().apply(&tax(10_001), &admin(), NOW), Err(SellerRefusal::Tax));
    }
}
