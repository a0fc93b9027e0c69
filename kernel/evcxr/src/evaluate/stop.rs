//! Ends what works for a request: the compilers that evcxr started, or the cell.

use rustix::process::{Pid, Signal, kill_process};
use std::{collections::HashMap, fs, process};

/// Asks a cell to stop, or ends its process.
pub fn cell(process: u32, at_once: bool) {
    signal(process, if at_once { Signal::KILL } else { Signal::INT });
}

/// Ends cargo and whatever it started. The process that runs cells is a child of this one as well, and stays.
pub fn compilers(cells: Option<u32>) {
    for process in below(process::id(), &parents(), cells) {
        signal(process, Signal::KILL);
    }
}

fn signal(process: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) {
        // One that has just ended needs no signal.
        let _ = kill_process(pid, signal);
    }
}

/// Each process and its parent, by /proc (Linux; elsewhere none, and a cell's compilation comes to its end).
fn parents() -> HashMap<u32, u32> {
    let Ok(all) = fs::read_dir("/proc") else { return HashMap::new() };
    let ids = all.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id: u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        Some((id, parent(&stat)?))
    })
    .collect()
}

/// The fourth field of `stat`; the second, a name in brackets, may hold anything.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// The descendants of a process, without one of them and its own.
fn below(root: u32, parents: &HashMap<u32, u32>, except: Option<u32>) -> Vec<u32> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(parents.iter().filter(|(id, of)| **of == parent && Some(**id) != except).map(|(id, _)| *id));
        at += 1;
    }
    found.split_off(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compilers_end_and_cells_stay() {
        let parents = HashMap::from([(2, 1), (3, 2), (4, 1), (5, 4), (6, 9)]);
        let mut ended = below(1, &parents, Some(4));
        ended.sort_unstable();
        assert_eq!(ended, [2, 3]);
    }

    #[test]
    fn a_name_may_hold_brackets_and_spaces() {
        assert_eq!(parent("77 (a b) c) S 12 77 1"), Some(12));
        assert_eq!(parent("77"), None);
    }
}
