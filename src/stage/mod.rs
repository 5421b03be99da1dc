//! World to picture.
