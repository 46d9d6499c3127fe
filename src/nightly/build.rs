//! Proven records become files in the outbox: packed, written, proven again in the bytes on disk, sealed, kept in the
//! archive, and only then noted in the ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use super::keep::archive;
use super::progress::{Progress, Stage, Unwatched};
use crate::archive::{Error as ArchiveError, Kind, Note};
use crate::bureau::Outbox;
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::envelope::{self, FileName};
use crate::ledger::{self, BuiltFile, ContentHash, Key, KeyTag, Ledger, Moment, PackedOrder};
use crate::order::{Bilingual, Finding, Text};
use crate::upload::{Gate, Packed, Packer, Piece, Proven, ProvenFile};
use crate::xsd::Schema;

/// What stops the building of files.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The envelope.
    #[error(transparent)]
    Envelope(#[from] envelope::Error),
    /// What was written is not what lies on disk.
    #[error("{}: what was read back differs from what was written. Check the disk", .0.display())]
    Damaged(PathBuf),
    /// Every record was proven alone, but the whole was refused: a mistake of this program.
    #[error(
        "the finished file does not fit the schema although every record does ({}); it was not sealed. Report this", .0.en
    )]
    Unproven(Text),
}

impl Bilingual for BuildError {
    fn zh(&self) -> String {
        match self {
            Self::Ledger(error) => error.zh(),
            Self::Disk(error) => error.zh(),
            Self::Archive(error) => error.zh(),
            Self::Envelope(error) => error.zh(),
            Self::Damaged(path) => format!("{} 写入后读回的内容不同，请检查磁盘", path.display()),
            Self::Unproven(finding) => format!(
                "各订单都通过校验，整个文件却没有通过（{}），未封装，请报告此问题",
                finding.zh
            ),
        }
    }
}

/// A folder with the files of one bureau.
#[derive(Clone, Debug)]
pub struct OutboxFolder(pub PathBuf);

impl Outbox for OutboxFolder {
    fn archive(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(name, "zip")
    }
}

impl OutboxFolder {
    /// The outbox of a bureau.
    pub fn of(config: &Config, bureau: &str) -> Self {
        Self(config.path(&config.paths.outbox).join(bureau))
    }

    /// The XML of a file.
    pub(super) fn xml(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(name, "xml")
    }

    /// The error names the path.
    fn read(&self, name: &str, extension: &str) -> io::Result<Vec<u8>> {
        let path = self.path(name, extension);
        fs::read(&path)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    fn path(&self, name: &str, extension: &str) -> PathBuf {
        self.0.join(name).with_extension(extension)
    }
}

/// Files that are sealed side by side; each may take 50 MB several times over.
const AT_ONCE: usize = 2;

/// A file that lies in the outbox and is not recorded yet.
struct Sealing {
    built: BuiltFile,
    document: ProvenFile,
    package: Vec<u8>,
}

/// Builds the files of one bureau, each as soon as it is full.
pub struct Builder<'n> {
    gate: Gate<'n>,
    packer: Packer,
    /// Full files that are not sealed yet.
    full: Vec<Packed>,
    config: &'n Config,
    bureau: &'n str,
    folder: OutboxFolder,
    /// Where every file lies once more, for whoever asked for it.
    copies: Option<OutboxFolder>,
    now: Moment,
    names: Vec<String>,
}

impl<'n> Builder<'n> {
    /// A builder for `bureau`, with files in its outbox, from where they are sent, and copies of them in another folder.
    pub fn new(
        schema: &'n Schema,
        config: &'n Config,
        bureau: &'n str,
        copies: Option<&Path>,
        now: Moment,
    ) -> Self {
        let carrier = config.carrier.isp_id;
        Self {
            gate: Gate::new(schema, carrier),
            packer: Packer::new(carrier, config.file_limits()),
            full: Vec::new(),
            config,
            bureau,
            folder: OutboxFolder::of(config, bureau),
            copies: copies.map(|folder| OutboxFolder(folder.to_owned())),
            now,
            names: Vec::new(),
        }
    }

    /// Packs records in the order in which they come, and seals files when some are full. Their orders, which the ledger
    /// knows as ready, are packed afterwards.
    pub fn add(&mut self, records: Vec<Proven>, ledger: &mut Ledger) -> Result<(), BuildError> {
        for proven in records {
            self.full.extend(self.packer.add(proven));
            if self.full.len() >= AT_ONCE {
                self.seal(ledger, &Unwatched)?;
            }
        }
        Ok(())
    }

