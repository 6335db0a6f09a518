/// The fewest items of a run that prints its progress.
const LONG: u64 = 1_000;

/// Prints the progress of a long run at each tenth of it.
pub fn progress(what: &str, done: u64, all: u64) {
    if all >= LONG && done.is_multiple_of(all.div_ceil(10)) {
        println!("{what}: {done} of {all}");
    }
}
