//! Connections that can be cut: the only way to lose an answer as a network loses it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// When a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// It is not.
    Never,
    /// Before the first byte of the answer.
    AtOnce,
    /// When half of the answer's body is through.
    InTheMiddle,
}

/// The bytes a connection may still send.
#[derive(Clone)]
pub(super) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// Limits what is sent from now on.
    pub fn limit(&self, cut: Cut, body_length: usize) {
        match cut {
            Cut::Never => {}
            Cut::AtOnce => self.0.store(0, Ordering::SeqCst),
            Cut::InTheMiddle => self.0.store(body_length as u64 / 2, Ordering::SeqCst),
        }
    }
}

/// A connection with its allowance.
pub(super) struct Connection {
    stream: TcpStream,
    allowance: Allowance,
}

/// Accepts connections and gives each an allowance.
pub(super) struct Door(pub TcpListener);

impl Listener for Door {
    type Io = Connection;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Connection, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (
            Connection {
                stream,
                allowance: Allowance(Arc::new(AtomicU64::new(u64::MAX))),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Door>> for Allowance {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().allowance.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let allowed = self.allowance.0.load(Ordering::SeqCst);
        if allowed == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let length = bytes
            .len()
            .min(usize::try_from(allowed).unwrap_or(usize::MAX));
        let written =
            std::task::ready!(Pin::new(&mut self.stream).poll_write(context, &bytes[..length]))?;
        if allowed != u64::MAX {
            self.allowance.0.fetch_sub(written as u64, Ordering::SeqCst);
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
