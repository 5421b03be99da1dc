//! Lessons: every file under `lessons/` is read by the tests of the target `lessons`, which say file, line and column.

use crate::{Result, project, shell};

/// Validates the lessons; with none written yet there is nothing to validate.
pub(crate) fn run() -> Result<()> {
    let lessons = project::files(&project::root().join("lessons")).len();
    if lessons == 0 {
        println!("There are no lessons yet.");
        return Ok(());
    }
    println!("{lessons} files");
    shell::run(
        shell::cargo().args(["test", "--quiet", "--package", "beltline", "--test", "lessons"]),
        "A lesson is not valid: mend what the test names above.",
    )
}
