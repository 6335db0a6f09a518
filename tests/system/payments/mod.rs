//! Money through the stand-in payment provider, from the buyer's card to the books.

mod before;
mod currencies;
mod intake;
mod interleavings;
mod kills;
mod largest;
mod outage;
mod paying;
mod reported;
mod together;
