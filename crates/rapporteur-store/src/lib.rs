//! The published schema and its formats.
