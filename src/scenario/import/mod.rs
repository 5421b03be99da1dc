//! The import of record files.