    /// Seals the rest. Hands back the names of all files that were built.
    pub fn finish(
        mut self,
        ledger: &mut Ledger,
        progress: &dyn Progress,
    ) -> Result<Vec<String>, BuildError> {
        self.full.append(&mut self.packer.finish());
        progress.begin(Stage::Sealing, Some(self.full.len() as u64));
        self.seal(ledger, progress)?;
        Ok(self.names)
    }

    /// Seals the files that wait for it, side by side, and then records them in their order.
    fn seal(&mut self, ledger: &mut Ledger, progress: &dyn Progress) -> Result<(), BuildError> {
        let (carrier, today) = (self.config.carrier.isp_id, self.now.date_naive());
        let mut named = Vec::new();
        for file in self.full.drain(..) {
            named.push((ledger.next_file_name(carrier, &file.family(), today)?, file));
        }
        let sealed: Vec<Result<Sealing, BuildError>> = named
            .into_par_iter()
            .map(|(name, file)| {
                let sealed = self.seal_one(name, file);
                progress.step();
                sealed
            })
            .collect();
        for sealing in sealed {
            let Sealing {
                built,
                document,
                package,
            } = sealing?;
            let note = |kind| Note {
                kind,
                bureau: self.bureau,
                name: &built.name,
                sequence: None,
            };
            let contents = [
                (note(Kind::Document), document.bytes()),
                (note(Kind::Package), &*package),
            ];
            archive(self.config).keep(&contents, self.now)?;
            ledger.record_built_file(&built, self.now)?;
            self.names.push(built.name);
        }
        Ok(())
    }

    fn seal_one(&self, name: String, file: Packed) -> Result<Sealing, BuildError> {
        let document = write(file, &self.folder.path(&name, "xml"), &self.gate)?;
        let entry: FileName = name.parse()?;
        let level = Some(self.config.output.compression);
        let package = envelope::zip(document.bytes(), &entry, level)?;
        disk::write(&self.folder.path(&name, "zip"), &package)?;
        let built = built_file(name, self.bureau, &document);
        let manifest = manifest(&built);
        disk::write(&self.folder.path(&built.name, "json"), manifest.as_bytes())?;
        if let Some(copies) = &self.copies {
            let parts = [
                ("xml", document.bytes()),
                ("zip", package.as_slice()),
                ("json", manifest.as_bytes()),
            ];
            for (extension, content) in parts {
                disk::write(&copies.path(&built.name, extension), content)?;
            }
        }
        Ok(Sealing {
            built,
            document,
            package,
        })
    }
}

fn write(file: Packed, path: &Path, gate: &Gate<'_>) -> Result<ProvenFile, BuildError> {
    disk::write(path, file.bytes())?;
    let on_disk = fs::read(path).map_err(|source| DiskError {
        path: path.to_owned(),
        source,
    })?;
    gate.prove_file(file, &on_disk)
        .map_err(|findings: Vec<Finding>| match findings.first() {
            Some(finding) => BuildError::Unproven(Text::new(
                format!("{}：{}", finding.tag, finding.message.zh),
                format!("{}: {}", finding.tag, finding.message.en),
            )),
            None => BuildError::Damaged(path.to_owned()),
        })
}

fn built_file(name: String, bureau: &str, proven: &ProvenFile) -> BuiltFile {
    let packed = proven.packed();
    BuiltFile {
        name,
        bureau: bureau.to_owned(),
        family: packed.family(),
        bytes: proven.bytes().len() as u64,
        sha256: ContentHash::of(proven.bytes()),
        orders: packed.pieces().iter().map(packed_order).collect(),
    }
}

fn packed_order(piece: &Piece) -> PackedOrder {
    let keys = piece.keys.iter().filter_map(|key| {
        Some(Key::new(
            key.object,
            KeyTag::from_name(key.tag)?,
            &key.value,
        ))
    });
    PackedOrder {
        number: piece.order.to_string(),
        keys: keys.collect(),
        records: piece.records as u32,
    }
}

/// What lies beside a sealed file for those who have only the files.
fn manifest(file: &BuiltFile) -> String {
    let orders: Vec<&str> = file
        .orders
        .iter()
        .map(|order| order.number.as_str())
        .collect();
    let manifest = json!({
        "name": file.name,
        "kind": file.family,
        "records": file.orders.iter().map(|order| order.records).sum::<u32>(),
        "bytes": file.bytes,
        "sha256": file.sha256.to_string(),
        "orders": orders,
    });
    format!("{manifest:#}\n")
}
