mod helpers;
mod occurrences;
mod rules;
