//! The browser edges.
