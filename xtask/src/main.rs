//! `cargo xtask`: everything that is done with this project from a terminal, set-up included.

mod anki;
mod bench;
mod beside;
mod chunks;
mod exports;
mod join;
mod lessons;
mod lint;
mod module;
mod project;
mod serve;
mod server;
mod setup;
mod shell;
mod site;
mod sizes;
mod test;
mod tidy;

use std::process::ExitCode;

/// What a task gives: on failure one plain sentence that says what to do.
type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
Usage: cargo xtask <task>

  serve   set up what is missing, build, serve on 127.0.0.1, open the browser, rebuild on change
            --port N     the port, 8080 when not given
            --no-open    leave the browser alone
  test    set up what is missing and run everything: format, lints, native, WASM and browser tests, lessons, sizes
  dist    write the site to dist/, ready for any static host under any path
  lessons read and play all lessons and questions, and print what every figure came out as
  bench   print one JSON line for each figure beside its budget
  lint    format and lints only, without running anything
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let Some((task, options)) = arguments.split_first() else {
        return Err(HELP.to_owned());
    };
    if matches!(task.as_str(), "help" | "--help" | "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    if task == "serve" {
        serve::run(&serve::Options::parse(options)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(option) = options.first() {
        return Err(format!("`cargo xtask {task}` takes no options, but was given `{option}`."));
    }
    match task.as_str() {
        "test" => return Ok(test::run()),
        "dist" => site::run()?,
        "bench" => bench::run()?,
        "lessons" => lessons::tell()?,
        "lint" => lint::run()?,
        _ => return Err(format!("There is no task `{task}`.\n\n{HELP}")),
    }
    Ok(ExitCode::SUCCESS)
}
