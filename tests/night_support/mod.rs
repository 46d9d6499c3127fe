//! Small nights of the real program: a few order folders, a practice bureau in a process of its own or within.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use beian::archive::{Archive, Entry, Kind};
use beian::bureau::{Client, Endpoint, Overrides, Patience, Timeouts};
use beian::ledger::Ledger;
use serde_json::Value;
use tempfile::TempDir;

/// Orders of the fixture batch that are clean, of three families.
pub const ORDERS: [&str; 6] = [
    "20260918-0042",
    "20260918-0043",
    "20260918-0044",
    "20260918-0045",
    "20260918-0048",
    "20260918-0049",
];

const CONFIG: &str = r#"
[carrier]
isp_id = 330000000001
name = "carrier"
province = 330000
[practice]
scenario = "practice.toml"
"#;

const NOW: &str = "2026-09-18T22:00:00+08:00";

const PASSWORD: &str = "BEIAN_TEST_PASSWORD";

/// A batch with its configuration in a folder of its own.
pub struct SmallNight {
    folder: TempDir,
    /// Whether the program runs without the right to write where permissions forbid it.
    is_humble: AtomicBool,
}

/// Takes from the superuser what lets him write everywhere.
const HUMBLE: [&str; 2] = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

impl SmallNight {
    /// These orders of the fixture batch, with the practice bureau in the process.
    pub fn of(orders: &[&str]) -> Self {
        let night = Self::empty();
        for order in orders {
            night.bring(order, order);
        }
        fs::create_dir_all(night.path("orders")).unwrap();
        night.write("practice.toml", "");
        night.configure("[[bureau]]\nname = \"practice\"\n");
        night
    }

    /// These orders of the fixture batch, sent to a bureau that has not answered.
    pub fn sent(orders: &[&str]) -> Self {
        let night = Self::of(orders);
        night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
        assert_exit(&night.run(&["nightly"]), 0);
        night
    }

