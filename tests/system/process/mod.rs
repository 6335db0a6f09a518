//! The program as a process: `kill -9`, starting and stopping.

mod kill;
mod kill_tours;
mod starting;
