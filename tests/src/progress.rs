/// The fewest things of a run that is long.
const LONG: u64 = 1_000;

/// Says how far a long run has come, at each tenth of it.
pub fn progress(what: &str, done: u64, all: u64) {
    if all >= LONG && done.is_multiple_of(all.div_ceil(10)) {
        println!("{what}: {done} of {all}");
    }
}
