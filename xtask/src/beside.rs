//! A task of this program that runs beside others, and is heard when its turn comes.

use crate::{Result, module, project};
use std::fs::File;
use std::process::{Child, Command, Stdio};

/// A task on its way.
pub(crate) struct Beside {
    task: &'static str,
    child: Child,
}

impl Beside {
    /// Starts `cargo xtask` with a task.
    pub(crate) fn start(task: &'static str) -> Result<Self> {
        let cannot = |error| format!("`cargo xtask {task}` cannot be started beside the tests: {error}.");
        let path = module::target_folder()?.join(task).with_extension("log");
        project::write(&path, b"")?;
        let log = File::create(&path).map_err(cannot)?;
        let said = log.try_clone().map_err(cannot)?;
        let program = std::env::current_exe().map_err(cannot)?;
        let mut command = Command::new(program);
        command.arg(task).current_dir(project::root()).stdin(Stdio::null()).stdout(log).stderr(said);
        Ok(Self { task, child: command.spawn().map_err(cannot)? })
    }

    /// Waits for its end and shows what it said.
    pub(crate) fn finish(mut self) -> Result<()> {
        let status = self.child.wait().map_err(|error| format!("`cargo xtask {}` was lost: {error}.", self.task))?;
        let log = module::target_folder()?.join(self.task).with_extension("log");
        eprint!("{}", String::from_utf8_lossy(&project::read(&log)?));
        if status.success() { Ok(()) } else { Err(format!("`cargo xtask {}` failed: see above.", self.task)) }
    }
}

/// Nobody waits for it any more. What cargo compiles at this moment it compiles to its end.
impl Drop for Beside {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
