//! Tests of the program as a process: SIGKILL, starting and stopping.

mod kill;
mod kill_tours;
mod starting;
