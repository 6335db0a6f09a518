//! Plays random sequences of requests by a stranger, buyers, sellers' staff and drivers. Checks
//! that nobody reads another person's order or contact data, and that no phone or e-mail address
//! gets more messages than its budget.
//!
//! `DOCKET_TRUST=200` plays 200 sequences, and `DOCKET_SEQUENCE=17` only the one with that seed. A
//! failure names its seed.

mod model;
mod play;

/// The number of sequences in an ordinary run.
const SEQUENCES: u64 = 4;
/// The number of steps in a sequence.
const STEPS: usize = 120;

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_what_is_not_theirs_and_no_contact_gets_more_than_its_budget() {
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seeds = match number("DOCKET_SEQUENCE") {
        Some(seed) => seed..seed + 1,
        None => 0..number("DOCKET_TRUST").unwrap_or(SEQUENCES),
    };
    let (mut reads, mut steps) = (0, 0);
    for seed in seeds {
        let played = play::play(seed, STEPS).await;
        reads += played.reads;
        steps += played.carried_out;
        println!("seed {seed}: {reads} answers looked through so far, {steps} steps done");
    }
    assert!(steps > 0 && reads > steps, "nothing was tried");
}
