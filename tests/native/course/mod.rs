//! Lessons, questions, exams, progress and exports.

mod exam;
mod export;
mod grading;
mod measures;
mod mistakes;
mod progress;
mod proofs;
mod review;
mod shipped;
mod steps;
