//! The neural parser.
