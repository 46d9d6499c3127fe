//! Proven records become files in the outbox: packed, written, proven again in the bytes on disk, sealed, and only then
//! noted in the ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::progress::{Progress, Stage};
use crate::bureau::Outbox;
use crate::config::Config;
use crate::disk::{self, DiskError};
use crate::envelope::{self, FileName, SealOptions};
use crate::ledger::{self, BuiltFile, ContentHash, Key, KeyTag, Ledger, Moment, PackedOrder};
use crate::order::{Bilingual, Finding, Text};
use crate::upload::{Gate, Packed, Piece, Proven, ProvenFile, pack};
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

    fn xml(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(name, "xml")
    }
}

impl OutboxFolder {
    /// The outbox of a bureau.
    pub fn of(config: &Config, bureau: &str) -> Self {
        Self(config.path(&config.paths.outbox).join(bureau))
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

/// Builds the files of one bureau. Orders are `packed` afterwards.
#[expect(
    clippy::too_many_arguments,
    reason = "the stage joins the whole night's parts, each used once"
)]
pub fn build(
    proven: Vec<Proven>,
    schema: &Schema,
    config: &Config,
    bureau: &str,
    folder: &OutboxFolder,
    ledger: &mut Ledger,
    now: Moment,
    progress: &dyn Progress,
) -> Result<Vec<String>, BuildError> {
    let gate = Gate::new(schema, config.carrier.isp_id);
    let files = pack(proven, config.carrier.isp_id, config.file_limits());
    progress.begin(Stage::Sealing, Some(files.len() as u64));
    let mut names = Vec::new();
    for file in files {
        let name = ledger.next_file_name(config.carrier.isp_id, file.family(), now.date_naive())?;
        let proven = write(file, &folder.path(&name, "xml"), &gate)?;
        let options = SealOptions {
            compression_level: Some(config.output.compression),
            key: None,
        };
        let file_name: FileName = name.parse()?;
        let sealed = envelope::seal(proven.bytes(), &file_name, &options)?;
        disk::write(&folder.path(&name, "zip"), &sealed.zip)?;
        let built = built_file(&name, bureau, &proven);
        disk::write(&folder.path(&name, "json"), manifest(&built).as_bytes())?;
        ledger.record_built_file(&built, now)?;
        names.push(name);
        progress.step();
    }
    Ok(names)
}

fn write(file: Packed, path: &Path, gate: &Gate<'_>) -> Result<ProvenFile, BuildError> {
    disk::write(path, file.bytes())?;
    let on_disk = fs::read(path).map_err(|source| DiskError {
        path: path.to_owned(),
        source,
    })?;
    gate.prove_file(file, on_disk)
        .map_err(|findings: Vec<Finding>| match findings.first() {
            Some(finding) => BuildError::Unproven(Text::new(
                format!("{}：{}", finding.tag, finding.message.zh),
                format!("{}: {}", finding.tag, finding.message.en),
            )),
            None => BuildError::Damaged(path.to_owned()),
        })
}

fn built_file(name: &str, bureau: &str, proven: &ProvenFile) -> BuiltFile {
    let packed = proven.packed();
    BuiltFile {
        name: name.to_owned(),
        bureau: bureau.to_owned(),
        family: packed.family().to_owned(),
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
