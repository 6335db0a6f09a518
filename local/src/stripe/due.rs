//! What happens by itself when its time has come: holds end, slow payments and refunds are made, disputes decided.
//!
//! It is done before every request, so that nobody sees what is over, and once a second besides, for webhooks.

use jiff::Timestamp;

use super::{
    disputes, events, intents,
    objects::{Charge, Dispute, Intent, IntentStatus, Refund},
    paying, refunds,
    store::Work,
};

/// Something that is due.
enum Due {
    HoldEnds(Box<(Intent, Charge)>),
    Settles(Box<Intent>),
    Turns(Box<Refund>),
    IsDecided(Box<Dispute>),
}

/// Does all that is due, each at its time.
pub fn catch_up(work: &mut Work<'_>) {
    let now = work.now;
    // What one causes may be due too, so that they are looked for again each time.
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

/// What is due first.
fn next(work: &Work<'_>, now: Timestamp) -> Option<(Timestamp, Due)> {
    let holds = work.each::<Intent>().filter(|it| it.status == IntentStatus::RequiresCapture);
    let holds = holds.filter_map(|intent| {
        let charge = work.find::<Charge>(intent.latest_charge.as_deref()?)?;
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
