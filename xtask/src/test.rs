//! `cargo xtask test`: everything, the quick things first, up to the first that fails.

use crate::beside::Beside;
use crate::{Result, anki, lessons, lint, project, setup, shell, sizes, tidy};
use std::cell::RefCell;
use std::process::ExitCode;
use std::time::Instant;

/// How many tests there were. A step without tests of its own counts as one.
#[derive(Clone, Copy, Default)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A step's name and what it does; it tells the tests it counted and how it ended.
type Step<'a> = (&'static str, &'a dyn Fn() -> (Tally, Result<()>));

/// Runs the steps; the last line sums up. The site is compiled beside the first of them, for most of that takes one core.
pub(crate) fn run() -> ExitCode {
    let site = RefCell::new(None);
    let begin_site = || Beside::start("dist").map(|begun| *site.borrow_mut() = Some(begun));
    let end_site = || site.take().map_or(Ok(()), Beside::finish);
    let steps: [Step; 12] = [
        ("Set-up", &|| check(set_up().and_then(|()| begin_site()))),
        ("Format", &|| check(lint::format())),
        ("House rules", &|| check(tidy::run())),
        ("HTML", &|| check(lint::pages())),
        ("Clippy", &|| check(lint::clippy_native())),
        ("Clippy for WebAssembly", &|| check(lint::clippy_wasm())),
        ("Native tests", &native),
        ("Lessons", &|| check(lessons::run())),
        ("Site", &|| check(end_site())),
        ("Size budget", &|| check(sizes::check())),
        ("WebAssembly tests", &wasm),
        ("Browser tests", &browser),
    ];
    run_steps(&steps)
}

fn run_steps(steps: &[Step]) -> ExitCode {
    let begun = Instant::now();
    let mut sum = Tally::default();
    for (number, (name, step)) in (1..).zip(steps) {
        let step_begun = Instant::now();
        println!("\n== {number}/{} {name}", steps.len());
        let (mut tally, outcome) = step();
        match &outcome {
            Ok(()) => println!("== {name}: good, {:.1} s", step_begun.elapsed().as_secs_f64()),
            Err(sentence) => {
                tally.failed = tally.failed.max(1);
                println!("== {name}: failed, {:.1} s. {sentence}", step_begun.elapsed().as_secs_f64());
            }
        }
        sum.add(tally);
        if outcome.is_err() {
            break;
        }
    }
    println!("\nAfter {:.0} s:", begun.elapsed().as_secs_f64());
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check(outcome: Result<()>) -> (Tally, Result<()>) {
    (Tally { passed: u64::from(outcome.is_ok()), failed: 0 }, outcome)
}

fn set_up() -> Result<()> {
    setup::node()?;
    setup::lint_components()?;
    setup::wasm_target()?;
    setup::npm_packages()?;
    anki::python()?;
    let chromium = setup::chromium()?;
    println!("The browser is {}.", chromium.display());
    Ok(())
}

fn native() -> (Tally, Result<()>) {
    counted(shell::cargo().args(["test", "--workspace"]), "A native test failed: see above.", |line| {
        let counts = line.strip_prefix("test result: ")?;
        Some(Tally { passed: before(counts, " passed")?, failed: before(counts, " failed")? })
    })
}

fn wasm() -> (Tally, Result<()>) {
    let files = project::files(&project::root().join("tests/wasm"));
    let tests = files.into_iter().filter(|path| path.to_string_lossy().ends_with(".test.mjs"));
    let (node, python) = match setup::node().and_then(|node| Ok((node, anki::python()?))) {
        Ok(found) => found,
        Err(sentence) => return (Tally::default(), Err(sentence)),
    };
    let mut node = shell::command(&node);
    node.args(["--test", "--test-reporter=spec"]).args(tests).env("BELTLINE_ANKI_PYTHON", python);
    counted(&mut node, "A test of the module in Node.js failed: see above.", |line| {
        let after = |mark: &str| line.trim_start_matches("\u{2139} ").strip_prefix(mark)?.trim().parse().ok();
        match (after("pass "), after("fail ")) {
            (None, None) => None,
            (passed, failed) => Some(Tally { passed: passed.unwrap_or(0), failed: failed.unwrap_or(0) }),
        }
    })
}

fn browser() -> (Tally, Result<()>) {
    let (node, chromium) = match setup::node().and_then(|node| Ok((node, setup::chromium()?))) {
        Ok(found) => found,
        Err(sentence) => return (Tally::default(), Err(sentence)),
    };
    let folder = project::browser_tests();
    let mut playwright = shell::command(&node);
    playwright.arg(folder.join("node_modules/@playwright/test/cli.js")).args(["test", "--reporter=list"]);
    playwright.current_dir(&folder).env("BELTLINE_CHROMIUM", chromium);
    counted(&mut playwright, "A test in the browser failed: see above.", |line| {
        let line = line.strip_prefix("  ")?;
        let closing = |mark: &str| {
            let (count, rest) = line.split_once(mark)?;
            (rest.is_empty() || rest.starts_with(" (")).then(|| count.parse().ok())?
        };
        match (closing(" passed"), closing(" failed")) {
            (None, None) => None,
            (passed, failed) => Some(Tally { passed: passed.unwrap_or(0), failed: failed.unwrap_or(0) }),
        }
    })
}

/// Runs a command and adds up the closing lines `read` understands.
fn counted(
    command: &mut std::process::Command,
    otherwise: &str,
    read: impl Fn(&str) -> Option<Tally>,
) -> (Tally, Result<()>) {
    let mut tally = Tally::default();
    let outcome = shell::listen(command, |line| tally.add(read(line).unwrap_or_default()));
    (tally, outcome.and_then(|good| if good { Ok(()) } else { Err(otherwise.to_owned()) }))
}

/// The number that stands right before `mark`.
fn before(text: &str, mark: &str) -> Option<u64> {
    text.split_once(mark)?.0.rsplit(' ').next()?.parse().ok()
}
