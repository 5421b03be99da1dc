//! Practice: what is kept of a learner, exams and their reports, reviews that come back when they are due, questions by topic.
//!
//! All of it is a function of what it is given: the moment comes in as milliseconds since 1970, and what is drawn at random
//! comes from a seed.

mod answer;
mod card;
mod draw;
mod exam;
mod marks;
mod merge;
mod progress;
mod read;
mod report;
mod review;
mod shuffle;
mod topic;

pub use answer::{Answer, LessonProgress, Predicted, Seen};
pub use card::{Card, Rating};
pub use exam::{Exam, Given, Slip};
pub use marks::{Calibration, DomainShare, Mark, TaskShare, WeakSpot};
pub use progress::Progress;
pub use read::{Damage, ProgressError};
pub use report::Report;
pub use review::{Queue, Review};
pub use shuffle::{option_order, order, seed_for};
pub use topic::TopicProgress;
