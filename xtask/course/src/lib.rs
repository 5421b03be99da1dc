//! Reads `lessons/` as authors write it: `CommonMark` with TOML in front matter and fences, and questions as TOML.
//!
//! [`read`] gives the course as the model that ships ([`beltline::course`]), or every mistake with file, line, column and
//! what to write instead. [`play`] then runs every goal, prediction and proof in the engine. [`ship`] makes the files of the
//! site. Only the build and the tests use this; the page never reads Markdown or TOML.

mod course;
mod desk;
mod fence;
mod figure;
mod files;
mod front;
mod lesson;
mod links;
mod markdown;
mod mistake;
mod node;
mod option;
mod play;
mod prediction;
mod question;
mod setting;
mod ship;
mod source;

pub use course::{Course, Place, Placed, Topic, read};
pub use files::Files;
pub use mistake::Mistake;
pub use play::{Played, play};
pub use ship::ship;
