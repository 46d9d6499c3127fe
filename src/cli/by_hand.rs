//! What `seal` and `open` share: what is read, and where results go.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::disk;
use crate::order::Text;

/// Where results of several files go.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// 结果写入此文件；若是文件夹或有多个输入，则写入此文件夹 / write the result into this file, or into this folder when it is one or
    /// when there are several inputs
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

impl Output {
    /// Writes a result that would be called `name` in a folder; where it lies now, if it was wanted.
    pub fn write(
        &self,
        name: &str,
        inputs: usize,
        content: &[u8],
    ) -> Result<Option<PathBuf>, Failure> {
        let Some(output) = &self.output else {
            return Ok(None);
        };
        let is_folder = inputs > 1 || output.is_dir();
        let path = if is_folder {
            output.join(name)
        } else {
            output.clone()
        };
        disk::write(&path, content).map_err(Failure::machine)?;
        Ok(Some(path))
    }
}

/// The whole of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let path = path.display();
        Failure::usage(Text::new(
            format!("{path} 无法读取：{error}"),
            format!("{path} cannot be read: {error}"),
        ))
    })
}

/// The last part of a path, for a name in a folder.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
