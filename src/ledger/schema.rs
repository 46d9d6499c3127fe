//! Opening the database: its settings, its version, and the migrations that bring it up to date.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::Error;
use crate::disk;

/// The migrations, oldest first; a ledger of version n has seen the first n.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
    include_str!("migrations/0011.sql"),
    include_str!("migrations/0012.sql"),
    include_str!("migrations/0013.sql"),
    include_str!("migrations/0014.sql"),
    include_str!("migrations/0015.sql"),
];

/// Written into the file's header, so that another program's database is not mistaken for a ledger: "bein".
const APPLICATION_ID: u32 = 0x6265_696e;

/// Room for every statement that is prepared once and run for each order of a night.
const STATEMENTS: usize = 100;

/// Opens a ledger for writing, creates it if need be, and brings it up to date.
pub(super) fn open(path: &Path) -> Result<Connection, Error> {
    drop(disk::open_private(path)?);
    prepare(path).map_err(|error| error.about(path))
}

fn prepare(path: &Path) -> Result<Connection, Error> {
    let mut connection = Connection::open(path)?;
    // Waits for a reader that is copying the ledger; writers are kept out by the lock file.
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    // What is no ledger, or a newer one, is left as it is.
    version(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

/// Opens a ledger for reading while another process may be writing.
pub(super) fn open_read(path: &Path) -> Result<Connection, Error> {
    if !path.exists() {
        return Err(Error::Missing(path.to_owned()));
    }
    prepare_read(path).map_err(|error| error.about(path))
}

fn prepare_read(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    keep_plans(&connection)?;
    if version(&connection, path)? < MIGRATIONS.len() {
        return Err(Error::Older(path.to_owned()));
    }
    Ok(connection)
}

/// A ledger that lives in memory and ends with the process.
pub(super) fn in_memory() -> Result<Connection, Error> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, Path::new(":memory:"))?;
    Ok(connection)
}

/// A statement is planned once. Otherwise SQLite looks at the values that are bound and plans anew when they differ, which
/// took most of a night's time.
fn keep_plans(connection: &Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    keep_plans(connection)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let done = version(connection, path)?;
    for (version, migration) in (1_u32..).zip(MIGRATIONS).skip(done) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

/// How many migrations a ledger has seen; refuses what is newer than this program, or no ledger at all.
fn version(connection: &Connection, path: &Path) -> Result<usize, Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let found = pragma("user_version")?;
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && pragma("application_id")? != APPLICATION_ID {
        let detail = "another program's database".to_owned();
        return Err(Error::Damaged { detail });
    }
    let known = MIGRATIONS.len();
    match usize::try_from(found) {
        Ok(seen) if seen <= known => Ok(seen),
        _ => Err(Error::Newer {
            path: path.to_owned(),
            found,
            known: u32::try_from(known).unwrap_or(u32::MAX),
        }),
    }
}
