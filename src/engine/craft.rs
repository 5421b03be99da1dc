//! The code behind what not every world has: mappings, applications, packing.
//!
//! Settings bring it with them, and the loop comes to it through them alone. So a program that has made no such settings,
//! as a page that has drawn only its first scene, need not carry the code.

use super::world::{ApplicationCraft, MappingCraft, PackingCraft};
use std::fmt;

/// Code that settings bring with them. All settings of a kind bring the same, so it counts in no comparison.
pub struct Craft<T: 'static>(pub(in crate::engine) &'static T);

/// What works the mappings.
pub type Mappings = Craft<MappingCraft>;
/// What works the applications of the Kinesis Client Library.
pub type Applications = Craft<ApplicationCraft>;
/// What packs the records of producers.
pub type Packing = Craft<PackingCraft>;

impl Mappings {
    /// The only one.
    pub const CODE: Self = Self(&MappingCraft::CODE);
}

impl Applications {
    /// The only one.
    pub const CODE: Self = Self(&ApplicationCraft::CODE);
}

impl Packing {
    /// The only one.
    pub const CODE: Self = Self(&PackingCraft::CODE);
}

impl<T> Clone for Craft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Craft<T> {}

impl<T> PartialEq for Craft<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Craft<T> {}

impl<T> fmt::Debug for Craft<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Craft")
    }
}
