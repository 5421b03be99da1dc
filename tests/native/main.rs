//! All native tests, by the floors of the house. They are one program, so that they are linked once and run beside each other.

mod api;
mod course;
mod engine;
mod scenario;
mod stage;
mod support;
