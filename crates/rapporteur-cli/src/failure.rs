//! Why a command stopped before its end.

/// What ends a command.
#[derive(Debug)]
pub enum Failure {
    /// The reader of the output has gone away, as `head` does.
    BrokenPipe,
    /// Anything else; lower case, no final stop.
    Message(String),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Message(format!("writing the output: {error}")),
        }
    }
}

impl From<rapporteur_store::Error> for Failure {
    fn from(error: rapporteur_store::Error) -> Failure {
        if error.is_broken_pipe() { Failure::BrokenPipe } else { Failure::Message(format!("writing the output: {error}")) }
    }
}
