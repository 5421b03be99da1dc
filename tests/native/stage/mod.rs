//! Pictures as display lists.

mod capacity;
mod dump;
mod fanout;
mod hall;
mod hall_reshard;
mod lineage;
mod palette;
mod xray;
