//! A cell in an editor of the learner's choice: `$VISUAL`, `$EDITOR`, or what the machine has.

use crate::say;
use signal_hook::{consts::SIGINT, flag, low_level::unregister};
use std::{
    env, fs, io,
    process::Command,
    sync::{Arc, atomic::AtomicBool},
};

/// Editors to be found where none is chosen.
const KNOWN: [&str; 4] = ["sensible-editor", "nano", "vim", "vi"];

/// A cell on its way to the editor, or back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Whether it is Markdown, no Rust.
    pub markdown: bool,
}

/// Opens the text in the editor and waits. The terminal must be the editor's by now.
///
/// # Errors
/// In a sentence: there is no editor, it failed, or its file cannot be read.
pub fn edit(cell: &Outside) -> Result<String, String> {
    let editor = editor().ok_or_else(|| say!("ui-outside-none"))?;
    run(&editor, cell).map_err(|error| say!("ui-outside-failed", editor = editor, cause = error))
}

/// The command of the editor, as the shell reads it.
fn editor() -> Option<String> {
    let set = |name: &str| env::var(name).ok().filter(|command| !command.trim().is_empty());
    let found = |name: &&str| env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(name)).find(|at| at.is_file());
    let known = || KNOWN.iter().find(|name| found(name).is_some()).map(|name| (*name).to_owned());
    set("VISUAL").or_else(|| set("EDITOR")).or_else(known)
}

fn run(editor: &str, cell: &Outside) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join(format!("{}.{}", cell.id, if cell.markdown { "md" } else { "rs" }));
    fs::write(&file, &cell.text)?;
    // Ctrl-C in the editor is meant for the editor.
    let heard = flag::register(SIGINT, Arc::new(AtomicBool::new(false)))?;
    // As git does it: the command may bring arguments of its own.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&file).status();
    unregister(heard);
    let status = status?;
    if !status.success() {
        return Err(io::Error::other(status.to_string()));
    }
    let text = fs::read_to_string(&file)?;
    // Editors end a file with a line break; a cell that had none gets none.
    let ended = cell.text.ends_with('\n');
    Ok(if ended { text } else { text.strip_suffix('\n').map_or(text.clone(), str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Outside {
        Outside { id: "points".into(), text: text.into(), markdown: false }
    }

    #[test]
    fn the_editor_gets_a_file_and_its_text_comes_back() {
        let written = run("printf 'let b = 2;\\n' >>", &cell("let a = 1;\n")).unwrap();
        assert_eq!(written, "let a = 1;\nlet b = 2;\n");
        assert_eq!(run("test -f", &cell("1")).unwrap(), "1");
        assert_eq!(run("printf '\\n' >>", &cell("1")).unwrap(), "1", "the end that editors add");
    }

    #[test]
    fn an_editor_that_fails_says_so() {
        assert!(run("false", &cell("1")).is_err());
        assert!(run("no-such-editor-anywhere 2>/dev/null", &cell("1")).is_err());
    }
}
