//! Runs the built program in a folder of its own.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is gone when the test ends.
pub struct Folder {
    pub path: PathBuf,
}

/// What a run printed.
#[derive(Debug)]
pub struct Printed {
    pub status: i32,
    pub out: String,
    /// With the folder's path left out.
    pub err: String,
}

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rapporteur-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder { path }
    }

    /// Writes a file and gives its name.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        name.to_owned()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path.join(name)).unwrap()
    }

    /// Runs the program here.
    pub fn run(&self, arguments: &[&str]) -> Printed {
        self.run_with(arguments, |_| ())
    }

    /// Runs the program here and writes to its standard input.
    pub fn run_with(&self, arguments: &[&str], input: impl FnOnce(&mut dyn Write)) -> Printed {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(arguments)
            .current_dir(&self.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        input(&mut child.stdin.take().unwrap());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Printed { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// A report that ships with the project.
pub fn story() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../stories/real/moscow-talks.txt");
    std::fs::read_to_string(path).unwrap()
}
