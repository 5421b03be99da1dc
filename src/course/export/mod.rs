//! Questions as other programs read them: text for Anki, GIFT for Moodle, a QTI 3 package for learning platforms. The whole bank
//! and one learner's wrong answers go through the same functions.

mod anki;
mod gift;
mod html;
mod qti;
mod zip;

pub use anki::anki;
pub use gift::gift;
pub use qti::qti;
pub use zip::zip;
