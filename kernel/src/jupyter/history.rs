//! What was run, over all sessions: a file that several kernels write to at once, one JSON line an entry.
//!
//! Sessions are numbered as in IPython: 0 is the running one, -1 the one before it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, Write},
    path::Path,
};

/// Entries that are kept; the oldest go.
const KEPT: usize = 10_000;

/// One cell that was run. A session begins with an entry of line 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    session: i64,
    line: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    input: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output: Option<String>,
}

/// The history, as it was when the session began and as it grew since.
pub struct History {
    entries: Vec<Entry>,
    session: i64,
    /// Without one, it is forgotten.
    file: Option<File>,
}

impl History {
    /// Begins a session in this file, which is made if it is not there.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::OpenOptionsExt;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
        file.lock()?;
        let mut entries = read(&file)?;
        let session = entries.iter().map(|entry| entry.session).max().unwrap_or(0) + 1;
        if entries.len() > KEPT {
            entries.drain(..entries.len() - KEPT);
            let whole = entries.iter().map(line).collect::<Result<String, _>>()?;
            // Others append to the same file: it is written anew in place, under the lock.
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(whole.as_bytes())?;
        }
        file.write_all(line(&Entry { session, ..Entry::default() })?.as_bytes())?;
        file.unlock()?;
        entries.retain(|entry| entry.line > 0);
        Ok(Self { entries, session, file: Some(file) })
    }

    /// One that ends with its session.
    pub fn forgetful() -> Self {
        Self { entries: Vec::new(), session: 1, file: None }
    }

    /// Adds a cell that was run, with the text of its value.
    pub fn add(&mut self, count: u64, input: &str, output: Option<String>) {
        let entry = Entry { session: self.session, line: count as i64, input: input.to_owned(), output };
        if let (Some(file), Ok(line)) = (&mut self.file, line(&entry)) {
            // A full disk must not stop cells.
            let _ = file.lock().and_then(|()| file.write_all(line.as_bytes())).and_then(|()| file.unlock());
        }
        self.entries.push(entry);
    }

    /// The content of a `history_reply`, whatever the request leaves out.
    pub fn reply(&self, request: &Value) -> Value {
        let output = request["output"].as_bool().unwrap_or(false);
        let n = request["n"].as_u64().map_or(usize::MAX, |n| n as usize);
        let found = match request["hist_access_type"].as_str() {
            Some("range") => self.range(request),
            Some("search") => {
                let pattern = request["pattern"].as_str().unwrap_or("*");
                self.search(pattern, request["unique"].as_bool().unwrap_or(false), n)
            }
            _ => last(self.entries.iter().collect(), n),
        };
        let told = |entry: &Entry| match output {
            true => json!([entry.session, entry.line, [entry.input, entry.output]]),
            false => json!([entry.session, entry.line, entry.input]),
        };
        json!({ "status": "ok", "history": found.into_iter().map(told).collect::<Vec<_>>() })
    }

    fn range(&self, request: &Value) -> Vec<&Entry> {
        let wanted = request["session"].as_i64().unwrap_or(0);
        let session = if wanted <= 0 { self.session.saturating_add(wanted) } else { wanted };
        let start = request["start"].as_i64().unwrap_or(0);
        let stop = request["stop"].as_i64().unwrap_or(i64::MAX);
        self.entries.iter().filter(|e| e.session == session && (start..stop).contains(&e.line)).collect()
    }

    fn search(&self, pattern: &str, unique: bool, n: usize) -> Vec<&Entry> {
        let mut found: Vec<&Entry> = self.entries.iter().filter(|entry| fits(pattern, &entry.input)).collect();
        if unique {
            // The latest of equal ones counts.
            let mut seen = HashSet::new();
            found.reverse();
            found.retain(|entry| seen.insert(entry.input.as_str()));
            found.reverse();
        }
        last(found, n)
    }
}

fn last<T>(mut all: Vec<T>, n: usize) -> Vec<T> {
    all.split_off(all.len().saturating_sub(n))
}

