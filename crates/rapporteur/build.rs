//! Embeds `data/` into the library, so that the program runs from any folder.
//!
//! Text tables are listed with `include_str!`; large derived files are
//! committed compressed and unpacked here, so that nothing is unpacked at
//! run time.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

fn main() {
    let data = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../data");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed={}", data.display());

    let mut files = Vec::new();
    walk(&data, &mut files);
    files.sort();
    let mut code = String::from("/// Path below `data/`, and content, sorted by path.\npub(super) static FILES: &[(&str, &str)] = &[\n");
    for file in &files {
        let name = file.strip_prefix(&data).expect("walked from there").to_string_lossy().replace('\\', "/");
        let path = file.canonicalize().expect("the file was listed");
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string()).expect("writing to a string");
    }
    code.push_str("];\n");
    std::fs::write(out.join("embedded.rs"), code).expect("OUT_DIR is writable");
    // A missing file is empty, so that the recipe that makes it can be built without it.
    let cue_words = std::fs::read(data.join("models/cue-en.bin")).unwrap_or_default();
    std::fs::write(out.join("cue-en.bin"), cue_words).expect("OUT_DIR is writable");
    std::fs::write(out.join("gazetteer.idx"), unpack(&data.join("gazetteer/index.zst"))).expect("OUT_DIR is writable");
}

/// Unpacks a file; a missing one is empty, so that the recipe that makes it
/// can be built without it.
fn unpack(path: &Path) -> Vec<u8> {
    let Ok(file) = std::fs::File::open(path) else { return Vec::new() };
    let mut content = Vec::new();
    let mut decoder = ruzstd::decoding::StreamingDecoder::new(file).expect("the file is compressed by zstd");
    decoder.read_to_end(&mut content).expect("the file is whole");
    content
}

/// Collects the text tables: TSV and TOML files outside `models/`.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "models") {
                walk(&path, files);
            }
        } else if path.extension().is_some_and(|ext| ext == "tsv" || ext == "toml") {
            files.push(path);
        }
    }
}
