//! The archive by itself: what was kept is found again, and whatever happens to it afterwards is found out.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

use std::fs;
use std::path::PathBuf;

use beian::archive::{Archive, Entry, Error, Fault, Kind, Note};
use beian::ledger::{ContentHash, Moment};

fn at(day: u32) -> Moment {
    Moment::parse_from_rfc3339(&format!("2026-03-{day:02}T22:00:00+08:00")).unwrap()
}

fn note(kind: Kind, name: &str) -> Note<'_> {
    Note {
        kind,
        bureau: "演习",
        name,
        sequence: (kind == Kind::Sent).then_some(1),
    }
}

/// An archive of five entries with three contents: the package is kept as one and sent as the same.
struct Kept {
    archive: Archive,
    folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::at(folder.path().join("archive"));
        let built = [
            (note(Kind::Document, "A.xml"), &b"<A/>"[..]),
            (note(Kind::Package, "A.xml"), &b"PK-A"[..]),
        ];
        archive.keep(&built, at(1)).unwrap();
        for (kind, content) in [
            (Kind::Sent, &b"PK-A"[..]),
            (Kind::UploadAnswer, b"<return>0</return>"),
            (Kind::Acknowledgement, b"<return>0</return>"),
        ] {
            archive
                .keep(&[(note(kind, "A.xml"), content)], at(1))
                .unwrap();
        }
        Self { archive, folder }
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.archive.journal()).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    fn rewrite(&self, lines: &[String]) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(self.archive.journal(), text).unwrap();
    }

    /// The faults that are errors, with their places behind the archive's folder.
    fn errors(&self) -> Vec<(Fault, String)> {
        let found = self.archive.verify().unwrap();
        let base = format!("{}/", self.folder.path().join("archive").display());
        let errors: Vec<(Fault, String)> = found
            .problems
            .iter()
            .filter(|problem| problem.fault.is_error())
            .map(|problem| (problem.fault, problem.place.replace(&base, "")))
            .collect();
        assert_eq!(found.is_sound(), errors.is_empty());
        errors
    }

    fn content(&self, bytes: &[u8]) -> PathBuf {
        self.archive.content(&ContentHash::of(bytes).to_string())
    }
}

#[test]
fn what_was_kept_is_found_by_kind_and_name_and_lies_there_once() {
    let kept = Kept::new();
    assert_eq!(
        kept.archive.find(Kind::Document, "A.xml").unwrap().unwrap(),
        b"<A/>"
    );
    assert_eq!(
        kept.archive.find(Kind::Package, "A.xml").unwrap().unwrap(),
        b"PK-A"
    );
    assert_eq!(kept.archive.find(Kind::Package, "B.xml").unwrap(), None);
    let found = kept.archive.verify().unwrap();
    assert_eq!((found.entries, found.contents, found.pruned), (5, 3, 0));
    assert_eq!(found.bytes, 4 + 4 + 18);
    assert_eq!(found.problems, []);
    let sent: Entry = serde_json::from_str(&kept.lines()[2]).unwrap();
    assert_eq!(
        (sent.number, sent.kind, sent.sequence),
        (3, Kind::Sent, Some(1))
    );
    assert_eq!(
        sent.before,
        ContentHash::of(kept.lines()[1].as_bytes()).to_string()
    );
}

#[test]
fn an_archive_that_does_not_exist_yet_is_sound_and_is_not_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::at(folder.path().join("archive"));
    assert!(archive.verify().unwrap().is_sound());
    assert_eq!(archive.find(Kind::Sent, "A.xml").unwrap(), None);
    assert!(!folder.path().join("archive").exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let kept = Kept::new();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = kept.folder.path().join("archive");
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(folder.join("files")), 0o700);
    for file in [
        folder.join("journal.jsonl"),
        folder.join("head.json"),
        kept.content(b"PK-A"),
    ] {
        assert_eq!(mode(file.clone()), 0o600, "{}", file.display());
    }
}

#[test]
fn a_changed_byte_of_a_content_is_found_and_the_content_is_not_handed_out() {
    let kept = Kept::new();
    let path = kept.content(b"PK-A");
    fs::write(&path, b"PK-B").unwrap();
    let place = format!("files/{}", path.file_name().unwrap().to_str().unwrap());
    assert_eq!(kept.errors(), [(Fault::ContentChanged, place.clone())]);
    let error = kept.archive.find(Kind::Package, "A.xml").unwrap_err();
    assert!(matches!(error, Error::Content { .. }), "{error}");
    fs::remove_file(path).unwrap();
    assert_eq!(kept.errors(), [(Fault::ContentMissing, place)]);
}

