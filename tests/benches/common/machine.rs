//! The machine and its processes.

use gradus_kernel::toolchain::Toolchain;
use std::{collections::HashMap, fs, thread};

/// Processor, threads, compiler and load: what a figure is worth nothing without.
pub fn describe() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let compiler = match Toolchain::find() {
        Ok(toolchain) => toolchain.version_verbose.lines().next().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "cpu {}\nthreads {threads}\ncompiler {compiler}\nload {}",
        model.trim_start_matches([':', ' ', '\t']),
        load.split(' ').next().unwrap_or("unknown"),
    )
}

/// All children of a process, and theirs.
pub fn descendants(process: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok());
        children.entry(parent.unwrap_or(0)).or_default().push(id);
    }
    let mut found = children.remove(&process).unwrap_or_default();
    let mut next = 0;
    while let Some(id) = found.get(next) {
        let more = children.remove(id).unwrap_or_default();
        found.extend(more);
        next += 1;
    }
    found
}

/// Memory in megabytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Pages shared with other processes counted by this one's share.
    pub pss: f64,
    /// All pages that are in place.
    pub rss: f64,
    /// Of `pss`, what is no copy of a file: the system cannot take it back without swapping.
    pub own: f64,
}

/// The memory of a process, if it is there.
pub fn memory(process: u32) -> Option<Memory> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok()? / 1024.0)
    };
    Some(Memory { pss: field("Pss:")?, rss: field("Rss:")?, own: field("Pss_Anon:")? })
}
