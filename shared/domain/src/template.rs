//! Templates: orders that are placed repeatedly, by a person or by a schedule.

use jiff::Timestamp;

use crate::{
    Actor, CartLine, ChangeId, CustomerKey, Edit, Email, Fulfilment, LanguageTag, OneLine, Order,
    OrderId, Phone, Priority, Recurrence, Role, SellerId, Stamp, TemplateId, Text, VoucherCode,
};

/// The content of an order to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDraft {
    /// The seller.
    pub seller: SellerId,
    /// The cart.
    pub cart: Vec<CartLine>,
    /// The customer's name.
    pub name: OneLine<100>,
    /// The customer's phone.
    pub phone: Phone,
    /// The customer's e-mail address.
    pub email: Option<Email>,
    /// How the order reaches the customer.
    pub fulfilment: Fulfilment,
    /// The menu (kitchens).
    pub menu_type: Option<OneLine<100>>,
    /// The meal (kitchens).
    pub meal_window: Option<OneLine<100>>,
    /// The customer's notes.
    pub notes: Option<Text<1000>>,
    /// The priority.
    pub priority: Priority,
    /// The voucher codes.
    pub vouchers: Vec<VoucherCode>,
    /// The language of messages to the customer; `None` means the seller's.
    pub language: Option<LanguageTag>,
}

/// A template of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The template's id.
    pub id: TemplateId,
    /// The name that the owner gave it.
    pub name: Option<OneLine<100>>,
    /// The owner.
    pub owner: TemplateOwner,
    /// The content of its orders.
    pub draft: OrderDraft,
    /// The schedule by which it places orders, if it has one.
    pub schedule: Option<Schedule>,
    /// The version: rises with each change, and with each run of the schedule.
    pub version: u32,
    /// When the template was created.
    pub created_at: Timestamp,
    /// When the template last changed.
    pub changed_at: Timestamp,
    /// The random id of the last change.
    pub change: ChangeId,
}

/// The owner of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateOwner {
    /// The customer, who signed in with the phone of the orders.
    Customer(CustomerKey),
    /// The seller, whose staff keep the template for a customer.
    Seller,
}

impl TemplateOwner {
    /// The most templates of one buyer: more than a household needs, and few enough to limit the
    /// orders and messages of their schedules.
    pub const MOST_OF_BUYER: u32 = 20;
    /// The most templates that one seller keeps for its customers: enough for the standing orders
    /// of a busy delivery round.
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

/// The schedule of a template, with its state and its last outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The plan.
    pub plan: Plan,
    /// The state.
    pub state: ScheduleState,
    /// The outcome of the last occurrence.
    pub last: Option<Outcome>,
}

/// When a template places orders automatically.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The recurrence.
    pub recurrence: Recurrence,
    /// What happens when an order is refused.
    pub on_shortage: OnShortage,
}

/// What happens when an order of a schedule is refused, because stock is missing or something that
/// it names no longer exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnShortage {
    /// The occurrence is skipped.
    #[default]
    Skip,
    /// The schedule stops until somebody resumes it.
    Stop,
}

impl OnShortage {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Skip, Self::Stop];

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Stop => "stop",
        }
    }
}

/// The state of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleState {
    /// The schedule places its next order at this time.
    Active(Timestamp),
    /// The owner paused the schedule.
    Paused,
    /// The schedule stopped because an order was refused.
    Stopped,
    /// The schedule has no more occurrences.
    Ended,
}

impl ScheduleState {
    /// The names of all states.
    pub const NAMES: [&'static str; 4] = ["active", "paused", "stopped", "ended"];

    /// The name in responses.
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

/// The outcome of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When the occurrence was due.
    pub occurrence: Timestamp,
    /// When it was handled.
    pub at: Timestamp,
    /// What happened.
    pub ran: Ran,
}

/// What happened when an occurrence was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// The order was placed.
    Placed {
        /// The order's id.
        order: OrderId,
        /// A note about vouchers that could not be redeemed.
        note: Option<Text<1000>>,
    },
    /// The order was refused for this reason, and the occurrence was skipped.
    Skipped(String),
    /// The order was refused for this reason, and the schedule stopped.
    Stopped(String),
}

/// A partial change of a template.
#[derive(Debug, Clone, Default)]
pub struct TemplateChange {
    /// The new name.
    pub name: Edit<OneLine<100>>,
    /// The new content of its orders.
    pub draft: Option<OrderDraft>,
    /// The new plan; clearing it removes the schedule.
    pub plan: Edit<Plan>,
    /// Whether the schedule is paused.
    pub paused: Option<bool>,
}

/// Why a template cannot be created or changed as requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateRefusal {
    /// The caller may not create templates, or not for that phone or seller.
    #[error("only the seller's own staff can make a template for another person's phone")]
    Forbidden,
    /// The phone of a customer's template must be the customer's own.
    #[error("must be the phone of the template's owner")]
    OtherPhone,
    /// The template has no schedule to pause.
    #[error("cannot be given for a template without a schedule")]
    NoSchedule,
}

impl Template {
    /// Creates a template by `actor` for the customer with this key.
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

    /// Whether `actor` may see, use and change the template: its owner, administrators and system
    /// processes may.
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

    /// The next occurrence of an active schedule.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        match self.schedule.as_ref()?.state {
            ScheduleState::Active(at) => Some(at),
            ScheduleState::Paused | ScheduleState::Stopped | ScheduleState::Ended => None,
        }
    }

    /// The next occurrence and those after it, by the present schedule.
    pub fn upcoming(&self) -> impl Iterator<Item = Timestamp> {
        let after = |at: &Timestamp| self.schedule.as_ref()?.plan.recurrence.next_after(*at);
        std::iter::successors(self.due(), after)
    }

    /// The template after a change. A change without effect keeps the version. Occurrences between
    /// pausing and resuming are skipped.
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

    /// The template after the order of an occurrence was placed, or refused for a reason.
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
    /// A schedule with a new plan. The pause and the last outcome of the old schedule are kept.
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
