//! What the page tells whoever embeds it. `web/events.rs` gives each its form on the way out.

/// Something worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// What was asked for stands: the first picture, the lesson or the question. Only the first one is passed on.
    Ready,
    /// The page is so high now, in CSS pixels.
    Resize {
        /// The height.
        height_px: u32,
    },
    /// A question was answered and graded.
    Answered(Answer),
    /// A lesson was gone through to its end.
    Completed {
        /// The lesson's id.
        lesson: String,
        /// Its title.
        title: String,
        /// How long it took, where that is known.
        took_ms: Option<u64>,
    },
    /// Something that has a passing score was passed.
    Passed(Score),
    /// It was not.
    Failed(Score),
    /// Something asked for is not there or cannot be understood; the text says what to write instead.
    Error {
        /// A sentence or two.
        message: String,
    },
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The question's id.
    pub(crate) question: String,
    /// What is asked, as plain text.
    pub(crate) stem: String,
    /// Whether just the right options were chosen.
    pub(crate) right: bool,
    /// Places of the chosen options in the question's file, from 0.
    pub(crate) chosen: Vec<usize>,
    /// Whether the reader was sure before the verdict; none when nobody asked.
    pub(crate) sure: Option<bool>,
    /// Time between question and answer, where that is known.
    pub(crate) took_ms: Option<u64>,
}

/// A result that has a passing score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// The id of what was taken: a lesson's, or of an exam.
    pub(crate) activity: String,
    /// Its title.
    pub(crate) title: String,
    /// Questions answered rightly.
    pub(crate) right: u32,
    /// Questions asked.
    pub(crate) asked: u32,
    /// How long it took, where that is known.
    pub(crate) took_ms: Option<u64>,
}
