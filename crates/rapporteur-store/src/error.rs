//! What can go wrong while the published form is written or read.

/// A file of the published form could not be written or read.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

/// What failed; private, since callers can only report it.
#[derive(Debug)]
enum Kind {
    Io(std::io::Error),
    Json { line: usize, error: serde_json::Error },
    Encode(serde_json::Error),
    Columns(serde_arrow::Error),
    Parquet(::parquet::errors::ParquetError),
    Sql(rusqlite::Error),
    Record(String),
}

impl Error {
    /// Whether the reader of a pipe has gone away, which is no fault.
    pub fn is_broken_pipe(&self) -> bool {
        match &self.kind {
            Kind::Io(error) => error.kind() == std::io::ErrorKind::BrokenPipe,
            Kind::Parquet(::parquet::errors::ParquetError::External(error)) => {
                error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
            }
            _ => false,
        }
    }

    /// A file that is no record of ours.
    pub(crate) fn record(message: String) -> Error {
        Error { kind: Kind::Record(message) }
    }

    /// A line of a JSON lines file that is no row; lines count from 1.
    pub(crate) fn json(line: usize, error: serde_json::Error) -> Error {
        Error { kind: Kind::Json { line, error } }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            Kind::Io(error) => write!(f, "{error}"),
            Kind::Json { line, error } => write!(f, "line {line}: {error}"),
            Kind::Encode(error) => write!(f, "writing a row as JSON: {error}"),
            Kind::Columns(error) => write!(f, "turning rows into columns: {}", error.message()),
            Kind::Parquet(error) => write!(f, "parquet: {error}"),
            Kind::Sql(error) => write!(f, "sqlite: {error}"),
            Kind::Record(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error { kind: Kind::Io(error) }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        match error.io_error_kind() {
            Some(kind) => Error { kind: Kind::Io(kind.into()) },
            None => Error { kind: Kind::Encode(error) },
        }
    }
}

impl From<serde_arrow::Error> for Error {
    fn from(error: serde_arrow::Error) -> Error {
        Error { kind: Kind::Columns(error) }
    }
}

impl From<::parquet::errors::ParquetError> for Error {
    fn from(error: ::parquet::errors::ParquetError) -> Error {
        Error { kind: Kind::Parquet(error) }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        Error { kind: Kind::Sql(error) }
    }
}
