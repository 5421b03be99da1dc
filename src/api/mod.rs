//! The Kinesis front door.