#[test]
fn a_changed_byte_anywhere_in_the_journal_is_found() {
    let kept = Kept::new();
    let whole = fs::read(kept.archive.journal()).unwrap();
    for at in 0..whole.len() {
        if at % 7 != 0 && whole[at] != b'\n' {
            continue;
        }
        let mut changed = whole.clone();
        changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
        fs::write(kept.archive.journal(), &changed).unwrap();
        let errors = kept.errors();
        assert!(!errors.is_empty(), "byte {at}");
    }
    fs::write(kept.archive.journal(), whole).unwrap();
    assert_eq!(kept.errors(), []);
}

#[test]
fn a_changed_line_is_placed_and_so_is_a_changed_last_one() {
    let kept = Kept::new();
    let mut lines = kept.lines();
    lines[2] = lines[2].replace("\"sequence\":1", "\"sequence\":2");
    kept.rewrite(&lines);
    assert_eq!(
        kept.errors(),
        [(Fault::Changed, "journal.jsonl:4".to_owned())]
    );
    let kept = Kept::new();
    let mut lines = kept.lines();
    lines[4] = lines[4].replace("A.xml", "B.xml");
    kept.rewrite(&lines);
    assert_eq!(
        kept.errors(),
        [(Fault::Changed, "journal.jsonl:5".to_owned())]
    );
}

#[test]
fn removed_entries_are_found_in_the_middle_and_at_the_end() {
    for removed in 0..4 {
        let kept = Kept::new();
        let mut lines = kept.lines();
        lines.remove(removed);
        kept.rewrite(&lines);
        let errors = kept.errors();
        let place = format!("journal.jsonl:{}", removed + 1);
        assert!(errors.contains(&(Fault::Removed, place)), "{errors:?}");
    }
    let kept = Kept::new();
    kept.rewrite(&kept.lines()[..3]);
    let found = kept.archive.verify().unwrap();
    let removed = found
        .problems
        .iter()
        .find(|problem| problem.fault == Fault::Removed);
    assert_eq!(
        removed.unwrap().message.en,
        "entries 4 to 5 at the end are gone"
    );
}

#[test]
fn swapped_and_repeated_entries_are_found() {
    let kept = Kept::new();
    let mut lines = kept.lines();
    lines.swap(1, 2);
    kept.rewrite(&lines);
    assert!(
        kept.errors()
            .contains(&(Fault::Moved, "journal.jsonl:3".to_owned()))
    );
    let kept = Kept::new();
    let mut lines = kept.lines();
    lines.insert(2, lines[1].clone());
    kept.rewrite(&lines);
    assert!(
        kept.errors()
            .contains(&(Fault::Moved, "journal.jsonl:3".to_owned()))
    );
}

#[test]
fn a_line_that_is_no_entry_is_found() {
    let kept = Kept::new();
    let mut lines = kept.lines();
    lines[1] = "{\"number\":2}".to_owned();
    kept.rewrite(&lines);
    assert!(
        kept.errors()
            .contains(&(Fault::Unreadable, "journal.jsonl:2".to_owned()))
    );
}

#[test]
fn a_line_cut_off_anywhere_by_a_crash_is_removed_said_and_written_again() {
    let kept = Kept::new();
    let lines = kept.lines();
    let head = fs::read(kept.folder.path().join("archive/head.json")).unwrap();
    let next = Kept::new();
    next.archive
        .keep(&[(note(Kind::Sent, "C.xml"), b"PK-C")], at(2))
        .unwrap();
    let sixth = next.lines()[5].clone();
    for length in 1..sixth.len() {
        kept.rewrite(&lines);
        let mut journal = fs::read(kept.archive.journal()).unwrap();
        journal.extend(&sixth.as_bytes()[..length]);
        fs::write(kept.archive.journal(), journal).unwrap();
        fs::write(kept.folder.path().join("archive/head.json"), &head).unwrap();
        if length % 2 == 0 {
            kept.archive
                .keep(&[(note(Kind::Sent, "C.xml"), b"PK-C")], at(2))
                .unwrap();
            assert_eq!(kept.lines().len(), 6);
            assert_eq!(kept.errors(), []);
        } else {
            let found = kept.archive.verify().unwrap();
            assert!(found.is_sound());
            assert_eq!(found.problems[0].fault, Fault::Healed, "{length}");
            assert_eq!(kept.lines(), lines);
        }
    }
}

#[test]
fn a_crash_between_the_line_and_its_head_changes_nothing() {
    let kept = Kept::new();
    let head = kept.folder.path().join("archive/head.json");
    let before = fs::read(&head).unwrap();
    kept.archive
        .keep(&[(note(Kind::Sent, "C.xml"), b"PK-C")], at(2))
        .unwrap();
    fs::write(&head, before).unwrap();
    assert_eq!(kept.errors(), []);
    kept.archive
        .keep(&[(note(Kind::Sent, "D.xml"), b"PK-D")], at(2))
        .unwrap();
    assert_eq!(kept.errors(), []);
    assert_eq!(kept.lines().len(), 7);
}

