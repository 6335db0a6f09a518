//! Random sequences of what a stranger, a buyer, a seller's staff and a driver
//! can call, with one question: does anybody ever read an order, or how to
//! reach a person, that is not theirs; and does any phone or e-mail address get
//! more messages than its budget?
//!
//! `DOCKET_TRUST=200` plays so many sequences, and `DOCKET_SEQUENCE=17` only the one
//! of that seed. A failure names its seed.

mod model;
mod play;

/// As many as fit into an ordinary run.
const SEQUENCES: u64 = 4;
/// Steps of a sequence.
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
