//! Worlds, files and banks that the tests share.

pub(crate) mod capacity_world;
pub(crate) mod course_files;
pub(crate) mod deploy_support;
pub(crate) mod lambda_world;
pub(crate) mod library_world;
pub(crate) mod lineage_world;
pub(crate) mod pictures;
pub(crate) mod practice_bank;
pub(crate) mod scenario_mistakes;
pub(crate) mod stage_scene;