#[test]
fn a_content_without_a_line_is_told_and_harms_nobody() {
    let kept = Kept::new();
    fs::write(kept.content(b"never noted"), b"never noted").unwrap();
    let found = kept.archive.verify().unwrap();
    assert!(found.is_sound());
    assert_eq!(found.problems[0].fault, Fault::Stray);
}

#[test]
fn nothing_is_added_to_a_journal_whose_end_is_missing_so_that_it_stays_visible() {
    let kept = Kept::new();
    kept.rewrite(&kept.lines()[..4]);
    let more = [(note(Kind::Sent, "C.xml"), &b"PK-C"[..])];
    let error = kept.archive.keep(&more, at(2)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("entries 5 to 5 at its end are gone"),
        "{error}"
    );
    assert_eq!(kept.lines().len(), 4);
    // Another folder in its place is a new beginning.
    let folder = kept.folder.path().join("archive");
    fs::rename(&folder, kept.folder.path().join("archive-old")).unwrap();
    kept.archive.keep(&more, at(2)).unwrap();
    assert_eq!(kept.errors(), []);
}

#[test]
fn a_missing_head_is_told() {
    let kept = Kept::new();
    fs::remove_file(kept.folder.path().join("archive/head.json")).unwrap();
    assert_eq!(
        kept.errors(),
        [(Fault::NoHead, "journal.jsonl:5".to_owned())]
    );
}

#[test]
fn a_pruned_content_goes_its_entries_stay_and_the_chain_holds() {
    let kept = Kept::new();
    let package = |entry: &Entry| matches!(entry.kind, Kind::Package | Kind::Sent);
    // What is kept as something else as well stays.
    assert_eq!(
        kept.archive
            .prune(|entry| entry.kind == Kind::Sent, at(9))
            .unwrap(),
        []
    );
    let rehearsed = kept.archive.prunable(package).unwrap();
    let pruned = kept.archive.prune(package, at(9)).unwrap();
    assert_eq!(pruned, rehearsed);
    assert_eq!(pruned.len(), 1);
    assert!(!kept.content(b"PK-A").exists());
    assert_eq!(kept.archive.find(Kind::Package, "A.xml").unwrap(), None);
    let found = kept.archive.verify().unwrap();
    assert_eq!((found.entries, found.contents, found.pruned), (6, 2, 1));
    assert_eq!(found.problems, []);
    assert_eq!(kept.archive.prune(package, at(9)).unwrap(), []);
    // The same bytes may come again.
    kept.archive
        .keep(&[(note(Kind::Package, "A.xml"), b"PK-A")], at(10))
        .unwrap();
    assert_eq!(
        kept.archive.find(Kind::Package, "A.xml").unwrap().unwrap(),
        b"PK-A"
    );
    assert_eq!(kept.errors(), []);
}

#[test]
fn a_crash_between_the_pruned_entry_and_the_removal_is_finished_by_the_next_prune() {
    let kept = Kept::new();
    let package = |entry: &Entry| matches!(entry.kind, Kind::Package | Kind::Sent);
    kept.archive.prune(package, at(9)).unwrap();
    fs::write(kept.content(b"PK-A"), b"PK-A").unwrap();
    let found = kept.archive.verify().unwrap();
    assert!(found.is_sound());
    assert_eq!(found.problems[0].fault, Fault::Leftover);
    assert_eq!(kept.archive.prune(|_| false, at(10)).unwrap().len(), 1);
    assert!(!kept.content(b"PK-A").exists());
    assert_eq!(kept.lines().len(), 6, "it was noted before");
}

#[test]
fn a_file_is_kept_without_being_held_and_once_however_often_it_comes() {
    let kept = Kept::new();
    let path = kept.folder.path().join("answer.xml");
    let content = vec![b'x'; 300_000];
    fs::write(&path, &content).unwrap();
    for _ in 0..2 {
        let ingested = note(Kind::Ingested, "answer.xml");
        kept.archive.keep_file(&ingested, &path, at(2)).unwrap();
    }
    assert_eq!(kept.lines().len(), 6);
    assert_eq!(
        kept.archive
            .find(Kind::Ingested, "answer.xml")
            .unwrap()
            .unwrap(),
        content
    );
}

#[test]
fn writers_at_the_same_time_make_one_chain() {
    let kept = Kept::new();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let archive = &kept.archive;
            scope.spawn(move || {
                for number in 0..5 {
                    let content = format!("{}", (writer + number) % 6);
                    let answer = note(Kind::LastUpload, "");
                    archive
                        .keep(&[(answer, content.as_bytes())], at(3))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(kept.lines().len(), 45);
    assert_eq!(kept.errors(), []);
}
