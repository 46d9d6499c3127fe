//! What may stand between a carrier and its bureau: a server that speaks TLS, and a proxy that digs tunnels.

#![allow(clippy::unwrap_used, reason = "a broken fixture should stop its test")]

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A file of the test certificates: `ca.pem` vouches for `server.pem`, which is for localhost and bureau.test.
pub fn certificate(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tls")
        .join(name)
}

/// Listens with TLS and hands every request on to a server without; where it listens.
pub fn with_tls(behind: SocketAddr) -> SocketAddr {
    let chain = CertificateDer::pem_file_iter(certificate("server.pem")).unwrap();
    let chain = chain.collect::<Result<_, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file(certificate("server.key")).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let config = Arc::new(config);
    serve(move |stream| {
        let session = ServerConnection::new(config.clone()).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(session, stream);
        exchange(&mut stream, behind)?;
        stream.conn.send_close_notify();
        stream.flush()
    })
}

/// A proxy that digs a tunnel to one server, whatever host is asked for, and remembers the hosts.
pub struct Proxy {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub fn to(behind: SocketAddr) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        let address = serve(move |mut stream| {
            let head = head(&mut stream)?;
            let mut words = head.split_whitespace();
            if words.next() != Some("CONNECT") {
                return stream.write_all(b"HTTP/1.1 405 Method Not Allowed\r\n\r\n");
            }
            noted
                .lock()
                .unwrap()
                .push(words.next().unwrap_or_default().to_owned());
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
            let mut far = TcpStream::connect(behind)?;
            let (mut back, mut forth) = (far.try_clone()?, stream.try_clone()?);
            std::thread::spawn(move || io::copy(&mut back, &mut forth));
            io::copy(&mut stream, &mut far)?;
            Ok(())
        });
        Self { address, asked }
    }

    /// The hosts that were asked for, each once.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked.dedup();
        asked
    }
}

/// Serves connections, each in a thread of its own, as long as the test runs.
fn serve(work: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let work = Arc::new(work);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let work = work.clone();
            // A peer that leaves early is what some tests are about.
            std::thread::spawn(move || drop(work(stream)));
        }
    });
    address
}

/// Hands one request on, and its answer back.
fn exchange(near: &mut (impl Read + Write), behind: SocketAddr) -> io::Result<()> {
    let request = message(near)?;
    let mut far = TcpStream::connect(behind)?;
    far.write_all(&request)?;
    let answer = message(&mut far)?;
    near.write_all(&answer)?;
    near.flush()
}

/// A whole HTTP message whose length is told in its head.
fn message(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let head = head(stream)?;
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.map_or(0, |(_, value)| value.trim().parse().unwrap());
    let mut message = head.into_bytes();
    let start = message.len();
    message.resize(start + length, 0);
    stream.read_exact(&mut message[start..])?;
    Ok(message)
}

/// Everything up to the empty line, byte by byte, so that nothing of what follows is taken.
fn head(stream: &mut impl Read) -> io::Result<String> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}
