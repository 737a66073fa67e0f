//! A file of patterns: mistakes are told with their file, in the same words each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::resource::pattern::Patterns;
use rapporteur::resource::{Problem, Problems, Resources, SourceFile, Sources};
use std::borrow::Cow;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn read(text: &str) -> Vec<Problem> {
    let mut sources = Sources::default();
    sources.add(SourceFile { path: "pattern/p.toml".to_owned(), shown: "p.toml".to_owned(), text: Cow::Owned(text.to_owned()) });
    let mut problems = Problems::default();
    Patterns::build(&sources, &RESOURCES.codebook, &mut problems);
    problems.into_sorted()
}

fuzz_target!(|text: &str| {
    let problems = read(text);
    assert_eq!(problems, read(text));
    // A mistake at the end of the file is on the line after the last break.
    let lines = text.matches('\n').count() as u32 + 1;
    for problem in problems {
        assert!(problem.file == "p.toml" && problem.line <= lines && !problem.message.is_empty(), "{problem}");
    }
});
