//! Checks orders that were split and merged: both orders of each link agree, splits and merges were
//! made as often as requested, and no money is lost.

use std::collections::BTreeSet;

use crate::sequences::{
    audit::Found,
    history::{Line, ensure},
    play::{About, Sent},
};

/// The kind of a line and the suffix of the order that it names.
fn parts(line: &Line) -> Option<(&str, &str)> {
    let (kind, other) = line.kind.split_at(1);
    Some((kind, other.rsplit('-').next()?)).filter(|_| !other.is_empty())
}

fn of<'a>(order: &'a Found, kind: &'a str) -> impl Iterator<Item = (&'a str, u64)> {
    let named = order.lines.iter().filter_map(|line| Some((parts(line)?, line.amount)));
    named.filter(move |((it, _), _)| *it == kind).map(|((_, other), amount)| (other, amount))
}

fn suffix(order: &Found) -> &str {
    order.id.rsplit('-').next().unwrap_or_default()
}

/// Checks all links between orders, and the money that moved along them.
pub fn check(orders: &[Found], sent: &[&Sent]) -> Result<(), String> {
    let find = |wanted: &str| orders.iter().find(move |order| suffix(order) == wanted);
    for order in orders {
        for (there, back) in [("<", ">"), ("+", "-"), (">", "<"), ("-", "+")] {
            for (other, amount) in of(order, there) {
                let other = find(other).ok_or_else(|| format!("{other} is gone"))?;
                let same = of(other, back).filter(|it| *it == (suffix(order), amount)).count();
                ensure!(same == 1, "{} and {} say other things", order.id, other.id);
            }
        }
        for (kind, most) in [(">", 1), ("-", 1)] {
            ensure!(of(order, kind).count() <= most, "{} twice {kind}", order.id);
        }
        counted(order, sent)?;
    }
    let paid: u64 = orders.iter().map(|order| order.history.paid).sum();
    let received = orders.iter().flat_map(|order| &order.lines).filter(|line| line.kind == "$");
    let received: u64 = received.map(|line| line.amount).sum();
    ensure!(paid == received, "{received} were paid, and the orders have {paid}");
    Ok(())
}

/// Checks that splits and merges of an order were made as often as the responses say: once for each
/// success, and at most once for each unknown outcome.
fn counted(order: &Found, sent: &[&Sent]) -> Result<(), String> {
    let splits = |sent: &Sent| sent.about == About::Splitting(order.id.clone());
    let merges =
        |sent: &Sent| matches!(&sent.about, About::Merging(ids) if ids.first() == Some(&order.id));
    let versions: BTreeSet<u64> = {
        let merged = order.lines.iter().filter(|line| line.kind.starts_with('+'));
        merged.map(|line| line.version).collect()
    };
    let split = of(order, "<").count();
    for (what, there, own) in [
        ("split", split, sent.iter().filter(|it| splits(it)).collect::<Vec<_>>()),
        ("merged", versions.len(), sent.iter().filter(|it| merges(it)).collect()),
    ] {
        let (mut least, mut most) = (0, 0);
        for sent in own {
            let (done, all) = (sent.done.len(), sent.done.len() + sent.unknown);
            least += if sent.keyed { done.min(1) } else { done };
            most += if sent.keyed { all.min(1) } else { all };
        }
        let name = &order.id;
        ensure!((least..=most).contains(&there), "{name} {what} {there}, not {least} to {most}");
    }
    Ok(())
}