    /// A folder in which nothing is yet.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            is_humble: AtomicBool::new(false),
        }
    }

    /// Closes a folder of the night to writing. False, and said, where nothing stops this user from writing there.
    #[cfg(unix)]
    pub fn close(&self, folder: &str) -> bool {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(folder);
        let close = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        fs::create_dir_all(&path).unwrap();
        close(0o500);
        let probe = path.join("probe");
        if fs::write(&probe, "").is_err() {
            return true;
        }
        fs::remove_file(&probe).unwrap();
        let mut tried = Command::new(HUMBLE[0]);
        tried.args(&HUMBLE[1..]).arg("touch").arg(&probe);
        // Where the tool is missing, or takes nothing away, the superuser stays one.
        let runs = Command::new(HUMBLE[0])
            .args(&HUMBLE[1..])
            .arg("true")
            .output();
        let is_stopped = runs.is_ok_and(|ran| ran.status.success())
            && tried.output().is_ok_and(|tried| !tried.status.success())
            && !probe.exists();
        if !is_stopped {
            eprintln!("skipped: permissions do not stop this user");
            close(0o700);
        }
        self.is_humble.store(is_stopped, Ordering::SeqCst);
        is_stopped
    }

    /// Opens a folder again.
    #[cfg(unix)]
    pub fn open_again(&self, folder: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(self.path(folder), fs::Permissions::from_mode(0o700)).unwrap();
    }

    /// Copies a folder or file of another night to the same place here.
    pub fn take_over(&self, other: &SmallNight, name: &str) {
        copy(&other.path(name), &self.path(name));
    }

    /// Another night that begins where this one stands.
    pub fn copied(&self) -> Self {
        let night = Self::empty();
        copy(self.folder.path(), night.folder.path());
        night
    }

    /// Takes in an answer file; how the program ends, and what it printed of the file.
    pub fn ingest(&self, name: &str, document: &[u8]) -> (i32, Value) {
        self.write(name, document);
        let output = self.run(&["ingest", name, "--format", "json"]);
        let line = json_lines(&output).remove(0);
        (output.status.code().unwrap(), line)
    }

    /// The carrier's own id of an object of an order, `subject` or `site[1]`.
    pub fn own_id(&self, order: &str, object: &str) -> u64 {
        let lines = self.report();
        let line = lines.iter().find(|line| line["order"] == order).unwrap();
        let ids = line["ids"].as_array().unwrap();
        let of_object = ids.iter().find(|ids| ids["object"] == object).unwrap();
        of_object["own"].as_u64().unwrap()
    }

    /// The answers that wait for a person.
    pub fn open_answers(&self) -> Vec<Value> {
        let output = self.run(&["ledger", "assign", "--format", "json", "--unmask"]);
        assert_exit(&output, 0);
        json_lines(&output)
    }

    /// Copies an order of the fixture batch to a folder below `orders`.
    pub fn bring(&self, order: &str, folder: &str) {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-night/orders");
        copy(&fixture.join(order), &self.path("orders").join(folder));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes the configuration: what all nights share, and `more`.
    pub fn configure(&self, more: &str) {
        self.configure_at(NOW, more);
    }

    /// The same at another time.
    pub fn configure_at(&self, now: &str, more: &str) {
        let clock = format!("[clock]\nnow = \"{now}\"\n");
        self.write("beian.toml", format!("{CONFIG}{clock}{more}"));
    }

    /// Starts a practice bureau in a process of its own and points the configuration at it.
    pub fn with_bureau_elsewhere(&self) -> Bureau {
        let bureau = |url: &str| {
            format!(
                "[[bureau]]\nname = \"practice\"\nurl = \"{url}\"\npassword_env = \"{PASSWORD}\"\n"
            )
        };
        self.configure(&bureau("http://127.0.0.1:1"));
        let bureau_process = self.start_bureau();
        self.configure(&bureau(&bureau_process.url));
        bureau_process
    }

    /// Starts a practice bureau with the configuration as it is.
    pub fn start_bureau(&self) -> Bureau {
        self.start_bureau_at("127.0.0.1:0")
    }

    /// The same, at an address.
    pub fn start_bureau_at(&self, address: &str) -> Bureau {
        let mut command = self.command(&["practice", "--listen", address, "--lang", "en"]);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let url = line.split_whitespace().last().unwrap_or_default();
        assert!(url.starts_with("http://"), "{line}");
        Bureau {
            url: url.to_owned(),
            process,
            _out: out,
        }
    }

    /// The program in the batch's folder, not yet started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_beian");
        let mut command = match self.is_humble.load(Ordering::SeqCst) {
            false => Command::new(program),
            true => {
                let mut command = Command::new(HUMBLE[0]);
                command.args(&HUMBLE[1..]).arg(program);
                command
            }
        };
        command
            .current_dir(self.folder.path())
            .env(PASSWORD, "practice")
            .args(arguments);
        command
    }

    /// Runs a command to its end, in English unless it says otherwise.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        if !arguments.contains(&"--lang") {
            command.args(["--lang", "en"]);
        }
        command.output().unwrap()
    }

    /// What `report` says of every order, and its totals last.
    pub fn report(&self) -> Vec<Value> {
        json_lines(&self.run(&["report", "--format", "json"]))
    }

    /// Where an order stands by the report.
    pub fn state(&self, order: &str) -> String {
        let lines = self.report();
        let line = lines.iter().find(|line| line["order"] == order).unwrap();
        line["state"].as_str().unwrap().to_owned()
    }

    /// The ledger, for looking.
    pub fn ledger(&self) -> Ledger {
        Ledger::open_read(&self.path("ledger.sqlite")).unwrap()
    }

    /// The archive, for looking.
    pub fn archive(&self) -> Archive {
        Archive::at(self.path("archive"))
    }

    /// The lines of the archive's journal.
    pub fn archived(&self) -> Vec<Entry> {
        let text = fs::read_to_string(self.archive().journal()).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    /// Where the content lies that was kept last as this.
    pub fn archived_content(&self, kind: Kind, name: &str) -> PathBuf {
        let mut entries = self.archived().into_iter().rev();
        let entry = entries.find(|entry| entry.kind == kind && entry.name == name);
        self.archive().content(&entry.unwrap().sha256)
    }

    /// What the practice bureau has taken: numbers and names.
    pub fn uploads(&self) -> Vec<(u32, String)> {
        let memory = rusqlite::Connection::open(self.path("practice/practice.sqlite")).unwrap();
        let mut statement = memory
            .prepare("SELECT sequence, name FROM upload ORDER BY sequence")
            .unwrap();
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    /// Lets the bureau forget what it has under review: its refusal was told by the test.
    pub fn bureau_forgets_reviews(&self) {
        let memory = rusqlite::Connection::open(self.path("practice/practice.sqlite")).unwrap();
        memory
            .execute_batch("DELETE FROM review; DELETE FROM own_id")
            .unwrap();
    }

    /// How often the first fault of the scenario has been met.
    pub fn faults_met(&self) -> u32 {
        let Ok(memory) = rusqlite::Connection::open(self.path("practice/practice.sqlite")) else {
            return 0;
        };
        memory
            .query_row(
                "SELECT value FROM counter WHERE name = 'fault 0'",
                [],
                |row| row.get(0),
            )
            .unwrap_or(0)
    }

    /// Nothing lost, nothing twice, no number skipped, and a ledger without contradiction.
    pub fn assert_agreement(&self) {
        let ledger = self.ledger();
        assert_eq!(ledger.check().unwrap(), []);
        let archive = self.archive().verify().unwrap();
        assert!(archive.is_sound(), "{archive:?}");
        let files = ledger.files().unwrap();
        let accepted: Vec<_> = files
            .iter()
            .filter(|file| file.accepted.is_some())
            .collect();
        let known: Vec<(u32, String)> = accepted
            .iter()
            .map(|file| (file.sequence.unwrap(), file.name.clone()))
            .collect();
        assert_eq!(known, self.uploads(), "ledger and bureau disagree");
        assert!((1..).zip(&known).all(|(number, file)| number == file.0));
        let mut orders: Vec<&String> = accepted.iter().flat_map(|file| &file.orders).collect();
        let all = orders.len();
        orders.sort();
        orders.dedup();
        assert_eq!(orders.len(), all, "an order was sent twice");
    }
}

/// A client of a bureau at an address, beside the program; it reads no WSDL.
pub fn client(url: &str) -> Client {
    Client::new(Endpoint {
        name: "practice".to_owned(),
        base_url: url.to_owned(),
        isp_id: 330_000_000_001,
        user: "practice".to_owned(),
        password: "practice".into(),
        key: None,
        timeouts: Timeouts::default(),
        overrides: Overrides {
            ignore_wsdl: true,
            ..Overrides::default()
        },
        authorities: None,
        hours: None,
        patience: Patience::default(),
    })
}

/// A practice bureau in a process of its own, ended when this is dropped.
pub struct Bureau {
    pub url: String,
    process: Child,
    /// It says more than its address, and must not find that nobody listens.
    _out: BufReader<ChildStdout>,
}

impl Drop for Bureau {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The standard output as JSON lines.
pub fn json_lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

/// What the program said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Asserts how a command ended, showing what it said when it did not.
pub fn assert_exit(output: &Output, code: i32) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        said(output)
    );
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}
