//! World to picture. A pure layout makes a display list from a [snapshot](crate::engine::snapshot::Snapshot): every
//! place in it is a function of model time, nothing is stored between two pictures. One painter draws it.
//!
//! ```
//! use beltline::stage::{Viewport, lay_out};
//! # use beltline::engine::{id::StreamId, snapshot::{Board, Snapshot, View}, time::Micros};
//! # let view = View { stream: StreamId(0), span: Micros::SECOND, approach: Micros::SECOND, bags_max: 100 };
//! # let snapshot = Snapshot { now: Micros::ZERO, view, stream: String::new(), retention: Micros::from_hours(24),
//! #     stride: 1, mode: Default::default(), change: None, board: Board::default(), desks: vec![], shards: vec![], bags: vec![], bounces: vec![], carts: vec![] };
//! let viewport = Viewport { width: 1060.0, height: 650.0, scale: 2.0, ..Viewport::default() };
//! let picture = lay_out(&snapshot, &viewport);
//! assert_eq!(picture.hit(500.0, 300.0), None);
//! ```

mod axis;
mod bag;
mod belt;
mod capacity;
mod cart;
mod desk;
mod display;
mod fanout;
mod gauge;
mod geometry;
mod hall;
mod lineage;
mod order;
#[cfg(target_arch = "wasm32")]
mod painter;
mod palette;
mod pen;
mod plan;
mod sorter;
#[cfg(target_arch = "wasm32")]
mod sprite;
mod way;
mod words;
mod xray;

pub use capacity::{CapacityScene, lay_out_capacity};
pub use display::{Align, Face, Luggage, Picture, Shape, Target};
pub use fanout::{FanoutScene, lay_out_fanout};
pub use geometry::{Area, Cubic, Point, within};
pub use hall::{Viewport, lay_out};
pub use lineage::{LineageScene, lay_out_lineage, lineage_cells};
#[cfg(target_arch = "wasm32")]
pub use painter::Painter;
pub use palette::{Ink, KEY_COLOURS, Theme};
pub use words::width as text_width;
pub use xray::{XrayScene, lay_out_xray, shown};