fn line(entry: &Entry) -> io::Result<String> {
    Ok(serde_json::to_string(entry)? + "\n")
}

/// A line that is cut or no entry is passed over.
fn read(mut file: &File) -> io::Result<Vec<Entry>> {
    file.rewind()?;
    let lines = BufReader::new(file).lines().map_while(Result::ok);
    Ok(lines.filter_map(|line| serde_json::from_str(&line).ok()).collect())
}

/// Shell patterns as in IPython: `*` is any text, `?` any character.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and how far it reached.
    let mut star = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || *c == text[t] => (p, t) = (p + 1, t + 1),
            _ => match star {
                Some((at, reached)) => {
                    star = Some((at, reached + 1));
                    (p, t) = (at + 1, reached + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> History {
        let mut history = History::forgetful();
        history.session = 3;
        for (line, input) in [(1, "let a = 1;"), (2, "a + 1"), (3, "let a = 1;")] {
            history.add(line, input, (line == 2).then(|| "2".to_owned()));
        }
        history.entries.insert(0, Entry { session: 2, line: 1, input: "old".into(), output: None });
        history
    }

    fn asked(history: &History, request: Value) -> Value {
        history.reply(&request)["history"].clone()
    }

    #[test]
    fn a_range_of_this_session_or_of_an_earlier_one() {
        let history = filled();
        let range = |session: i64, start: i64, stop: i64| json!({"hist_access_type": "range", "session": session, "start": start, "stop": stop});
        assert_eq!(asked(&history, range(0, 1, 3)), json!([[3, 1, "let a = 1;"], [3, 2, "a + 1"]]));
        assert_eq!(asked(&history, range(-1, 0, 9)), json!([[2, 1, "old"]]));
        assert_eq!(asked(&history, range(2, 1, 2)), json!([[2, 1, "old"]]));
        assert_eq!(asked(&history, json!({"hist_access_type": "range"})).as_array().unwrap().len(), 3);
    }

    #[test]
    fn the_tail_with_outputs() {
        let tail = asked(&filled(), json!({"hist_access_type": "tail", "n": 2, "output": true, "raw": true}));
        assert_eq!(tail, json!([[3, 2, ["a + 1", "2"]], [3, 3, ["let a = 1;", null]]]));
    }

    #[test]
    fn a_search_needs_only_its_pattern() {
        let history = filled();
        let search = |pattern: &str, unique: bool| {
            asked(&history, json!({"hist_access_type": "search", "pattern": pattern, "unique": unique}))
        };
        assert_eq!(search("let*", false).as_array().unwrap().len(), 2);
        assert_eq!(search("let*", true), json!([[3, 3, "let a = 1;"]]));
        assert_eq!(search("?ld", false), json!([[2, 1, "old"]]));
        assert_eq!(asked(&history, json!({"hist_access_type": "search"})).as_array().unwrap().len(), 4);
    }

    #[test]
    fn kernels_share_one_file_and_each_has_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jupyter/history.jsonl");
        let (mut first, mut second) = (History::open(&path).unwrap(), History::open(&path).unwrap());
        first.add(1, "one\ntwo", None);
        second.add(1, "three", None);
        let third = History::open(&path).unwrap();
        assert_eq!((first.session, second.session, third.session), (1, 2, 3));
        let tail = asked(&third, json!({"hist_access_type": "tail", "n": 9}));
        assert_eq!(tail, json!([[1, 1, "one\ntwo"], [2, 1, "three"]]));
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_long_file_loses_its_oldest_entries() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        let entry = |line| Entry { session: 1, line, input: "x".into(), output: None };
        let text: String = (1..=KEPT as i64 + 5).map(|at| line(&entry(at)).unwrap()).collect();
        fs::write(&path, text + "{cut").unwrap();
        assert_eq!(History::open(&path).unwrap().entries[0].line, 6);
        assert_eq!(History::open(&path).unwrap().session, 3);
    }
}
