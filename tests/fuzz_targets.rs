//! What the fuzzer calls holds for bent fixtures too: some seconds of them, the same in every run.
//!
//! Longer: `FUZZ_ROUNDS=20000 cargo test --test fuzz_targets`, and the fuzzer itself, see `docs/hardening.md`. What it once
//! broke lies in `fixtures/fuzz/<target>/` and is tried first. `FUZZ_CORPUS=fuzz/corpus` writes the seeds there for it.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

/// Seeds longer than this only cost time.
const LONGEST: u64 = 24 * 1024;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `folder` whose names end so.
fn files(folder: &str, ends: &[&str]) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| {
            let name = path.to_string_lossy();
            ends.iter().any(|end| name.ends_with(end)) && !name.contains("/run/")
        })
        .filter(|path| path.metadata().unwrap().len() <= LONGEST)
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// The parts of a small flat workbook, as the target takes them.
fn parts_of_a_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("扁平").unwrap();
    let headers = ["订单号", "订单类型", "主体.主办单位名称", "网站名称"];
    let values = [
        "A-1",
        "首次备案",
        "杭州青杉溪网络有限公司",
        "青杉的山野笔记",
    ];
    sheet.write_row(0, 0, headers).unwrap();
    sheet.write_row(1, 0, values).unwrap();
    sheet.write_number(2, 0, 20_260_918.0).unwrap();
    sheet.write_boolean(2, 3, true).unwrap();
    sheet.write_formula(2, 2, "=1+1").unwrap();
    let mut archive = ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let parts = targets::PARTS.map(|name| {
        let mut part = Vec::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_end(&mut part)
            .unwrap();
        part
    });
    parts.join(targets::SEAM)
}

/// A schema with one of everything.
const SCHEMA: &str = r###"<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">
<xs:simpleType name="code"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{2,4}(\d|-)*"/><xs:maxLength value="12"/>
</xs:restriction></xs:simpleType>
<xs:simpleType name="sum"><xs:restriction base="xs:decimal"><xs:totalDigits value="9"/><xs:fractionDigits value="2"/>
<xs:minInclusive value="-1.5"/></xs:restriction></xs:simpleType>
<xs:simpleType name="either"><xs:union memberTypes="sum xs:date"><xs:simpleType><xs:list itemType="code"/></xs:simpleType></xs:union>
</xs:simpleType>
<xs:attributeGroup name="marks"><xs:attribute name="kind" default="a"><xs:simpleType><xs:restriction base="xs:token">
<xs:enumeration value="a"/><xs:enumeration value="b"/></xs:restriction></xs:simpleType></xs:attribute>
<xs:anyAttribute namespace="##other" processContents="lax"/></xs:attributeGroup>
<xs:group name="parts"><xs:choice><xs:element name="one" type="either"/><xs:element ref="head"/></xs:choice></xs:group>
<xs:element name="head" type="xs:string" abstract="true"/><xs:element name="hand" substitutionGroup="head"/>
<xs:complexType name="base" mixed="true"><xs:sequence><xs:group ref="parts" minOccurs="0" maxOccurs="7"/>
<xs:any namespace="##local" processContents="skip" minOccurs="0"/></xs:sequence><xs:attributeGroup ref="marks"/></xs:complexType>
<xs:complexType name="more" mixed="true"><xs:complexContent><xs:extension base="base"><xs:sequence><xs:element name="row" maxOccurs="unbounded"
 nillable="true"><xs:complexType><xs:all><xs:element name="id" type="xs:ID"/><xs:element name="to" type="xs:IDREF" minOccurs="0"/></xs:all>
