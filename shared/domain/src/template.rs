//! Templates: orders that are placed again, by somebody or by themselves.

use jiff::Timestamp;

use crate::{
    Actor, CartLine, ChangeId, CustomerKey, Edit, Email, Fulfilment, LanguageTag, OneLine, Order,
    OrderId, Phone, Priority, Recurrence, Role, SellerId, Stamp, TemplateId, Text, VoucherCode,
};

/// All that somebody says to order something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDraft {
    /// Who should fulfil it.
    pub seller: SellerId,
    /// What is ordered.
    pub cart: Vec<CartLine>,
    /// The customer's name.
    pub name: OneLine<100>,
    /// The customer's phone.
    pub phone: Phone,
    /// The customer's e-mail address.
    pub email: Option<Email>,
    /// How it should reach them.
    pub fulfilment: Fulfilment,
    /// The menu (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// What they write.
    pub notes: Option<Text<1000>>,
    /// How urgent it is.
    pub priority: Priority,
    /// The vouchers that they name.
    pub vouchers: Vec<VoucherCode>,
    /// The language that its buyer is written to in; without one, the seller's.
    pub language: Option<LanguageTag>,
}

/// An order to be placed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// What its owner calls it.
    pub name: Option<OneLine<100>>,
    /// Whose it is.
    pub owner: TemplateOwner,
    /// What it orders.
    pub draft: OrderDraft,
    /// When it orders by itself, if it does.
    pub schedule: Option<Schedule>,
    /// Rises with each change, a run's included.
    pub version: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// The name of the last change.
    pub change: ChangeId,
}

/// Whose a template is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateOwner {
    /// The customer's, who signed in with the phone that it orders for.
    Customer(CustomerKey),
    /// The seller's: its staff keep it for a customer.
    Seller,
}

impl TemplateOwner {
    /// The most templates of one buyer: more than a household repeats, and few
    /// enough that what their schedules order and tell stays small.
    pub const MOST_OF_BUYER: u32 = 20;
    /// The most templates that one seller keeps for its customers: the standing
    /// orders of a busy round.
    pub const MOST_OF_SELLER: u32 = 200;

    /// The most templates that this owner may keep.
    #[must_use]
    pub const fn most_templates(&self) -> u32 {
        match self {
            Self::Customer(_) => Self::MOST_OF_BUYER,
            Self::Seller => Self::MOST_OF_SELLER,
        }
    }
}

/// When a template orders by itself, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What was asked for.
    pub plan: Plan,
    /// Where it is.
    pub state: ScheduleState,
    /// What became of the last occurrence.
    pub last: Option<Outcome>,
}

/// When a template is to order by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// When.
    pub recurrence: Recurrence,
    /// What happens when it cannot be ordered.
    pub on_shortage: OnShortage,
}

/// What happens when an order is refused: for want of stock, or because what
/// it names is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnShortage {
    /// That occurrence is left out.
    #[default]
    Skip,
    /// Nothing more is ordered until somebody resumes it.
    Stop,
}

impl OnShortage {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Skip, Self::Stop];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Stop => "stop",
        }
    }
}

/// Where a schedule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleState {
    /// It orders at that time.
    Active(Timestamp),
    /// Its owner paused it.
    Paused,
    /// An order was refused, and it was to stop then.
    Stopped,
    /// It has no more occurrences.
    Ended,
}

impl ScheduleState {
    /// The names of all.
    pub const NAMES: [&'static str; 4] = ["active", "paused", "stopped", "ended"];

    /// The name in answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active(_) => "active",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Ended => "ended",
        }
    }

    fn next(recurrence: &Recurrence, after: Timestamp) -> Self {
        recurrence.next_after(after).map_or(Self::Ended, Self::Active)
    }
}

/// What became of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When it was due.
    pub occurrence: Timestamp,
    /// When it was seen to.
    pub at: Timestamp,
    /// What happened.
    pub ran: Ran,
}

/// What happened when an occurrence was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// The order was placed.
    Placed {
        /// Which one.
        order: OrderId,
        /// What is missing from it: vouchers that could not be redeemed.
        note: Option<Text<1000>>,
    },
    /// It was refused for this reason, and left out.
    Skipped(String),
    /// It was refused for this reason, and is the last one until somebody
    /// resumes it.
    Stopped(String),
}

/// What is to be changed of a template.
#[derive(Debug, Clone, Default)]
pub struct TemplateChange {
    /// Another name, or none.
    pub name: Edit<OneLine<100>>,
    /// What it orders from now on.
    pub draft: Option<OrderDraft>,
    /// Another plan, or none.
    pub plan: Edit<Plan>,
    /// Whether it is paused.
    pub paused: Option<bool>,
}

/// Why a template cannot be as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateRefusal {
    /// The caller makes no templates, or none for that phone or seller.
    #[error("only the seller's own staff can make a template for another person's phone")]
    Forbidden,
    /// A customer's template is for their own phone.
    #[error("must be the phone of the template's owner")]
    OtherPhone,
    /// There is nothing to pause.
    #[error("cannot be given for a template without a schedule")]
    NoSchedule,
}

