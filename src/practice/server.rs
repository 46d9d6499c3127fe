//! The HTTP server around the calls: loopback as a rule, one thread of its own, stopped when asked or dropped.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, State as Shared};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;

use super::answer::{Answer, Refusal};
use super::calls;
use super::connection::{Allowance, Door};
use super::description::wsdl;
use super::faults::{self, Outgoing};
use super::soap::{self, Request};
use super::state::State;
use super::{Error, Settings};
use crate::bureau::Call;

/// A file of 50 MB that does not compress, in base64, with room to spare.
const REQUEST_LIMIT: usize = 256 << 20;

/// A practice bureau that is running. It stops when this is dropped.
pub struct Running {
    /// Where it listens; the port is the one that was found when any was asked for.
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// The address as a bureau's base URL.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops when the calls that are under way have been answered.
    pub fn stop(self) {
        drop(self);
    }

    /// Waits until it stops by itself, which it does only when the server fails.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the handlers share.
struct Bureau {
    settings: Settings,
    state: Mutex<State>,
}

/// Listens on `address` and serves until stopped.
pub(super) fn serve(
    address: SocketAddr,
    settings: Settings,
    state: State,
) -> Result<Running, Error> {
    let listen = |error| Error::Listen { address, error };
    let listener = TcpListener::bind(address).map_err(listen)?;
    listener.set_nonblocking(true).map_err(listen)?;
    let found = listener.local_addr().map_err(listen)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let bureau = Arc::new(Bureau {
        settings,
        state: Mutex::new(state),
    });
    let router = Router::new()
        .fallback(handle)
        .layer(DefaultBodyLimit::max(REQUEST_LIMIT))
        .with_state(bureau)
        .into_make_service_with_connect_info::<Allowance>();
    let door = {
        let _inside = runtime.enter();
        Door(tokio::net::TcpListener::from_std(listener).map_err(listen)?)
    };
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::spawn(move || {
        let serving = axum::serve(door, router).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        if let Err(error) = runtime.block_on(async { serving.await }) {
            tracing::error!(%error, "the practice bureau stopped");
        }
    });
    Ok(Running {
        address: found,
        stop: Some(stop),
        thread: Some(thread),
    })
}

async fn handle(
    Shared(bureau): Shared<Arc<Bureau>>,
    ConnectInfo(allowance): ConnectInfo<Allowance>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().trim_matches('/').to_owned();
    let offered: Vec<Call> = Call::ALL
        .into_iter()
        .filter(|call| call.service() == path)
        .collect();
    if offered.is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if method == Method::GET {
        let asked = uri
            .query()
            .is_some_and(|query| query.eq_ignore_ascii_case("wsdl"));
        if !asked || !bureau.settings.scenario.description.serve {
            return StatusCode::NOT_FOUND.into_response();
        }
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("127.0.0.1");
        let address = format!("http://{host}/{path}");
        return document(
            200,
            wsdl(&offered, &bureau.settings.scenario.description, &address),
        );
    }
    let work = move || answer(&bureau, &offered, &body);
    let Ok(outgoing) = tokio::task::spawn_blocking(work).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    tokio::time::sleep(outgoing.delay).await;
    allowance.limit(outgoing.cut, outgoing.body.len());
    document(outgoing.status, outgoing.body)
}

fn document(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (
        status,
        [(header::CONTENT_TYPE, "text/xml; charset=utf-8")],
        body,
    )
        .into_response()
}

/// Answers one request, under the faults of the scenario.
fn answer(bureau: &Bureau, offered: &[Call], body: &[u8]) -> Outgoing {
    let scenario = &bureau.settings.scenario;
    let Some(request) = Request::read(body, offered, &scenario.description) else {
        return Outgoing {
            status: 500,
            ..Outgoing::whole(soap::fault())
        };
    };
    let mut state = bureau
        .state
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let failed = |error: Error| {
        tracing::error!(%error, method = request.call.method(), "the practice bureau failed");
        Answer::from(Refusal::Other)
    };
    let fault = match faults::striking(scenario, &state, &request) {
        Ok(fault) => fault,
        Err(error) => {
            return Outgoing::whole(soap::answer(
                request.call,
                &failed(error).document(),
                &scenario.reply,
            ));
        }
    };
    let answer = fault
        .and_then(|fault| faults::answer_instead(fault, request.call))
        .unwrap_or_else(|| {
            calls::answer(&bureau.settings, &mut state, &request, fault).unwrap_or_else(failed)
        });
    tracing::debug!(
        method = request.call.method(),
        code = answer.code,
        "the practice bureau answered"
    );
    let message = soap::answer(request.call, &answer.document(), &scenario.reply);
    match fault {
        Some(fault) => Outgoing::struck_by(fault, message),
        None => Outgoing::whole(message),
    }
}
