//! Worlds to draw, and what must hold for every picture.

pub(crate) mod capacity;
pub(crate) mod consumers;
pub(crate) mod geometry;
pub(crate) mod lineage;
