//! Changes that time causes and no request: holds expire, slow payments and refunds complete or fail, disputes are
//! decided.
//!
//! They are made before every request, so that no answer shows an outdated status, and once a second besides, so that
//! their webhooks are sent.

use jiff::Timestamp;

use super::{
    charges, disputes, events, intents,
    objects::{Charge, Dispute, Intent, IntentStatus, Refund},
    paying, refunds,
    store::Work,
};

/// A change that is due.
enum Due {
    HoldEnds(Box<(Intent, Charge)>),
    Settles(Box<Intent>),
    Turns(Box<Refund>),
    IsDecided(Box<Dispute>),
}

/// Makes all changes that are due, each at the time at which it was due.
pub fn catch_up(work: &mut Work<'_>) {
    let now = work.now;
    // A change can cause another that is due too, so each round looks again.
    while let Some((at, due)) = next(work, now) {
        work.now = at;
        match due {
            Due::HoldEnds(held) => {
                let (intent, charge) = *held;
                events::of_charge(work, "charge.expired", &charge);
                intents::end(work, intent, Some("expired".to_owned()));
            }
            Due::Settles(intent) => paying::settle(work, *intent),
            Due::Turns(refund) => refunds::turn(work, *refund),
            Due::IsDecided(dispute) => {
                if let Some((_, outcome)) = dispute.decided {
                    disputes::decide(work, *dispute, outcome);
                }
            }
        }
    }
    work.now = now;
}

/// The change that is due first.
fn next(work: &Work<'_>, now: Timestamp) -> Option<(Timestamp, Due)> {
    let holds = work.each::<Intent>().filter(|it| it.status == IntentStatus::RequiresCapture);
    let holds = holds.filter_map(|intent| {
        let charge = charges::latest(work, intent)?;
        let at = charge.capture_before.filter(|at| *at <= now)?;
        Some((at, Due::HoldEnds(Box::new((intent.clone(), charge)))))
    });
    let slow = work.each::<Intent>().filter_map(|intent| {
        let at = intent.settles_at.filter(|at| *at <= now)?;
        Some((at, Due::Settles(Box::new(intent.clone()))))
    });
    let refunds = work.each::<Refund>().filter_map(|refund| {
        let at = refund.turn.as_ref().map(|turn| turn.at).filter(|at| *at <= now)?;
        Some((at, Due::Turns(Box::new(refund.clone()))))
    });
    let disputes = work.each::<Dispute>().filter_map(|dispute| {
        let at = dispute.decided.map(|(at, _)| at).filter(|at| *at <= now)?;
        Some((at, Due::IsDecided(Box::new(dispute.clone()))))
    });
    holds.chain(slow).chain(refunds).chain(disputes).min_by_key(|(at, _)| *at)
}
