//! The course: lessons, predictions and questions as plain data, how they are graded, and the runs that prove them.
//!
//! Nothing here reads Markdown or TOML. The files under `lessons/` are read when the site is built (`xtask/course`), checked,
//! and shipped as the JSON of these types. A [`Figure`] says what is measured of a run; a [`Prediction`] is decided by
//! figures, and an [`EngineProof`] holds a question's key to them. [`Progress`] is what is kept of a learner; an [`Exam`], a
//! [`Review`] and a [`TopicProgress`] decide what is asked next.

mod domain;
pub mod export;
mod figure;
mod index;
mod lesson;
mod measure;
mod patch;
mod practice;
mod prediction;
mod proof;
mod prose;
mod prove;
mod question;
mod read;
mod run;
mod setting;
mod source;
mod step;
mod tally;

pub use domain::Task;
pub use figure::{Bound, Figure, FigureError, Pick, Requirement};
pub use index::{Index, LessonEntry, QuestionEntry};
pub use lesson::{Block, Goal, Lesson, Scene};
pub use measure::{Kind, Measure, Target};
pub use patch::{PatchError, patched};
pub use practice::{
    Answer, Calibration, Card, Damage, DomainShare, Exam, Given, LessonProgress, Mark, Predicted, Progress,
    ProgressError, Queue, Rating, Report, Review, Seen, Slip, TaskShare, TopicProgress, WeakSpot, option_order, order,
    seed_for,
};
pub use prediction::{Band, Guess, Item, Outcome, Prediction, Sought};
pub use proof::{EngineProof, Proof};
pub use prose::{Cell, Inline, Prose, plain};
pub use prove::{Disproof, Proved, prove};
pub use question::{Choice, Level, Question, QuestionKind, Verdict};
pub use run::{Run, RunError, measure};
pub use setting::{Setting, SettingError};
pub use source::{DatedValue, Source};
pub use step::Step;
