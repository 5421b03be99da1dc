//! What a user can set up, as files: the scenario format and the import of record files.
