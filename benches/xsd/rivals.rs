//! Everybody who takes part in the comparison, round by round.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::{Case, clock, validate, validate_reader};

/// Rounds, of which the first ones warm up the Java machine.
const ROUNDS: usize = 8;

/// Someone who can do something with a document and say how long it took.
struct Rival<'r> {
    name: &'static str,
    run: Box<dyn FnMut() -> Duration + 'r>,
    best: Duration,
}

impl<'r> Rival<'r> {
    fn new(name: &'static str, run: impl FnMut() -> Duration + 'r) -> Self {
        let (run, best) = (Box::new(run), Duration::MAX);
        Self { name, run, best }
    }
}

/// Prints what everybody makes of a document.
pub fn compare(title: &str, case: &Case, document: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder for the document");
    let file = folder.path().join("document.xml");
    std::fs::write(&file, document).expect("the document is written");
    let mut rivals = ours(case, document, 1);
    rivals.extend([
        Rival::new("quick-xml, events of the text only", {
            let (text, ..) = encoding_rs::GBK.decode(document);
            let text = text.into_owned();
            move || {
                clock::own(|| {
                    std::hint::black_box(events(&text));
                })
            }
        }),
        Rival::new("quick-xml, decoding and events", || {
            clock::own(|| {
                let (text, ..) = encoding_rs::GBK.decode(document);
                std::hint::black_box(events(&text));
            })
        }),
    ]);
    rivals.extend(libxml2(&case.path, &file, folder.path()));
    rivals.extend(xerces(&case.path, &file));
    measure(title, document, 1, &mut rivals);
}

/// Prints how fast a document can be judged beside how fast its bytes can be read at all, which depends on where they
/// lie: each round goes over it `times` times, so that a small one stays in the caches.
pub fn compare_with_memory(title: &str, case: &Case, document: &[u8], times: u32) {
    let mut copy = vec![0; document.len()];
    let mut rivals = ours(case, document, times);
    rivals.extend([
        Rival::new("memchr3 for what ends text", move || {
            // A byte that is looked for and is there would end the search.
            again(times, || {
                let found = memchr::memchr3(1, 2, 3, std::hint::black_box(document));
                std::hint::black_box(found);
            })
        }),
        Rival::new("memchr for one byte", move || {
            again(times, || {
                let found = memchr::memchr(1, std::hint::black_box(document));
                std::hint::black_box(found);
            })
        }),
        Rival::new("copying the bytes", move || {
            again(times, || {
                std::hint::black_box(&mut copy).copy_from_slice(document)
            })
        }),
    ]);
    measure(title, document, times, &mut rivals);
}

fn ours<'r>(case: &'r Case, document: &'r [u8], times: u32) -> Vec<Rival<'r>> {
    vec![
        Rival::new("beian", move || again(times, || validate(case, document))),
        Rival::new("beian, through a window", move || {
            again(times, || validate_reader(case, document))
        }),
    ]
}

fn again(times: u32, mut work: impl FnMut()) -> Duration {
    clock::own(|| (0..times).for_each(|_| work()))
}

fn measure(title: &str, document: &[u8], times: u32, rivals: &mut [Rival<'_>]) {
    for _ in 0..ROUNDS {
        for rival in rivals.iter_mut() {
            rival.best = rival.best.min((rival.run)());
        }
    }
    println!("\n{title}, {:.1} MB", document.len() as f64 / 1e6);
    let ours = rivals[0].best.as_secs_f64();
    for Rival { name, best, .. } in rivals {
        let seconds = best.as_secs_f64();
        let rate = document.len() as f64 * f64::from(times) / 1e6 / seconds;
        println!("{name:<36} {rate:>7.0} MB/s {:>6.2} × ours", seconds / ours);
    }
    println!();
}

/// Takes a document apart, as quick-xml does by itself; gives the number of pieces.
fn events(text: &str) -> u64 {
    let mut reader = Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().expect("the document is well-formed") {
            Event::Eof => return count,
            _ => count += 1,
        }
    }
}

/// `xmllint --stream`; what an empty document takes is taken off.
fn libxml2(schema: &Path, file: &Path, folder: &Path) -> Option<Rival<'static>> {
    let empty = folder.join("empty.xml");
    std::fs::write(&empty, "<UploadData/>").expect("the document is written");
    let run = {
        let schema = schema.to_owned();
        move |file: &Path| {
            let mut command = Command::new("xmllint");
            command.args(["--noout", "--stream", "--schema"]);
            let output = command.arg(&schema).arg(file).output();
            output.map(|output| output.status.success())
        }
    };
    match run(file) {
        Err(_) => {
            println!("xmllint is not installed: no comparison with libxml2");
            return None;
        }
        Ok(valid) => assert!(valid, "libxml2 must find the document valid too"),
    }
    let file: PathBuf = file.to_owned();
    let time = move |file: &Path| clock::children(|| drop(run(file)));
    Some(Rival::new("libxml2 (xmllint --stream)", move || {
        time(&file).saturating_sub(time(&empty))
    }))
}

/// The JDK's Xerces, in a machine that is kept running.
fn xerces(schema: &Path, file: &Path) -> Option<Rival<'static>> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/xsd/Speed.java");
    // The schemas' large bounds are expanded into deep structures.
    let mut command = Command::new("java");
    command.args(["-Xss64m", source]).arg(schema).arg(file);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(child) = command.spawn() else {
        println!("java is not installed: no comparison with Xerces");
        return None;
    };
    let mut machine = Machine::new(child);
    Some(Rival::new("Xerces (JDK, warm)", move || machine.ask()))
}

/// A process that is asked line by line, and ends with the comparison.
struct Machine {
    child: Child,
    questions: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Machine {
    fn new(mut child: Child) -> Self {
        let questions = child.stdin.take().expect("its input is a pipe");
        let answers = child.stdout.take().expect("its output is a pipe");
        Self {
            child,
            questions,
            answers: BufReader::new(answers).lines(),
        }
    }

    fn ask(&mut self) -> Duration {
        writeln!(self.questions).expect("java still listens");
        let answer = self.answers.next().and_then(Result::ok);
        let nanoseconds = answer.and_then(|answer| answer.parse().ok());
        let nanoseconds =
            nanoseconds.expect("java finds the document valid and says how long it took");
        Duration::from_nanos(nanoseconds)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
