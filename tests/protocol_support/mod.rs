//! A carrier with a real ledger and a practice bureau over HTTP, for tests of what happens between them.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

use std::fs;
use std::path::{Path, PathBuf};

use beian::bureau::{Client, Endpoint, SendError, send_all, take_stock};
use beian::config::Config;
use beian::envelope::AesKey;
use beian::ledger::{
    BuiltFile, Checked, ContentHash, FileRecord, FileState, Holder, Key, KeyTag, Ledger, Moment,
    PackedOrder, Registration, Selection, State,
};
use beian::nightly::{Fetched, OutboxFolder, Unwatched, fetch};
use beian::order::{Kind, Object, Place, Spot};
use beian::practice::{Running, start};
use tempfile::TempDir;

use crate::practice_support::{self, CARRIER, document, new_filing};

/// The practice bureau's name at this carrier.
pub const BUREAU: &str = "演习";

/// The moment at which everything happens.
pub fn now() -> Moment {
    Moment::parse_from_rfc3339("2026-03-02T22:00:00+08:00").unwrap()
}

/// A carrier and a bureau, with everything on disk.
pub struct Scene {
    folder: TempDir,
    pub ledger: Option<Ledger>,
    bureau: Option<Running>,
    key: Option<AesKey>,
    /// What the clock says while the run goes on.
    pub clock: Moment,
}

impl Scene {
    /// A bureau that follows the scenario, and a carrier that has sent nothing.
    pub fn new(scenario: &str) -> Self {
        Self::with_key(scenario, None)
    }

