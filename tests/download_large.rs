//! A document of any size is read and taken in with the same memory. 50 MB here; for more:
//!
//! ```text
//! BEIAN_LARGE_MB=500 cargo test --release --test download_large -- --nocapture
//! ```

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Instant;

use beian::codes::Codes;
use beian::download::{Content, Messages};
use beian::ledger::{Holder, Ledger, Moment};
use beian::outcome::{self, AnswerFile, Received};
use zip::write::SimpleFileOptions;

/// What reading may take beside what the program has anyway.
const BOUND_MIB: u64 = 48;

/// A full copy of filings in GBK, written as it is read.
struct FullCopy {
    records: u64,
    next: u64,
    piece: io::Cursor<Vec<u8>>,
}

impl FullCopy {
    fn of(megabytes: u64) -> FullCopy {
        let length = gbk(&record(1)).len() as u64;
        FullCopy {
            records: megabytes * 1_000_000 / length + 1,
            next: 0,
            piece: io::Cursor::default(),
        }
    }
}

impl Read for FullCopy {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.piece.position() == self.piece.get_ref().len() as u64 {
            let text = match self.next {
                0 => "<?xml version=\"1.0\" encoding=\"GBK\"?><DownloadData version=\"V.3.0\"><SJTB><ICP>".to_owned(),
                next if next <= self.records => record(next),
                next if next == self.records + 1 => "</ICP></SJTB></DownloadData>".to_owned(),
                _ => return Ok(0),
            };
            self.piece = io::Cursor::new(gbk(&text));
            self.next += 1;
        }
        self.piece.read(buffer)
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

/// A filing with a scanned approval, as long as such are.
fn record(number: u64) -> String {
    let scan = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB".repeat(150);
    format!(
        "<Baxx><Zt_xx><Ztid>{number}</Ztid><Dwmc>示例公司{number}</Dwmc><Dwxz>4</Dwxz>\
         <Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xxdz>示例路{number}号</Xxdz></Txdz>\
         <Zj><Zjlx>1</Zjlx><Zjhm>{number:018}</Zjhm><Zjzs>示例路{number}号</Zjzs></Zj>\
         <Fzr><Fzr_xm>某人</Fzr_xm><Fzr_sjhm>13900010001</Fzr_sjhm><Fzr_dzyj>a{number}@example.cn</Fzr_dzyj></Fzr>\
         <Baxh>浙ICP备{number:08}号</Baxh><Bbyhlx>1</Bbyhlx><Scbbsj>2026-01-01</Scbbsj><Zjxgsj>2026-01-01</Zjxgsj></Zt_xx>\
         <Wz_xx><Wzid>{number}</Wzid><Wzmc>示例网站{number}</Wzmc>\
         <Nrlx><Nrlx_xx><Nrlx_id>1</Nrlx_id><Qzsph>{number}</Qzsph><Spwj>{scan}</Spwj></Nrlx_xx></Nrlx><Yylb><Yylb_id>1</Yylb_id></Yylb>\
         <Ym_xx><Ymid>{number}</Ymid><Ym>example{number}.cn</Ym></Ym_xx>\
         <Jr_xx><Jrid>{number}</Jrid><Ispid>330000000001</Ispid><Wzfb><Fbdd>11</Fbdd></Wzfb><Wzjrfs><Jrfs>3</Jrfs></Wzjrfs>\
         <Ip_xx><Ipid>{number}</Ipid><Qsip>3405803784</Qsip><Zzip>3405803784</Zzip></Ip_xx></Jr_xx>\
         <Wz_Fzr><Fzr_xm>某人</Fzr_xm></Wz_Fzr><Baxh>浙ICP备{number:08}号-1</Baxh></Wz_xx></Baxx>\n"
    )
}

/// The most memory that this process has held since [`forget_peak`], where the system tells.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Whether the system let the peak begin anew.
fn forget_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

fn within_bound(what: &str, megabytes: u64, work: impl FnOnce() -> u64) {
    let told = forget_peak();
    let before = peak_mib();
    let started = Instant::now();
    let records = work();
    let seconds = started.elapsed().as_secs_f64();
    let (Some(before), Some(after), true) = (before, peak_mib(), told) else {
        eprintln!("skipped: this system does not tell how much memory was used");
        return;
    };
    println!(
        "{what}: {megabytes} MB, {records} records, {seconds:.1} s, {} MiB more than the {before} before",
        after - before
    );
    assert!(
        after - before < BOUND_MIB,
        "{what} of {megabytes} MB took {} MiB",
        after - before
    );
}

fn megabytes() -> u64 {
    std::env::var("BEIAN_LARGE_MB").map_or(50, |text| text.parse().unwrap())
}

/// Packs a full copy into an archive on disk, as it is made.
fn pack(megabytes: u64, path: &Path) {
    let mut writer = zip::ZipWriter::new(File::create(path).unwrap());
    writer
        .start_file("SJTB1.xml", SimpleFileOptions::default())
        .unwrap();
    io::copy(&mut FullCopy::of(megabytes), &mut writer).unwrap();
    writer.finish().unwrap().flush().unwrap();
}

/// One test, because the peak is the whole process's.
#[test]
fn memory_does_not_grow_with_the_document() {
    let megabytes = megabytes();
    within_bound("reading", megabytes, || {
        let messages = Messages::new(FullCopy::of(megabytes));
        messages
            .map(|message| match message.unwrap().content {
                Content::Published(_) => 1,
                other => panic!("{other:?}"),
            })
            .sum()
    });

    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("SJTB1.zip");
    pack(megabytes, &archive);
    let now = Moment::parse_from_rfc3339("2026-03-02T22:00:00+08:00").unwrap();
    let holder = Holder::this("test", now);
    let mut ledger = Ledger::open(&folder.path().join("ledger.sqlite"), &holder).unwrap();
    within_bound("taking in an archive", megabytes, || {
        let Received::Answer(answer) = AnswerFile::receive(&archive).unwrap() else {
            panic!("an archive")
        };
        let codes = Codes::bundled();
        let line = outcome::ingest(&mut ledger, &answer.name, &answer, codes, now).unwrap();
        assert_eq!(line.error, None);
        assert_eq!(line.family, "SJTB/ICP");
        line.records.into()
    });
}
