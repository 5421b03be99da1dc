//! The course as the reader meets it: contents, lessons that lead the stage, questions, practice and the exam.

mod arriving;
mod column;
mod contents;
mod copy;
mod exam;
mod exam_copy;
mod goal;
mod keeping;
mod kept;
mod lesson;
mod library;
mod option;
mod order;
mod outcome;
mod practice;
mod predict;
mod prose;
mod question;
mod refute;
mod report;
mod scene;
mod setting;
mod sight;
mod sources;
mod step;
mod telling;
mod walk;

use super::dom::El;
use super::embed::{Host, Layout};
use super::hall::Hall;
use super::later::in_chunk;
use super::live::Live;
use super::study::Study;
use kept::Kept;
use library::Library;

in_chunk! { course:
    /// The column of the course.
    pub(crate) fn course(hall: Hall, study: Study) -> El {
        column::column(Course::new(hall, study))
    }
}

/// What all parts of the course share.
#[derive(Clone, Copy)]
struct Course {
    parts: Live<Parts>,
}

#[derive(Clone, Copy)]
struct Parts {
    hall: Hall,
    study: Study,
    library: Library,
    kept: Kept,
}

impl Course {
    fn new(hall: Hall, study: Study) -> Self {
        Self { parts: Live::new(Parts { hall, study, library: Library::new(), kept: Kept::new() }) }
    }

    fn hall(self) -> Hall {
        self.parts.with_untracked(|parts| parts.hall)
    }

    fn study(self) -> Study {
        self.parts.with_untracked(|parts| parts.study)
    }

    fn library(self) -> Library {
        self.parts.with_untracked(|parts| parts.library)
    }

    fn kept(self) -> Kept {
        self.parts.with_untracked(|parts| parts.kept)
    }

    /// Whoever embeds the page.
    fn host(self) -> Host {
        self.hall().host()
    }

    /// Whether the page is a part of somebody else's.
    fn is_embedded(self) -> bool {
        self.host().layout() != Layout::Page
    }
}
