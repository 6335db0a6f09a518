//! Changes that are caused by time and not by a request: holds expire, slow payments and refunds
//! complete or fail, disputes are decided.
//!
//! They are applied before every request, so that no answer shows an outdated status, and also once
//! a second, so that their webhooks are sent.

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

/// Applies all changes that are due, each at its due time.
pub fn catch_up(work: &mut Work<'_>) {
    let now = work.now;
    // A change can make another one due, so the loop searches again after each change.
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