    /// As [`Scene::new`], with encryption.
    pub fn with_key(scenario: &str, key: Option<AesKey>) -> Self {
        let mut scene = Self {
            folder: folder(),
            ledger: None,
            bureau: None,
            key,
            clock: now(),
        };
        scene.restart_bureau(scenario);
        scene.restart_carrier();
        scene
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The carrier's process ends and another begins; what was not durable is gone.
    pub fn restart_carrier(&mut self) {
        self.ledger = None;
        let holder = Holder::this("test", now());
        let mut ledger = Ledger::open(&self.path("ledger.sqlite"), &holder).unwrap();
        ledger.begin_run("test", now()).unwrap();
        self.ledger = Some(ledger);
    }

    /// Keeps a copy of the ledger as it is, in the place of an earlier one.
    pub fn back_up(&mut self) {
        self.ledger = None;
        for suffix in ["", "-wal"] {
            let _ = fs::remove_file(self.path(&format!("copy.sqlite{suffix}")));
        }
        Ledger::copy_unopened(&self.path("ledger.sqlite"), &self.path("copy.sqlite")).unwrap();
        self.restart_carrier();
    }

    /// What happens when the copy is used in the place of the ledger for one attempt to send; none when there is no copy.
    pub fn send_with_the_copy(&mut self) -> Option<Vec<SendError>> {
        let copy = self.path("copy.sqlite");
        if !copy.exists() {
            return None;
        }
        let holder = Holder::this("test", now());
        let newest = self.ledger.take();
        self.ledger = Some(Ledger::open(&copy, &holder).unwrap());
        let errors = self.send();
        self.ledger = newest;
        Some(errors)
    }

    /// The last number that the copy of the ledger knows.
    pub fn known_to_the_copy(&self) -> Option<u32> {
        let ledger = Ledger::open_read(&self.path("copy.sqlite")).ok()?;
        let health = ledger.sequences().unwrap();
        Some(health.first().map_or(0, |health| health.last))
    }

    /// The bureau's process ends and another begins, with this scenario and the same memory.
    pub fn restart_bureau(&mut self, scenario: &str) {
        self.bureau = None;
        let mut options = practice_support::options(&self.path("bureau"), scenario);
        options.key = self.key.clone();
        self.bureau = Some(start(options).unwrap());
    }

    /// The bureau cannot be reached any more.
    pub fn stop_bureau(&mut self) {
        self.bureau.take().unwrap().stop();
    }

    pub fn ledger(&mut self) -> &mut Ledger {
        self.ledger.as_mut().unwrap()
    }

    pub fn outbox(&self) -> OutboxFolder {
        OutboxFolder(self.path("outbox"))
    }

    pub fn endpoint(&self) -> Endpoint {
        let mut endpoint = practice_support::endpoint(self.bureau.as_ref().unwrap());
        endpoint.name = BUREAU.to_owned();
        endpoint.key = self.key.clone();
        endpoint
    }

    /// Builds one file of new filings, one order for each number.
    pub fn build(&mut self, orders: &[u32]) -> String {
        let registrations: Vec<Registration> = orders.iter().map(|id| registration(*id)).collect();
        let numbers: Vec<String> = orders.iter().map(|id| number(*id)).collect();
        let ledger = self.ledger();
        ledger.register(&registrations, now()).unwrap();
        let ready: Vec<Checked<'_>> = numbers.iter().map(|order| ready(order)).collect();
        ledger.checked(&ready, now()).unwrap();
        let name = ledger
            .next_file_name(CARRIER, "XZBA", now().date_naive())
            .unwrap();
        let stem = name.trim_end_matches(".xml").to_owned();
        let records: String = orders
            .iter()
            .map(|id| new_filing(*id, &format!("order{id}.example.cn")))
            .collect();
        let root = format!(
            "<UploadData version=\"V.3.0\"><ICP><XZBA>{records}</XZBA><Qqdwid>{CARRIER}</Qqdwid></ICP></UploadData>"
        );
        let sealed = document(&stem, &root, None);
        let xml = encoding_rs::GBK
            .encode(&format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{root}"))
            .0
            .into_owned();
        let outbox = self.outbox().0;
        fs::create_dir_all(&outbox).unwrap();
        fs::write(outbox.join(&name), &xml).unwrap();
        fs::write(outbox.join(stem).with_extension("zip"), &sealed.zip).unwrap();
        let file = BuiltFile {
            name: name.clone(),
            bureau: BUREAU.to_owned(),
            family: "XZBA".to_owned(),
            bytes: xml.len() as u64,
            sha256: ContentHash::of(&xml),
            orders: orders.iter().map(|id| packed(*id)).collect(),
        };
        self.ledger().record_built_file(&file, now()).unwrap();
        name
    }

    /// The archive of a file.
    pub fn archive(&self, name: &str) -> PathBuf {
        self.outbox().0.join(name).with_extension("zip")
    }

    /// Sends what is built.
    pub fn send(&mut self) -> Vec<SendError> {
        self.send_to(self.endpoint())
    }

    /// Sends what is built to another address, or as somebody else.
    pub fn send_to(&mut self, endpoint: Endpoint) -> Vec<SendError> {
        let outbox = self.outbox();
        let time = self.clock;
        let clock = || time;
        send_all(
            &Client::new(endpoint),
            self.ledger(),
            &outbox,
            now(),
            &clock,
            &|| {},
        )
        .troubles
    }

    /// Fetches what the bureau has, if what it may have is accounted for, as a night does.
    pub fn fetch_after_a_look(&mut self) -> Option<Fetched> {
        let client = Client::new(self.endpoint());
        take_stock(&client, self.ledger(), now()).ok()?;
        Some(self.fetch())
    }

    /// Fetches what the bureau has.
    pub fn fetch(&mut self) -> Fetched {
        let config = Config {
            folder: self.folder.path().to_owned(),
            ..Config::built_in()
        };
        let client = Client::new(self.endpoint());
        fetch(&client, &config, self.ledger(), now(), &Unwatched)
    }

    /// The file of this name as the ledger knows it.
    pub fn file(&mut self, name: &str) -> FileRecord {
        let files = self.ledger().files().unwrap();
        files.into_iter().find(|file| file.name == name).unwrap()
    }

    pub fn state(&mut self, name: &str) -> FileState {
        self.file(name).state
    }

    /// Where an order stands.
    pub fn order(&mut self, id: u32) -> State {
        let found = self
            .ledger()
            .orders(Selection::Number(&number(id)))
            .unwrap();
        found[0].attempts.last().unwrap().state
    }

    /// What the bureau has taken: numbers and names.
    pub fn uploads(&self) -> Vec<(u32, String)> {
        uploads(&self.path("bureau"))
    }

    /// What must hold at any moment, whatever is under way: the bureau has each file once, under numbers without a gap; the
    /// ledger knows all but the last of them, which it doubts, or has given up for lost before it arrived.
    pub fn assert_nothing_twice(&mut self) {
        let taken = self.uploads();
        assert!(
            (1..).zip(&taken).all(|(number, file)| number == file.0),
            "{taken:?}"
        );
        let mut names: Vec<&String> = taken.iter().map(|(_, name)| name).collect();
        names.sort();
        names.dedup();
        assert_eq!(
            names.len(),
            taken.len(),
            "a file was taken twice: {taken:?}"
        );
        let files = self.ledger().files().unwrap();
        let known: Vec<(u32, String)> = { files.iter() }
            .filter(|file| file.accepted.is_some())
            .map(|file| (file.sequence.unwrap(), file.name.clone()))
            .collect();
        assert_eq!(
            known,
            taken[..known.len()],
            "the ledger believes what is not so"
        );
        assert!(
            taken.len() <= known.len() + 1,
            "{taken:?} but known is {known:?}"
        );
        let mut orders: Vec<&String> = { files.iter() }
            .filter(|file| names.contains(&&file.name))
            .flat_map(|file| &file.orders)
            .collect();
        let all = orders.len();
        orders.sort();
        orders.dedup();
        assert_eq!(orders.len(), all, "an order was sent twice");
    }

    /// Nothing lost, nothing twice, no number skipped: both sides know the same files under the same numbers.
    pub fn assert_agreement(&mut self) {
        let files = self.ledger().files().unwrap();
        let known: Vec<(u32, String)> = files
            .into_iter()
            .filter(|file| file.accepted.is_some())
            .map(|file| (file.sequence.unwrap(), file.name))
            .collect();
        assert_eq!(known, self.uploads(), "ledger and bureau disagree");
        let numbers: Vec<u32> = known.iter().map(|(sequence, _)| *sequence).collect();
        let expected: Vec<u32> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "the numbers have a gap");
        assert_eq!(self.ledger().check().unwrap(), []);
    }

    /// Makes the bureau forget its uploads from a number on, as one that was restored from an old backup.
    pub fn bureau_forgets_from(&mut self, sequence: u32) {
        let memory = rusqlite::Connection::open(self.path("bureau/practice.sqlite")).unwrap();
        let forgotten = memory.execute("DELETE FROM upload WHERE sequence >= ?1", [sequence]);
        assert!(forgotten.unwrap() > 0);
    }

    /// Lets the faults of the next scenario count from the beginning.
    pub fn forget_fault_counts(&self) {
        let memory = rusqlite::Connection::open(self.path("bureau/practice.sqlite")).unwrap();
        memory
            .execute("DELETE FROM counter WHERE name LIKE 'fault %'", [])
            .unwrap();
    }

    /// How many calls fitted the first fault of the scenario.
    pub fn calls_met(&self) -> u32 {
        let memory = rusqlite::Connection::open(self.path("bureau/practice.sqlite")).unwrap();
        let query = "SELECT value FROM counter WHERE name = 'fault 0'";
        memory.query_row(query, [], |row| row.get(0)).unwrap_or(0)
    }

    /// Answers as they were stored, raw.
    pub fn stored_answers(&self) -> usize {
        files_in(&self.path("inbox").join(BUREAU), "answer").len()
    }
}

/// A folder in memory where the system has one: a test of thousands of lives would wait for the disk most of the time.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    tempfile::tempdir_in(memory)
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// What a practice bureau with this memory has taken.
pub fn uploads(memory: &Path) -> Vec<(u32, String)> {
    let memory = rusqlite::Connection::open(memory.join("practice.sqlite")).unwrap();
    let mut statement = memory
        .prepare("SELECT sequence, name FROM upload ORDER BY sequence")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// The files with an extension in a folder, sorted.
pub fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// One `[[fault]]` of a scenario.
pub fn fault(call: &str, action: &str, more: &str) -> String {
    format!("[[fault]]\ncall = \"{call}\"\ndo = \"{action}\"\n{more}\n")
}

fn number(id: u32) -> String {
    format!("订单-{id}")
}

fn registration(id: u32) -> Registration {
    Registration {
        number: number(id),
        kind: Some(Kind::NewFiling),
        operation: None,
        content: ContentHash::of(&id.to_le_bytes()),
        place: Place {
            file: "orders/batch.xlsx".into(),
            sheet: Some("订单".into()),
            spot: Spot::Key("A2".into()),
        },
        province: Some(330_000),
        sms: false,
    }
}

fn ready(order: &str) -> Checked<'_> {
    Checked {
        order,
        state: State::Ready,
        note: None,
        findings: &[],
    }
}

/// The keys that [`new_filing`] writes.
fn packed(id: u32) -> PackedOrder {
    let key = |object, tag, digit: u64| Key::new(object, tag, u64::from(id) * 10 + digit);
    PackedOrder {
        number: number(id),
        records: 1,
        keys: vec![
            key(Object::Subject, KeyTag::IspZtid, 1),
            key(Object::Site(1), KeyTag::IspWzid, 2),
        ],
    }
}
