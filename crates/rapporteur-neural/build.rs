//! Unpacks the judge's weights, which are committed compressed, so that
//! nothing is unpacked at run time.

use std::io::Read as _;
use std::path::PathBuf;

fn main() {
    let packed =
        PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../data/models/coder-en.safetensors.zst");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed={}", packed.display());
    let file = std::fs::File::open(packed).expect("the weights are in the repository");
    let mut decoder = ruzstd::decoding::StreamingDecoder::new(file).expect("the file is compressed by zstd");
    let mut weights = Vec::new();
    decoder.read_to_end(&mut weights).expect("the file is whole");
    std::fs::write(out.join("coder-en.safetensors"), weights).expect("OUT_DIR is writable");
}
