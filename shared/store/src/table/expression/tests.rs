#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;

use super::*;

fn item(pairs: &[(&str, i64)]) -> Item {
    pairs.iter().map(|&(name, value)| (name.to_owned(), number(value))).collect()
}

#[test]
fn between_writes_only_attributes_that_differ() {
    let old = item(&[("a", 1), ("b", 2), ("c", 3)]);
    let new = item(&[("a", 1), ("b", 5), ("d", 4)]);
    let mut expression = Expression::between(&old, &new);
    expression.only_if("v", "=", number(7));
    let rendered = expression.render();
    assert_eq!(rendered.update, "SET #b = :0, #d = :1 REMOVE #c ");
    assert_eq!(rendered.condition, "#v = :2");
}

/// Takes from a bucket, within a limit if there is one.
fn take(quantity: u32, limit: Option<u32>) -> Expression {
    let mut take = Expression::default();
    take.subtract("av", quantity).add("ou", quantity).only_if_enough("av", quantity);
    if let Some(limit) = limit {
        take.add_up("he", quantity).only_if_room("he", quantity, limit);
    }
    take
}

fn give_back(quantity: u32, held: u32) -> Expression {
    let mut back = Expression::default();
    back.add("av", quantity).add("rt", quantity).subtract("he", held);
    back.only_if("pk", "=", AttributeValue::S("P#p#0".to_owned()));
    back
}

#[test]
fn and_has_one_clause_for_each_number_and_each_condition() {
    let both = take(2, Some(9)).and(take(3, Some(8))).unwrap().render();
    assert_eq!(
        both.update,
        "SET #av = #av - :0, #ou = #ou + :1, #he = if_not_exists(#he, :3) + :4 "
    );
    assert_eq!(both.condition, "#av >= :2 AND (attribute_not_exists(#he) OR #he <= :5)");
    let value = |at: &str| both.values[at].as_n().unwrap().clone();
    assert_eq!([":0", ":1", ":2", ":4", ":5"].map(value), ["5", "5", "5", "5", "3"]);
    let back = give_back(4, 1).and(give_back(1, 1)).unwrap().render();
    assert_eq!(back.update, "SET #av = #av + :0, #rt = #rt + :1, #he = #he - :2 ");
    assert_eq!(back.condition, "#pk = :3");
}

#[test]
fn and_is_none_when_conditions_cannot_be_summed() {
    let set = |value: i64| Expression::between(&Item::new(), &item(&[("st", value)]));
    assert_eq!(set(1).and(set(1)), None);
    let counted = || {
        let mut counted = Expression::default();
        counted.count("n").only_if_any(&[("n", "<", number(5))]);
        counted
    };
    assert_eq!(counted().and(counted()), None);
    let redeemed = || {
        let mut redeemed = Expression::default();
        redeemed.add("us", 1).only_if_below("us", "mx");
        redeemed
    };
    assert_eq!(redeemed().and(redeemed()), None);
    let mut most = Expression::default();
    most.add("mx", 1);
    assert!(redeemed().and(most).is_some());
}

proptest! {
    /// A combined expression adds what its parts add, and requires all that they take.
    #[test]
    fn and_sums_additions_and_conditions_of_its_parts(
        parts in prop::collection::vec((any::<bool>(), 0_u32..1_000, 0_u32..1_000), 1..8),
    ) {
        let expression = |&(takes, one, other): &(bool, u32, u32)| {
            if takes { take(one, Some(other)) } else { give_back(one, other) }
        };
        let sum = parts.iter().map(expression).reduce(|sum, it| sum.and(it).unwrap());
        let sum = sum.unwrap();
        let added = |of: &Expression, name: &str| -> i128 {
            let count = |clause: &Clause| match clause {
                Clause::Write(own, Write::Count(count)) if own == name => count.by,
                Clause::Write(..) | Clause::Ask(_) => 0,
            };
            of.0.iter().map(count).sum()
        };
        for name in ["av", "ou", "rt", "he"] {
            let all: i128 = parts.iter().map(|part| added(&expression(part), name)).sum();
            prop_assert_eq!(added(&sum, name), all);
            let clauses = sum.0.iter().filter(|it| matches!(it, Clause::Write(own, _) if own == name));
            prop_assert!(clauses.count() <= 1);
        }
        let takes = || parts.iter().filter(|(takes, ..)| *takes);
        let taken: u32 = takes().map(|(_, quantity, _)| quantity).sum();
        let limit = takes().map(|(_, _, limit)| i128::from(*limit)).min();
        let asks = |asked: &Condition| {
            sum.0.iter().filter(|it| matches!(it, Clause::Ask(own) if own == asked)).count()
        };
        if let Some(limit) = limit {
            let more = i128::from(taken);
            prop_assert_eq!(asks(&Condition::Enough("av".to_owned(), more)), 1);
            prop_assert_eq!(asks(&Condition::Room { name: "he".to_owned(), more, limit }), 1);
        }
    }
}
