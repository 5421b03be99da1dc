//! The browser edges.

mod module;
