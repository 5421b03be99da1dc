//! An application at work.

use super::ApplicationConfig;
use crate::engine::digest::Digest;
use crate::engine::reading::Processing;
use crate::engine::shard::Shard;

/// An application at work.
#[derive(Clone, Debug)]
pub struct Application {
    processing: Processing,
}

impl Application {
    /// An application whose workers have not begun.
    #[must_use]
    pub fn new(config: &ApplicationConfig, _shards: &[Shard]) -> Self {
        Self { processing: config.processing }
    }

    /// Whether some worker wants more of a shard now.
    #[must_use]
    pub fn may_read(&self, _shard: u32) -> bool {
        true
    }

    /// How long its workers are busy.
    #[must_use]
    pub const fn processing(&self) -> Processing {
        self.processing
    }

    /// Changes how long its workers are busy.
    pub fn set_processing(&mut self, processing: Processing) {
        self.processing = processing;
    }

    /// Lets go of everything in hand.
    pub fn let_go(&mut self) {}

    /// Folds the application into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(self.processing.batch.0);
    }
}
