//! For authors and the build: `beltline-course PROJECT` reads and plays the lessons of a project and tells what every figure
//! came out as; `beltline-course PROJECT FOLDER` reads them and writes the files that ship.

use beltline_course::{Files, Mistake, play, read, ship};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let root = arguments.first().map_or(".", String::as_str);
    let outcome = match arguments.get(1) {
        None => tell(Path::new(root)),
        Some(folder) => write(Path::new(root), Path::new(folder)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentences) => {
            for sentence in sentences {
                eprintln!("{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

fn tell(root: &Path) -> Result<(), Vec<String>> {
    let course = read(&files(root)?).map_err(|mistakes| told(&mistakes))?;
    let played = play(&course);
    for told in &played.told {
        println!("{told}");
    }
    println!("{} lessons, {} questions", course.lessons.len(), course.questions().count());
    if played.mistakes.is_empty() { Ok(()) } else { Err(told(&played.mistakes)) }
}

fn write(root: &Path, folder: &Path) -> Result<(), Vec<String>> {
    let course = read(&files(root)?).map_err(|mistakes| told(&mistakes))?;
    for (path, bytes) in ship(&course) {
        let path = folder.join(path);
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| vec![format!("{} cannot be written: {error}.", path.display())])?;
    }
    Ok(())
}

fn files(root: &Path) -> Result<Files, Vec<String>> {
    Files::of_project(root).map_err(|error| vec![format!("lessons/ cannot be read: {error}.")])
}

fn told(mistakes: &[Mistake]) -> Vec<String> {
    mistakes.iter().map(ToString::to_string).collect()
}
