#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Channel, Channels, NoticeGroup, Preferences, QuietHours, Reachable};
use crate::{LIFECYCLES, Lifecycle, MethodKind, Phase, Status, TimeZoneName};

use Channel::{Email, Push, Sms};

const PHONE: Reachable = Reachable { phone: true, email: false, push: false };

/// Every combination of channels on which a person can be reached.
fn every_reach() -> impl Iterator<Item = Reachable> {
    (0..8).map(|bits| Reachable { phone: bits & 1 > 0, email: bits & 2 > 0, push: bits & 4 > 0 })
}

fn every_choice() -> impl Iterator<Item = Channels> {
    every_reach().map(|reach| reach.channels())
}

fn of(channels: &[Channel]) -> Channels {
    channels.iter().copied().collect()
}

#[test]
fn by_default_few_groups_are_sent_by_sms_and_none_beside_push() {
    let by_sms: Vec<_> = NoticeGroup::ALL
        .into_iter()
        .filter(|group| Preferences::default().channels(*group, &PHONE).has(Sms))
        .map(NoticeGroup::name)
        .collect();
    assert_eq!(
        by_sms,
        [
            "order_received",
            "order_ready",
            "order_on_the_way",
            "order_stopped",
            "problem_with_money",
            "accept_late",
            "stock_low",
            "batch",
        ]
    );
    for group in NoticeGroup::ALL {
        for reach in every_reach().filter(|reach| reach.push) {
            let sent = Preferences::default().channels(group, &reach);
            assert!(sent.has(Push) && !sent.has(Sms), "{group:?} {reach:?}");
        }
    }
}

#[test]
fn every_group_is_sent_by_email_by_default_except_alerts_with_another_channel() {
    let alerts = [NoticeGroup::AcceptLate, NoticeGroup::StockLow];
    for group in NoticeGroup::ALL.into_iter().filter(|group| !alerts.contains(group)) {
        for reach in every_reach() {
            let sent = Preferences::default().channels(group, &reach);
            assert_eq!(sent.has(Email), reach.email, "{group:?} {reach:?}");
        }
    }
    for alert in alerts {
        for (reach, channel) in [
            (Reachable { phone: true, email: true, push: true }, Push),
            (Reachable { phone: true, email: true, push: false }, Sms),
            (Reachable { phone: false, email: true, push: false }, Email),
            (Reachable { phone: false, email: true, push: true }, Push),
        ] {
            let sent = Preferences::default().channels(alert, &reach);
            assert_eq!(sent, of(&[channel]), "{alert:?} {reach:?}");
        }
    }
}

#[test]
fn chosen_channels_are_the_only_ones_used_when_they_reach_the_person() {
    for group in NoticeGroup::ALL {
        for chosen in every_choice() {
            let preferences = Preferences::default().choosing(group, chosen);
            for reach in every_reach() {
                let sent = preferences.channels(group, &reach);
                for channel in Channel::ALL {
                    let expected = chosen.has(channel) && reach.channels().has(channel);
                    assert_eq!(sent.has(channel), expected, "{group:?} {chosen:?} {reach:?}");
                }
                for other in NoticeGroup::ALL.into_iter().filter(|other| *other != group) {
                    let usual = Preferences::default_channels(other, &reach);
                    assert_eq!(preferences.channels(other, &reach), usual);
                }
            }
        }
    }
}

#[test]
fn default_channels_include_only_channels_that_reach_the_person() {
    for group in NoticeGroup::ALL {
        for reach in every_reach() {
            let sent = Preferences::default().channels(group, &reach);
            assert_eq!(sent.and(reach.channels()), sent, "{group:?} {reach:?}");
        }
        let nowhere = Preferences::default().channels(group, &Reachable::default());
        assert_eq!(nowhere, Channels::NONE);
    }
}

#[test]
fn a_choice_replaces_the_earlier_choice_for_its_group() {
    let group = NoticeGroup::OrderDone;
    let preferences =
        Preferences::default().choosing(group, of(&[Sms])).choosing(group, Channels::NONE);
    assert_eq!(preferences.chosen().collect::<Vec<_>>(), [(group, Channels::NONE)]);
    assert_eq!(preferences.channels(group, &PHONE), Channels::NONE);
}

#[test]
fn notices_are_held_in_the_zone_of_the_person_or_else_in_the_sellers() {
    let quiet = QuietHours::new("22:00".parse().unwrap(), "07:00".parse().unwrap()).ok();
    let berlin: TimeZoneName = "Europe/Berlin".parse().unwrap();
    let now: Timestamp = "2026-11-20T22:30:00Z".parse().unwrap();
    let held = |zone, group| {
        let preferences = Preferences::new(None, zone, quiet);
        let until = preferences.held_until(group, now, &berlin);
        until.map(|until| until.to_string())
    };
    let done = NoticeGroup::OrderDone;
    assert_eq!(held(None, done).as_deref(), Some("2026-11-21T06:00:00Z"));
    assert_eq!(held(Some(TimeZoneName::utc()), done).as_deref(), Some("2026-11-21T07:00:00Z"));
    assert_eq!(held("America/New_York".parse().ok(), done), None);
    for group in NoticeGroup::ALL {
        assert_eq!(held(None, group).is_none(), group.is_never_held(), "{group:?}");
    }
    assert_eq!(Preferences::default().held_until(done, now, &berlin), None);
}

/// The most SMS that a buyer without preferences gets on any path of an order from `status` to a
/// successful end.
fn most_by_sms(
    lifecycle: &'static Lifecycle,
    method: MethodKind,
    status: &'static Status,
    before: Option<Phase>,
    seen: &BTreeSet<&'static str>,
) -> usize {
    let group = NoticeGroup::of_move(lifecycle, method, before, status.phase);
    let sent = group.map(|group| Preferences::default().channels(group, &PHONE));
    let sent = usize::from(sent.is_some_and(|sent| sent.has(Sms)));
    let mut seen = seen.clone();
    seen.insert(status.name);
    let next = status
        .moves
        .iter()
        .filter(|way| way.methods.contains(&method) && !seen.contains(way.to))
        .filter_map(|way| lifecycle.status(way.to))
        .filter(|next| !next.phase.is_stopped());
    let rest = next.map(|next| most_by_sms(lifecycle, method, next, Some(status.phase), &seen));
    sent + rest.max().unwrap_or(0)
}

#[test]
fn a_successful_order_sends_its_buyer_at_most_three_sms() {
    let mut most = Vec::new();
    for lifecycle in LIFECYCLES {
        for method in MethodKind::ALL {
            let start = lifecycle.status(lifecycle.start).unwrap();
            let sent = most_by_sms(lifecycle, method, start, None, &BTreeSet::new());
            assert!((1..=3).contains(&sent), "{} {method:?}: {sent}", lifecycle.name);
            most.push(sent);
        }
    }
    assert!(most.len() >= 12 && most.contains(&3), "{most:?}");
}
