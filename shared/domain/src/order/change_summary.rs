//! The description of an update for the order's history: each changed part with its old and its new
//! value.

use std::collections::BTreeMap;

use super::{
    Line, Order,
    staff_parts::{INTERNAL_NOTES, PRIORITY},
};
use crate::{AddonId, Address, AddressParts, OneLine, ProductId, Quantity, Text};

/// The most characters of a free text that the history repeats.
const QUOTED: usize = 300;
/// The most characters of one history line.
const LINE: usize = 1000;

/// The differences between two versions of an order, as the texts of history lines.
pub(super) fn differences(old: &Order, new: &Order) -> Vec<Text<1000>> {
    let mut parts = items(&old.lines, &new.lines);
    let mut say = |what: &str, from: Option<String>, to: Option<String>| {
        if from != to {
            let shown = |it: Option<String>| it.map_or("none".to_owned(), |it| quoted(&it));
            parts.push(format!("{what}: {} → {}", shown(from), shown(to)));
        }
    };
    let vouchers = |order: &Order| {
        let codes: Vec<_> = order.vouchers.iter().map(|it| it.code.to_string()).collect();
        (!codes.is_empty()).then(|| codes.join(", "))
    };
    say("vouchers", vouchers(old), vouchers(new));
    let total = |order: &Order| Some(order.currency.format(order.grand_total()));
    say("total", total(old), total(new));
    let (from, to) = (&old.fulfilment, &new.fulfilment);
    say("method", Some(from.method.name().to_owned()), Some(to.method.name().to_owned()));
    say("address", from.method.address().map(address), to.method.address().map(address));
    say(
        "zone",
        from.zone.as_ref().map(OneLine::to_string),
        to.zone.as_ref().map(OneLine::to_string),
    );
    let wanted = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
    say("wanted for", wanted(from.requested_for), wanted(to.requested_for));
    let priority = |order: &Order| Some(order.priority.name().to_owned());
    say(PRIORITY, priority(old), priority(new));
    let notes = |text: &Option<Text<1000>>| text.as_ref().map(Text::to_string);
    say("notes", notes(&old.notes), notes(&new.notes));
    say(INTERNAL_NOTES, notes(&old.internal_notes), notes(&new.internal_notes));
    lines(parts)
}

/// A product with its extras.
type Kind<'a> = (&'a ProductId, BTreeMap<AddonId, Quantity>);

fn items(old: &[Line], new: &[Line]) -> Vec<String> {
    let mut kinds: Vec<(Kind<'_>, u32, u32)> = Vec::new();
    for (line, is_new) in old.iter().map(|it| (it, false)).chain(new.iter().map(|it| (it, true))) {
        let kind = (&line.product, line.extras());
        let at = kinds.iter().position(|(it, ..)| *it == kind).unwrap_or_else(|| {
            kinds.push((kind, 0, 0));
            kinds.len() - 1
        });
        let (_, from, to) = &mut kinds[at];
        *(if is_new { to } else { from }) += line.quantity.get();
    }
    kinds.retain(|(_, from, to)| from != to);
    kinds.into_iter().map(|(kind, from, to)| format!("{}: {from} → {to}", label(&kind))).collect()
}

fn label((product, extras): &Kind<'_>) -> String {
    if extras.is_empty() {
        return product.to_string();
    }
    let extras: Vec<_> =
        extras.iter().map(|(id, quantity)| format!("{} {id}", quantity.get())).collect();
    format!("{product} with {}", extras.join(" and "))
}

fn address(address: &Address) -> String {
    let AddressParts { line1, line2, locality, city, state, postal_code, country } =
        address.parts();
    let mut parts = vec![line1.as_str()];
    parts.extend([line2, locality].into_iter().flatten().map(OneLine::as_str));
    parts.extend(postal_code.as_ref().map(OneLine::as_str));
    parts.extend(city.as_ref().map(OneLine::as_str));
    parts.extend(state.as_ref().map(OneLine::as_str));
    parts.push(country.as_str());
    parts.join(", ")
}

/// The beginning of a long text, so that the order's item remains small.
fn quoted(text: &str) -> String {
    cut(text, QUOTED)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Joins the parts into lines, with as many parts in each line as fit.
fn lines(parts: Vec<String>) -> Vec<Text<1000>> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = cut(&part, LINE);
        let fits = |line: &&mut String| line.chars().count() + 2 + part.chars().count() <= LINE;
        match lines.last_mut().filter(fits) {
            Some(line) => *line = format!("{line}; {part}"),
            None => lines.push(part),
        }
    }
    // The parts consist of valid texts, so the lines are valid texts.
    lines.iter().filter_map(|line| line.parse().ok()).collect()
}