</xs:complexType></xs:element></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:element name="root" type="more"><xs:key name="k"><xs:selector xpath="row"/><xs:field xpath="id"/></xs:key>
<xs:keyref name="r" refer="k"><xs:selector xpath=".//row"/><xs:field xpath="to"/></xs:keyref></xs:element>
</xs:schema>"###;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut seeds = match target {
        "schema" => [files("schemas", &["answers.xsd"]), vec![SCHEMA.into()]].concat(),
        "validator" => [
            files("fixtures/answers", &[".xml"]),
            files("fixtures/families", &[".xml"]),
        ]
        .concat(),
        "download" => files("fixtures/answers", &[".xml"]),
        "answer" => files("fixtures/answers/calls", &[".xml"]),
        "csv" => files("fixtures", &[".csv"]),
        "workbook" => vec![
            parts_of_a_workbook(),
            include_bytes!("intake_support/flat.xls").to_vec(),
        ],
        "folder" => files(
            "fixtures/families",
            &["order.toml", "order.yaml", "order.json"],
        ),
        "envelope" => files("fixtures/answers/calls", &[".zip"]),
        "config" => files("fixtures/first-night", &["beian.toml"]),
        "picture" => files("fixtures/families", &[".jpg", ".png"]),
        _ => panic!("no target {target}"),
    };
    if [
        "folder",
        "config",
        "schema",
        "validator",
        "download",
        "answer",
    ]
    .contains(&target)
    {
        // Nested far deeper than any stack would bear.
        for (open, count) in [
            ("a = [", 1),
            ("[", 100_000),
            ("- ", 100_000),
            ("{\"a\":", 100_000),
            ("<a>", 100_000),
        ] {
            seeds.push(open.repeat(count).into());
        }
        seeds.push(format!("a = {}", "[".repeat(100_000)).into());
        seeds.push(format!("a = {}", "{b=".repeat(100_000)).into());
        seeds.push("a.".repeat(100_000).into());
    }
    seeds.dedup();
    assert!(!seeds.is_empty(), "no seeds for {target}");
    seeds
}

/// The bytes after one to four changes; `other` lends a piece.
fn bend(bytes: &[u8], other: &[u8], dice: &mut impl Rng) -> Vec<u8> {
    let mut bent = bytes.to_vec();
    for _ in 0..dice.random_range(1..=4) {
        let from = dice.random_range(0..=bent.len());
        let to = (from + dice.random_range(0..64)).min(bent.len());
        match dice.random_range(0..7) {
            0 => bent.truncate(from),
            1 => drop(bent.drain(from..to)),
            2 => {
                let piece = bent[from..to].to_vec();
                bent.splice(from..from, piece);
            }
            3 => bent[from..to].fill(dice.random()),
            4 => {
                let at = dice.random_range(0..=other.len());
                let piece = &other[at..(at + 64).min(other.len())];
                bent.splice(from..to, piece.iter().copied());
            }
            5 if from < to => bent[from] ^= 1 << dice.random_range(0..8),
            _ => {
                const ODD: [&[u8]; 8] = [
                    b"\0",
                    b"\xff\xff\xff\xff",
                    b"]]>",
                    b"<!--",
                    b"&#0;",
                    b"\"",
                    b"\x81\x30",
                    b"99999999999999999999",
                ];
                let piece = ODD[dice.random_range(0..ODD.len())];
                bent.splice(from..from, piece.iter().copied());
            }
        }
    }
    bent
}

fn hold(target: &str, rounds: usize, run: fn(&[u8])) {
    let seeds = seeds(target);
    if let Some(corpus) = std::env::var_os("FUZZ_CORPUS") {
        let folder = Path::new(&corpus).join(target);
        fs::create_dir_all(&folder).unwrap();
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:03}")), seed).unwrap();
        }
    }
    if let Ok(broken) = fs::read_dir(root().join("fixtures/fuzz").join(target)) {
        for path in broken.map(|entry| entry.unwrap().path()) {
            println!("{}", path.display());
            run(&fs::read(path).unwrap());
        }
    }
    seeds.iter().for_each(|seed| run(seed));
    let asked = std::env::var("FUZZ_ROUNDS").ok();
    let rounds = asked.map_or(rounds, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let mut dice = ChaCha8Rng::seed_from_u64(round as u64);
        let seed = &seeds[dice.random_range(0..seeds.len())];
        let other = &seeds[dice.random_range(0..seeds.len())];
        let bent = bend(seed, other, &mut dice);
        println!("{target}: round {round}");
        run(&bent);
    }
}

macro_rules! targets {
    ($($target:ident $rounds:literal),* $(,)?) => {$(
        #[test]
        fn $target() {
            hold(stringify!($target), $rounds, targets::$target);
        }
    )*};
}

targets! {
    schema 60,
    validator 300,
    download 600,
    answer 1000,
    csv 100,
    workbook 100,
    folder 60,
    envelope 1500,
    config 600,
    picture 60,
}
