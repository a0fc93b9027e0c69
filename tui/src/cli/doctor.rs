//! `gradus doctor`: what is there, and what to do about what is not.
//!
//! ```text
//! doctor.rs          Finding    one line: fine, to know, or to do; and the sentence that helps
//! doctor/machine.rs  what Rust, the runtime and the data folder look like
//! doctor/jupyter.rs  whether Jupyter finds the kernel
//! doctor/screen.rs   what the terminal can show, guessed from the environment; CUDA
//! ```

mod jupyter;
mod machine;
mod screen;

use super::{Outcome, colour};
use crate::{home::Home, say};
use anstyle::{AnsiColor, Style};
use std::io::Write;

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    /// There.
    Good,
    /// Not there, and lessons run without it.
    Optional,
    /// Not there, and lessons do not run without it.
    Missing,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    health: Health,
    what: String,
    /// What was found, or what to do.
    text: String,
}

impl Finding {
    fn good(what: String, text: String) -> Self {
        Self { health: Health::Good, what, text }
    }

    fn optional(what: String, text: String) -> Self {
        Self { health: Health::Optional, what, text }
    }

    fn missing(what: String, text: String) -> Self {
        Self { health: Health::Missing, what, text }
    }
}

/// Looks at everything.
pub fn doctor() -> anyhow::Result<Outcome> {
    let mut findings = Vec::new();
    let home = Home::open();
    let toolchain = machine::rust(&mut findings);
    match &home {
        Ok(home) => {
            if let Some(toolchain) = toolchain {
                findings.extend(machine::runtimes(home, toolchain));
            }
            findings.push(machine::completion(home));
            findings.push(machine::folder(home));
        }
        Err(error) => findings.push(Finding::missing(say!("doctor-folder"), format!("{error:#}"))),
    }
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    findings.push(screen::pictures(variable));
    findings.push(screen::characters());
    findings.push(jupyter::kernel());
    findings.push(screen::cuda(&std::env::var_os("PATH").unwrap_or_default()));
    write(&findings, &mut colour::stdout())
}

fn write(findings: &[Finding], out: &mut impl Write) -> anyhow::Result<Outcome> {
    for Finding { health, what, text } in findings {
        let (style, mark) = match health {
            Health::Good => (AnsiColor::Green.on_default(), say!("doctor-good")),
            Health::Optional => (AnsiColor::Yellow.on_default(), say!("doctor-optional")),
            Health::Missing => (AnsiColor::Red.on_default(), say!("doctor-missing")),
        };
        let head = Style::new().bold();
        writeln!(out, "{style}{mark:<8}{style:#} {head}{what}{head:#}")?;
        for line in text.lines() {
            writeln!(out, "         {line}")?;
        }
    }
    let missing = findings.iter().filter(|finding| finding.health == Health::Missing).count();
    writeln!(out, "\n{}", say!("doctor-tally", missing = missing))?;
    Ok(if missing == 0 { Outcome::Fine } else { Outcome::NotFine })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_and_missing_is_not_fine() {
        let fine = [Finding::good("a".into(), "here".into()), Finding::optional("b".into(), "gone, no harm".into())];
        assert_eq!(write(&fine, &mut Vec::new()).unwrap(), Outcome::Fine);
        let mut out = Vec::new();
        let missing = [Finding::missing("c".into(), "do this\nthen that".into())];
        assert_eq!(write(&missing, &mut out).unwrap(), Outcome::NotFine);
        let text = anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string();
        assert!(text.contains("missing  c\n         do this\n         then that\n"), "{text}");
    }
}
