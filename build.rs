//! Compiles the bundled schemas while the program is built, so that it starts without reading them (see
//! `src/schemas.rs`). A schema that does not load stops the build, with its place.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "src/xsd/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "only loading and packing is wanted here"
)]
mod xsd;

fn main() {
    // Cargo looks into folders, so a changed engine or a new schema makes everything anew: nothing packed can be stale.
    println!("cargo::rerun-if-changed=src/xsd");
    println!("cargo::rerun-if-changed=schemas");
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo gives build scripts a folder"));
    for version in files(Path::new("schemas")) {
        for path in files(&version).filter(|path| path.extension().is_some_and(|end| end == "xsd"))
        {
            let schema = xsd::Schema::read_file(&path).unwrap_or_else(|error| {
                eprintln!("{error}");
                process::exit(1);
            });
            let mut packed = folder
                .join(path.strip_prefix("schemas").unwrap_or(&path))
                .into_os_string();
            packed.push(".packed");
            write(Path::new(&packed), &schema.packed());
        }
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).expect("the checkout has its schemas");
    entries.map(|entry| entry.expect("the folder stays readable").path())
}

fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("the path was joined to a folder");
    fs::create_dir_all(folder).expect("Cargo's folder can be written to");
    fs::write(path, bytes).expect("Cargo's folder can be written to");
}
