//! `cargo xtask serve`: from nothing to a moving belt, and on from there.

use crate::module::{Build, Files};
use crate::server::{self, Shelf};
use crate::{Result, project, setup, shell, site};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How often the sources are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// Sources that are compiled.
const COMPILED: [&str; 3] = ["src", "Cargo.toml", "Cargo.lock"];
/// Sources that are shipped without compiling them.
const SHIPPED: [&str; 4] = ["index.html", "lessons", "style", "src/web/site"];

/// The page until there is a first good build.
const WAITING: &str = "<!doctype html><html lang=\"en\"><title>Beltline</title><body style=\"background:#15171a\">";

/// What was asked for.
pub(crate) struct Options {
    port: u16,
    open: bool,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, open: std::env::var_os("CI").is_none() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (name, joined) = argument.split_once('=').map_or((argument.as_str(), None), |(n, v)| (n, Some(v)));
            match name {
                "--no-open" => options.open = false,
                "--port" => {
                    let value = joined.or_else(|| rest.next().map(String::as_str)).unwrap_or_default();
                    options.port = value.parse().map_err(|_| {
                        format!("`--port` takes a number from 0 to 65535, such as `--port 8081`, not `{value}`.")
                    })?;
                }
                _ => {
                    return Err(format!("`cargo xtask serve` knows `--port N` and `--no-open`, not `{argument}`."));
                }
            }
        }
        Ok(options)
    }
}

/// Serves until it is stopped.
pub(crate) fn run(options: &Options) -> Result<()> {
    let begun = Instant::now();
    let listener = server::listen(options.port)?;
    let port = listener.local_addr().map_or(options.port, |address| address.port());
    println!("1/3 Getting ready");
    setup::wasm_target()?;
    println!("2/3 Compiling to WebAssembly (the first time takes a minute or two)");
    let (mut compiled, mut shipped) = (stamp(&COMPILED), stamp(&SHIPPED));
    let mut module = Build::SERVE.files()?;
    println!("3/3 Putting the site together");
    let shelf = match site::assemble(&module) {
        Ok(site) => Shelf::new(site),
        Err(sentence) => {
            eprintln!("{sentence}");
            let shelf = Shelf::new([("index.html".to_owned(), WAITING.into())].into());
            shelf.keep(&sentence);
            shelf
        }
    };
    server::answer(listener, shelf.clone());
    let address = format!("http://127.0.0.1:{port}/");
    println!(
        "\nBeltline is at {address} (ready after {:.1} s; rebuilds on change; Ctrl+C stops)",
        begun.elapsed().as_secs_f64()
    );
    if options.open {
        open(&address);
    }
    loop {
        std::thread::sleep(LOOK_EVERY);
        let now = (stamp(&COMPILED), stamp(&SHIPPED));
        if now == (compiled.clone(), shipped.clone()) {
            continue;
        }
        let begun = Instant::now();
        match rebuild(&mut module, now.0 != compiled) {
            Ok(site) => {
                shelf.put(site);
                println!("Rebuilt in {:.1} s, the page reloads", begun.elapsed().as_secs_f64());
            }
            Err(sentence) => {
                eprintln!("{sentence} The last good build is still served, and says so.");
                shelf.keep(&sentence);
            }
        }
        (compiled, shipped) = now;
    }
}

fn rebuild(module: &mut Files, compile: bool) -> Result<Files> {
    println!("\nSomething changed, rebuilding");
    if compile {
        *module = Build::SERVE.files()?;
    }
    site::assemble(module)
}

/// Files with the moment each was written: equal stamps, equal files.
fn stamp(places: &[&str]) -> Vec<(PathBuf, Option<SystemTime>)> {
    let all = places.iter().flat_map(|place| {
        let path = project::root().join(place);
        if path.is_dir() { project::files(&path) } else { vec![path] }
    });
    all.map(|path| {
        let written = path.metadata().and_then(|about| about.modified()).ok();
        (path, written)
    })
    .collect()
}

/// Opens the page where there is a desktop; elsewhere the address in the terminal is all.
fn open(address: &str) {
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("explorer", &[]),
        _ if desktop => ("xdg-open", &[]),
        _ => return,
    };
    let mut command = shell::command(Path::new(program));
    command.args(arguments).arg(address).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    if command.spawn().is_err() {
        println!("No browser could be opened: open {address} by hand.");
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parse(line: &str) -> crate::Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_and_refused_in_words() {
        let options = parse("--port 9000 --no-open").expect("both are known");
        assert_eq!((options.port, options.open), (9000, false));
        assert_eq!(parse("--port=9001").expect("joined works too").port, 9001);
        for (line, part) in [("--port", "`--port` takes"), ("--port 70000", "70000"), ("--fast", "--fast")] {
            let told = parse(line).err().expect("refused");
            assert!(told.contains(part), "{told}");
        }
    }
}
