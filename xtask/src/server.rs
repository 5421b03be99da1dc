//! A small HTTP server for one page on this machine: files from memory, and word of every new version.

use crate::module::Files;
use crate::{Result, project};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Where the page hears of a new version.
const VERSIONS: &str = ".serve/versions";
/// The script that listens there, added to every page on its way out and to nothing on disk.
const RELOAD: &str = ".serve/reload.js";
const RELOAD_JS: &str = include_str!("reload.js");
/// Nothing is kept by the browser, and pages of other origins may use it all, as they may from a host that allows them.
const HEADERS: &str = "Cache-Control: no-store\r\nAccess-Control-Allow-Origin: *\r\n";
/// How often an open page is asked whether it is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The site as it is now, and what keeps a newer one from being built.
pub(crate) struct Shelf {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    version: u64,
    site: Arc<Files>,
    /// The lines that say what is wrong.
    wrong: Vec<String>,
    /// Counts what was told to open pages.
    news: u64,
}

impl Shelf {
    pub(crate) fn new(site: Files) -> Arc<Self> {
        // Pages left open by an earlier server see another number and reload.
        let version = u64::from(std::process::id()) << 20;
        let state = State { version, site: Arc::new(site), wrong: Vec::new(), news: 0 };
        Arc::new(Self { state: Mutex::new(state), changed: Condvar::new() })
    }

    /// Replaces the site; open pages reload.
    pub(crate) fn put(&self, site: Files) {
        self.tell(|state| {
            state.version += 1;
            state.site = Arc::new(site);
            state.wrong = Vec::new();
        });
    }

    /// The site stays as it is, and open pages say why.
    pub(crate) fn keep(&self, sentence: &str) {
        self.tell(|state| state.wrong = sentence.lines().map(str::to_owned).collect());
    }

    fn tell(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        state.news += 1;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What an open page is told, as JSON.
    fn message(&self) -> String {
        serde_json::json!({ "version": self.version, "wrong": self.wrong }).to_string()
    }
}

/// Takes the port, or says that it is taken.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Port {port} is busy: stop what uses it, or choose another with `cargo xtask serve --port {}`.",
            port.checked_add(1).unwrap_or(8080)
        ),
        _ => format!("Port {port} cannot be used ({error}): choose another with `cargo xtask serve --port 8081`."),
    })
}

/// Answers for ever, each caller in a thread of its own.
pub(crate) fn answer(listener: TcpListener, shelf: Arc<Shelf>) {
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let shelf = Arc::clone(&shelf);
            // A caller that hangs up is no concern of the server's.
            std::thread::spawn(move || converse(stream, &shelf));
        }
    });
}

fn converse(mut stream: TcpStream, shelf: &Shelf) -> std::io::Result<()> {
    stream.set_read_timeout(Some(HEARTBEAT))?;
    let mut request = BufReader::new(&stream).lines();
    let first = request.next().transpose()?.unwrap_or_default();
    // The headers are read to the end, or closing the connection would throw the answer away.
    while request.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return reply(
            &mut stream,
            "405 Method Not Allowed",
            "text/plain",
            b"Only GET and HEAD are answered here.\n",
            false,
        );
    }
    let path = target.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    if path == VERSIONS {
        return tell_versions(stream, shelf);
    }
    let site = Arc::clone(&shelf.lock().site);
    let (status, kind, body) = find(&site, path);
    reply(&mut stream, status, kind, &body, method == "HEAD")
}

/// The status, the kind and the bytes for a path.
fn find(site: &Files, path: &str) -> (&'static str, &'static str, Vec<u8>) {
    if path == RELOAD {
        return ("200 OK", kind_of(path), RELOAD_JS.into());
    }
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    match site.get(&path) {
        Some(bytes) if project::is_kind(&path, "html") => ("200 OK", kind_of(&path), with_reload(bytes)),
        Some(bytes) => ("200 OK", kind_of(&path), bytes.clone()),
        None => ("404 Not Found", "text/plain; charset=utf-8", format!("There is no /{path} here.\n").into_bytes()),
    }
}

fn with_reload(page: &[u8]) -> Vec<u8> {
    [page, format!("<script type=\"module\" src=\"/{RELOAD}\"></script>\n").as_bytes()].concat()
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" | "ts" | "csv" | "ndjson" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn reply(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8], head_only: bool) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{HEADERS}Connection: close\r\n\r\n",
        body.len()
    )?;
    if head_only { Ok(()) } else { stream.write_all(body) }
}

/// An event stream that gives the version and what is wrong, now and after every change, until the page goes away.
fn tell_versions(mut stream: TcpStream, shelf: &Shelf) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{HEADERS}\r\n")?;
    loop {
        let (news, message) = {
            let state = shelf.lock();
            (state.news, state.message())
        };
        write!(stream, "data: {message}\n\n")?;
        let state = shelf.lock();
        let waited = shelf.changed.wait_timeout_while(state, HEARTBEAT, |state| state.news == news);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_get_the_reload_script_and_modules_their_kind() {
        let site: Files = [("index.html".to_owned(), b"<p>".to_vec()), ("a_bg.wasm".to_owned(), vec![0])].into();
        let (status, kind, body) = find(&site, "");
        assert_eq!((status, kind), ("200 OK", "text/html; charset=utf-8"));
        assert!(String::from_utf8_lossy(&body).starts_with("<p><script"));
        assert_eq!(find(&site, "a_bg.wasm"), ("200 OK", "application/wasm", vec![0]));
        assert_eq!(find(&site, "../Cargo.toml").0, "404 Not Found");
    }

    #[test]
    fn open_pages_hear_what_is_wrong_until_it_is_mended() {
        let shelf = Shelf::new(Files::new());
        let told = || shelf.lock().message();
        let before = told();
        shelf.keep("lessons/01-a.md:3:1: this is \"wrong\": write that.\nMend it.");
        let version = shelf.lock().version;
        assert_eq!(
            told(),
            format!(
                r#"{{"version":{version},"wrong":["lessons/01-a.md:3:1: this is \"wrong\": write that.","Mend it."]}}"#
            )
        );
        shelf.put(Files::new());
        assert_eq!(told(), format!(r#"{{"version":{},"wrong":[]}}"#, version + 1));
        assert_ne!(before, told(), "a page reloads when the version is another one");
    }

    #[test]
    fn other_origins_may_use_what_is_served() {
        let listener = listen(0).expect("a free port");
        let address = listener.local_addr().expect("an address");
        answer(listener, Shelf::new([("player.js".to_owned(), b"1".to_vec())].into()));
        let mut stream = TcpStream::connect(address).expect("the server is there");
        stream.write_all(b"GET /player.js HTTP/1.1\r\n\r\n").expect("sent");
        let lines: Vec<_> = BufReader::new(stream).lines().map_while(std::io::Result::ok).collect();
        assert!(lines.contains(&"Access-Control-Allow-Origin: *".to_owned()), "{lines:?}");
    }

    #[test]
    fn a_busy_port_is_told_with_the_option_that_helps() {
        let first = listen(0).expect("a free port");
        let port = first.local_addr().expect("an address").port();
        let told = listen(port).expect_err("the port is taken");
        assert!(told.starts_with(&format!("Port {port} is busy")) && told.contains("--port"), "{told}");
    }
}
