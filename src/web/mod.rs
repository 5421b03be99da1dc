//! The browser edges: everything that can say no, be missing, or must be given back, and the JavaScript module.

pub(crate) mod address;
pub(crate) mod bytes;
pub(crate) mod clock;
mod events;
pub(crate) mod frames;
pub(crate) mod handler;
pub(crate) mod listen;
pub(crate) mod marks;
#[cfg(feature = "module")]
mod module;
mod mount;
pub(crate) mod panic;
pub(crate) mod save;
pub(crate) mod site;
pub(crate) mod storage;
pub(crate) mod turn;
