//! The files an author writes.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Text files by their path from `lessons/` on, such as `lessons/01-the-belt.md`.
#[derive(Clone, Debug, Default)]
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    /// The lessons and questions of a project: `lessons/*.md` without the guide and the template, and
    /// `lessons/questions/*.toml`.
    ///
    /// # Errors
    /// A folder or a file that cannot be read.
    pub fn of_project(root: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for (folder, kind) in [("lessons", "md"), ("lessons/questions", "toml")] {
            for entry in std::fs::read_dir(root.join(folder))? {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_kind = path.extension().is_some_and(|extension| extension == kind);
                if is_kind && !matches!(name.as_str(), "README.md" | "template.md" | "template.toml") {
                    files.insert(format!("{folder}/{name}"), std::fs::read_to_string(&path)?);
                }
            }
        }
        Ok(Self(files))
    }
}
