//! Other programs: finding, running, listening to them.

use crate::{Result, project};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command(Path::new(&program))
}

/// A command at the top of the project, with nothing to read from.
pub(crate) fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root()).stdin(Stdio::null());
    command
}

/// Where `name` is on the search path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let names = if cfg!(windows) { vec![format!("{name}.exe"), format!("{name}.cmd")] } else { vec![name.to_owned()] };
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
        .find(|file| file.is_file())
}

/// Runs a command with all its output shown as progress, on the error output; `otherwise` is the sentence when it fails.
pub(crate) fn run(command: &mut Command, otherwise: &str) -> Result<()> {
    let status = command.stdout(std::io::stderr()).status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(otherwise.to_owned()) }
}

/// Runs a command; when it fails, what it said on the error output comes before the sentence.
pub(crate) fn hear(command: &mut Command, otherwise: &str) -> Result<()> {
    let output = command.stdout(std::io::stderr()).output().map_err(|error| cannot_start(command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{said}{otherwise}")) }
}

/// Runs a command without showing anything; what it printed, or none when it fails or is not there.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, shows its output while it comes, and gives every line of it to `listen`; false when it fails.
pub(crate) fn listen(command: &mut Command, mut listen: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(std::result::Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            // A closed terminal is no reason to stop the child half way.
            let _ = std::io::stdout().flush();
            listen(&line);
        }
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    Ok(status.success())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` cannot be started: {error}.", command.get_program().to_string_lossy())
}