impl Template {
    /// Makes a template by `actor` for the customer with this key.
    ///
    /// # Errors
    ///
    /// [`TemplateRefusal::Forbidden`].
    pub fn new(
        id: TemplateId,
        name: Option<OneLine<100>>,
        (draft, customer): (OrderDraft, &CustomerKey),
        plan: Option<Plan>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Self, TemplateRefusal> {
        let owner = match actor {
            Actor::Buyer(key) if key == customer => TemplateOwner::Customer(key.clone()),
            Actor::Seller { .. } | Actor::Admin(_) if actor.manages(&draft.seller) => {
                TemplateOwner::Seller
            }
            Actor::Buyer(_)
            | Actor::Seller { .. }
            | Actor::Driver { .. }
            | Actor::Admin(_)
            | Actor::System(_) => return Err(TemplateRefusal::Forbidden),
        };
        Ok(Self {
            id,
            name,
            owner,
            draft,
            schedule: plan.map(|plan| Schedule::new(plan, None, stamp)),
            version: 1,
            created_at: stamp.now,
            changed_at: stamp.now,
            change: stamp.change.clone(),
        })
    }

    /// Whether `actor` may see, use and change it: its owner, and
    /// administrators.
    #[must_use]
    pub fn is_of(&self, actor: &Actor) -> bool {
        match (actor.role(), &self.owner) {
            (Role::Admin | Role::System, _) => true,
            (Role::Buyer, TemplateOwner::Customer(key)) => actor.id() == key.as_str(),
            (Role::Seller, TemplateOwner::Seller) => actor.manages(&self.draft.seller),
            (Role::Buyer, TemplateOwner::Seller)
            | (Role::Seller, TemplateOwner::Customer(_))
            | (Role::Driver, _) => false,
        }
    }

    /// The occurrence that it waits for.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        match self.schedule.as_ref()?.state {
            ScheduleState::Active(at) => Some(at),
            ScheduleState::Paused | ScheduleState::Stopped | ScheduleState::Ended => None,
        }
    }

    /// The occurrence that it waits for, and those after it, as far as its
    /// schedule goes on as it is.
    pub fn upcoming(&self) -> impl Iterator<Item = Timestamp> {
        let after = |at: &Timestamp| self.schedule.as_ref()?.plan.recurrence.next_after(*at);
        std::iter::successors(self.due(), after)
    }

    /// The template after a change: the same when nothing changes. What falls
    /// between pausing and resuming is not ordered.
    ///
    /// # Errors
    ///
    /// [`TemplateRefusal`].
    pub fn apply(&self, change: &TemplateChange, stamp: &Stamp) -> Result<Self, TemplateRefusal> {
        let mut new = self.clone();
        new.name = change.name.of(self.name.as_ref());
        if let Some(draft) = &change.draft {
            if matches!(self.owner, TemplateOwner::Customer(_)) && draft.phone != self.draft.phone {
                return Err(TemplateRefusal::OtherPhone);
            }
            new.draft.clone_from(draft);
        }
        match &change.plan {
            Edit::Keep => {}
            Edit::Clear => new.schedule = None,
            Edit::Set(plan) if self.schedule.as_ref().is_some_and(|it| it.plan == *plan) => {}
            Edit::Set(plan) => {
                new.schedule = Some(Schedule::new(plan.clone(), self.schedule.as_ref(), stamp));
            }
        }
        if let Some(paused) = change.paused {
            let schedule = new.schedule.as_mut().ok_or(TemplateRefusal::NoSchedule)?;
            schedule.pause(paused, stamp);
        }
        if new != *self {
            new.touch(stamp);
        }
        Ok(new)
    }

    /// The template after an occurrence was ordered, or refused for a reason.
    #[must_use]
    pub fn ran(
        &self,
        occurrence: Timestamp,
        ordered: Result<&Order, String>,
        stamp: &Stamp,
    ) -> Self {
        let mut new = self.clone();
        if let Some(schedule) = &mut new.schedule {
            let next = ScheduleState::next(&schedule.plan.recurrence, occurrence);
            let (state, ran) = match (ordered, schedule.plan.on_shortage) {
                (Ok(order), OnShortage::Skip | OnShortage::Stop) => {
                    (next, Ran::Placed { order: order.id, note: order.placing_note().cloned() })
                }
                (Err(reason), OnShortage::Skip) => (next, Ran::Skipped(reason)),
                (Err(reason), OnShortage::Stop) => (ScheduleState::Stopped, Ran::Stopped(reason)),
            };
            schedule.state = state;
            schedule.last = Some(Outcome { occurrence, at: stamp.now, ran });
        }
        new.touch(stamp);
        new
    }

    fn touch(&mut self, stamp: &Stamp) {
        self.version += 1;
        self.changed_at = stamp.now;
        self.change = stamp.change.clone();
    }
}

impl Schedule {
    /// A plan from now on; whether it is paused and how it went stay.
    fn new(plan: Plan, old: Option<&Self>, stamp: &Stamp) -> Self {
        let state = match old.map(|old| old.state) {
            Some(ScheduleState::Paused) => ScheduleState::Paused,
            Some(ScheduleState::Active(_) | ScheduleState::Stopped | ScheduleState::Ended)
            | None => ScheduleState::next(&plan.recurrence, stamp.now),
        };
        Self { plan, state, last: old.and_then(|old| old.last.clone()) }
    }

    fn pause(&mut self, paused: bool, stamp: &Stamp) {
        self.state = match (paused, self.state) {
            (true, ScheduleState::Ended) | (false, ScheduleState::Active(_)) => self.state,
            (true, _) => ScheduleState::Paused,
            (false, _) => ScheduleState::next(&self.plan.recurrence, stamp.now),
        };
    }
}
