//! Every key, in one table: what is pressed, what it does, and what the help says about it.
//!
//! ```text
//! keys/named.rs   named   the key that a name on the screen means
//! ```

mod named;

pub use named::{named, pointed};

use crate::say;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Where a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The list of lessons.
    Catalog,
    /// A lesson, outside the editor.
    Lesson,
    /// The editor of a cell.
    Editor,
    /// A list that typing narrows.
    Finder,
    /// One cell's output on the whole screen.
    Viewer,
    /// The settings.
    Settings,
    /// The first tour.
    Tour,
    /// A lesson that is told line by line: each key is a line of its own.
    Plain,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens what is chosen.
    Open,
    /// Looks for a lesson, or for words.
    Search,
    /// Opens the scratch notebook.
    Scratch,
    /// Shows the outline of the lesson.
    Outline,
    /// Forgets what is typed.
    Clear,
    /// Leaves the program.
    Quit,
    /// Goes back to the list of lessons.
    Back,
    /// Shows or hides the help.
    Help,
    /// One line down.
    Down,
    /// One line up.
    Up,
    /// Most of a screen down.
    PageDown,
    /// Most of a screen up.
    PageUp,
    /// The beginning.
    Top,
    /// The end.
    Bottom,
    /// The next cell or question.
    Next,
    /// The one before.
    Previous,
    /// Edits the cell.
    Edit,
    /// Opens the cell in the learner's own editor.
    Outside,
    /// Looks for words in the cell.
    Seek,
    /// Makes lines comments, or code again.
    Comment,
    /// Cuts what is selected.
    Cut,
    /// Stops editing, or closes a list.
    Leave,
    /// Runs the cell.
    Run,
    /// Runs the cell and goes to the next.
    RunNext,
    /// Runs the cell and adds one below.
    RunAdd,
    /// Runs all cells down to this one.
    RunToHere,
    /// Runs all cells above this one.
    RunAbove,
    /// Runs all cells.
    RunAll,
    /// Forgets all variables, after a question, and runs all cells down to this one.
    RestartToHere,
    /// Adds a cell above.
    AddAbove,
    /// Adds a cell below.
    AddBelow,
    /// Deletes a cell of the learner's, the second time.
    Delete,
    /// Brings back what was deleted.
    Undelete,
    /// Opens the next lesson.
    NextLesson,
    /// Makes a cell of the learner's Markdown.
    ToMarkdown,
    /// Makes it Rust.
    ToCode,
    /// Moves it up.
    MoveUp,
    /// Moves it down.
    MoveDown,
    /// Stops what runs.
    Interrupt,
    /// Forgets all variables, after a question.
    Restart,
    /// Checks the answer.
    Check,
    /// Shows one more hint.
    Hint,
    /// Shows the solution, after a question.
    Solution,
    /// Shows what separates the answer from the solution, after a question.
    Difference,
    /// Puts the solution into the cell, after a question.
    TakeSolution,
    /// Begins a cell, an exercise or the lesson anew, after a question; brings back what the last reset took.
    Reset,
    /// Shows what stood in the cell before.
    Past,
    /// Runs the cells again that had finished.
    Again,
    /// Puts that offer away.
    Decline,
    /// Folds or unfolds a cell.
    Fold,
    /// Shows all of a long output, or its ends.
    Expand,
    /// Copies the cell's code.
    Copy,
    /// Copies the selected text; without one, stops what runs.
    CopyOrStop,
    /// Explains the words of the glossary that are on the screen.
    Words,
    /// Offers what could stand at the cursor; where no name begins, indents.
    Complete,
    /// Shows the documentation of the name at the cursor.
    Document,
    /// Lists the variables.
    Variables,
    /// Changes the text: editor and list know these keys by themselves, the help names them.
    Type,
    /// Chooses an answer; the number says which, from 1.
    Choose,
    /// Shows the cell's output on the whole screen.
    View,
    /// Looks closer at a plot.
    Closer,
    /// Looks from further away.
    Further,
    /// Tells the chosen cell or question again.
    Repeat,
    /// Opens the settings.
    Settings,
    /// Shows the first tour.
    Tour,
    /// The next choice of a setting, or step of the tour.
    Forth,
    /// The choice or the step before.
    Before,
}

/// One line of the table.
pub struct Key {
    /// Where it counts.
    pub place: Place,
    /// What is pressed.
    pub codes: &'static [(KeyCode, KeyModifiers)],
    /// How the help names what is pressed.
    pub shown: &'static str,
    /// What it does.
    pub action: Action,
    /// What the help says.
    pub says: fn() -> String,
}

const NONE: KeyModifiers = KeyModifiers::NONE;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const ALT: KeyModifiers = KeyModifiers::ALT;

const fn c(char: char) -> (KeyCode, KeyModifiers) {
    (KeyCode::Char(char), NONE)
}

const fn k(code: KeyCode) -> (KeyCode, KeyModifiers) {
    (code, NONE)
}

macro_rules! keys {
    ($($place:ident $shown:literal [$($code:expr),*] $action:ident $says:expr;)*) => {
        &[$(Key {
            place: Place::$place, codes: &[$($code),*], shown: $shown, action: Action::$action, says: || $says,
        }),*]
    };
}

/// All keys, in the order of the help.
pub const KEYS: &[Key] = keys![
    Catalog "↑ ↓ j k"          [k(KeyCode::Down), c('j')] Down say!("ui-key-choose-lesson");
    Catalog ""                 [k(KeyCode::Up), c('k')] Up say!("ui-key-choose-lesson");
    Catalog ""                 [k(KeyCode::Home), c('g')] Top say!("ui-key-choose-lesson");
    Catalog ""                 [k(KeyCode::End), c('G')] Bottom say!("ui-key-choose-lesson");
    Catalog "Enter"            [k(KeyCode::Enter), k(KeyCode::Right)] Open say!("ui-key-open");
    Catalog "1-3"              [c('1'), c('2'), c('3')] Choose say!("ui-key-recent");
    Catalog "/"                [c('/')] Search say!("ui-key-search");
    Catalog "s"                [c('s')] Scratch say!("ui-key-scratch");
    Catalog "F9 ,"             [k(KeyCode::F(9)), c(',')] Settings say!("ui-key-settings");
    Catalog "?"                [c('?'), k(KeyCode::F(1))] Help say!("ui-key-help");
    Catalog "q"                [c('q'), (KeyCode::Char('c'), CTRL)] Quit say!("ui-key-quit");

    Lesson "j n Tab"           [c('j'), c('n'), k(KeyCode::Tab)] Next say!("ui-key-next");
    Lesson "k p Shift-Tab"     [c('k'), c('p'), k(KeyCode::BackTab), (KeyCode::BackTab, SHIFT)] Previous say!("ui-key-previous");
    Lesson "↓"                 [k(KeyCode::Down)] Down say!("ui-key-down");
    Lesson "↑"                 [k(KeyCode::Up)] Up say!("ui-key-up");
    Lesson "PgDn Space"        [k(KeyCode::PageDown), c(' ')] PageDown say!("ui-key-page-down");
    Lesson "PgUp -"            [k(KeyCode::PageUp), c('-')] PageUp say!("ui-key-page-up");
    Lesson "g"                 [k(KeyCode::Home), c('g')] Top say!("ui-key-top");
    Lesson "G"                 [k(KeyCode::End), c('G')] Bottom say!("ui-key-bottom");
    Lesson "t"                 [c('t')] Outline say!("ui-key-outline");
    Lesson "/ Ctrl-F"          [c('/'), (KeyCode::Char('f'), CTRL)] Search say!("ui-key-search-words");
    Lesson "n N"               [] Type say!("ui-key-search-steps");
    Lesson "Enter e"           [k(KeyCode::Enter), c('e')] Edit say!("ui-key-edit");
    Lesson "E F2"              [c('E'), k(KeyCode::F(2))] Outside say!("ui-key-outside");
    Lesson "r F5 Ctrl-R"       [c('r'), k(KeyCode::F(5)), (KeyCode::Char('r'), CTRL), (KeyCode::Enter, CTRL)] Run say!("ui-key-run");
    Lesson "N F8 Ctrl-N"       [c('N'), k(KeyCode::F(8)), (KeyCode::Char('n'), CTRL), (KeyCode::Enter, SHIFT)] RunNext say!("ui-key-run-next");
    Lesson "Alt-Enter"         [(KeyCode::Enter, ALT)] RunAdd say!("ui-key-run-add");
    Lesson "R"                 [c('R')] RunToHere say!("ui-key-run-to-here");
    Lesson "U"                 [c('U')] RunAbove say!("ui-key-run-above");
    Lesson "*"                 [c('*')] RunAll say!("ui-key-run-all");
    Lesson "c F6 Ctrl-T"       [c('c'), k(KeyCode::F(6)), (KeyCode::Char('t'), CTRL)] Check say!("ui-key-check");
    Lesson "h"                 [c('h')] Hint say!("ui-key-hint");
    Lesson "s"                 [c('s')] Solution say!("ui-key-solution");
    Lesson "D"                 [c('D')] Difference say!("ui-key-difference");
    Lesson "S"                 [c('S')] TakeSolution say!("ui-key-take-solution");
    Lesson "x"                 [c('x')] Reset say!("ui-key-reset");
    Lesson "H"                 [c('H')] Past say!("ui-key-past");
    Lesson "1-9"               [c('1'), c('2'), c('3'), c('4'), c('5'), c('6'), c('7'), c('8'), c('9')] Choose say!("ui-key-choose");
    Lesson "i Ctrl-C"          [c('i'), (KeyCode::Char('c'), CTRL)] Interrupt say!("ui-key-interrupt");
    Lesson "F7 ."              [k(KeyCode::F(7)), c('.')] Again say!("ui-key-again");
    Lesson "Esc"               [k(KeyCode::Esc)] Decline say!("ui-key-decline");
    Lesson "0"                 [c('0')] Restart say!("ui-key-restart");
    Lesson "T"                 [c('T')] RestartToHere say!("ui-key-restart-to-here");
    Lesson "a"                 [c('a')] AddAbove say!("ui-key-add-above");
    Lesson "b"                 [c('b')] AddBelow say!("ui-key-add-below");
    Lesson "d d"               [c('d')] Delete say!("ui-key-delete");
    Lesson "z"                 [c('z')] Undelete say!("ui-key-undelete");
    Lesson "m"                 [c('m')] ToMarkdown say!("ui-key-to-markdown");
    Lesson "y"                 [c('y')] ToCode say!("ui-key-to-code");
    Lesson "K Alt-↑"           [c('K'), (KeyCode::Up, ALT)] MoveUp say!("ui-key-move-up");
    Lesson "J Alt-↓"           [c('J'), (KeyCode::Down, ALT)] MoveDown say!("ui-key-move-down");
    Lesson "f"                 [c('f')] Fold say!("ui-key-fold");
    Lesson "o"                 [c('o')] Expand say!("ui-key-expand");
    Lesson "O"                 [c('O')] View say!("ui-key-view");
    Lesson "C"                 [c('C')] Copy say!("ui-key-copy");
    Lesson "w"                 [c('w')] Words say!("ui-key-words");
    Lesson "v"                 [c('v')] Variables say!("ui-key-variables");
    Lesson "F9 ,"              [k(KeyCode::F(9)), c(',')] Settings say!("ui-key-settings");
    Lesson "?"                 [c('?'), k(KeyCode::F(1))] Help say!("ui-key-help");
    Lesson ">"                 [c('>')] NextLesson say!("ui-key-next-lesson");
    Lesson "q"                 [c('q')] Back say!("ui-key-back");

    Editor "Esc"               [k(KeyCode::Esc)] Leave say!("ui-key-leave");
    Editor "F5 Ctrl-R"         [k(KeyCode::F(5)), (KeyCode::Char('r'), CTRL), (KeyCode::Enter, CTRL)] Run say!("ui-key-run");
    Editor "F8 Ctrl-N"         [k(KeyCode::F(8)), (KeyCode::Char('n'), CTRL), (KeyCode::Enter, SHIFT)] RunNext say!("ui-key-run-next");
    Editor "Alt-Enter"         [(KeyCode::Enter, ALT)] RunAdd say!("ui-key-run-add");
    Editor "F6 Ctrl-T"         [k(KeyCode::F(6)), (KeyCode::Char('t'), CTRL)] Check say!("ui-key-check");
    Editor "F7"                [k(KeyCode::F(7))] Again say!("ui-key-again");
    Editor "Ctrl-C"            [(KeyCode::Char('c'), CTRL)] CopyOrStop say!("ui-key-copy-or-stop");
    Editor "Ctrl-X"            [(KeyCode::Char('x'), CTRL)] Cut say!("ui-key-cut");
    Editor "Ctrl-V"            [] Type say!("ui-key-paste");
    Editor "Shift-← → ↑ ↓"     [] Type say!("ui-key-select");
    Editor "Tab Ctrl-Space"    [k(KeyCode::Tab), (KeyCode::Char(' '), CTRL)] Complete say!("ui-key-complete");
    Editor "Shift-Tab"         [k(KeyCode::BackTab), (KeyCode::BackTab, SHIFT)] Document say!("ui-key-document");
    Editor "Ctrl-F"            [(KeyCode::Char('f'), CTRL)] Seek say!("ui-key-seek");
    Editor "Ctrl-/"            [(KeyCode::Char('/'), CTRL), (KeyCode::Char('7'), CTRL), (KeyCode::Char('_'), CTRL)] Comment say!("ui-key-comment");
    Editor "Ctrl-B"            [] Type say!("ui-key-partner");
    Editor "( [ { \""         [] Type say!("ui-key-surround");
    Editor "F2"                [k(KeyCode::F(2))] Outside say!("ui-key-outside");
    Editor "Ctrl-A Ctrl-E"     [] Type say!("ui-key-line-ends");
    Editor "Ctrl-K"            [] Type say!("ui-key-cut-line");
    Editor "Ctrl-Z Ctrl-Y"     [] Type say!("ui-key-undo");
    Editor "F1"                [k(KeyCode::F(1))] Help say!("ui-key-help");

    Finder "a-z Backspace"     [] Type say!("ui-key-narrow");
    Finder "Ctrl-U"            [(KeyCode::Char('u'), CTRL)] Clear say!("ui-key-clear");
    Finder "↓ ↑"               [k(KeyCode::Down), k(KeyCode::Tab), (KeyCode::Char('n'), CTRL)] Down say!("ui-key-choose-row");
    Finder ""                  [k(KeyCode::Up), k(KeyCode::BackTab), (KeyCode::BackTab, SHIFT),
                                (KeyCode::Char('p'), CTRL)] Up say!("ui-key-choose-row");
    Finder "PgDn PgUp"         [k(KeyCode::PageDown)] PageDown say!("ui-key-choose-page");
    Finder ""                  [k(KeyCode::PageUp)] PageUp say!("ui-key-choose-page");
    Finder "Enter"             [k(KeyCode::Enter)] Open say!("ui-key-go-there");
    Finder "Esc"               [k(KeyCode::Esc), (KeyCode::Char('c'), CTRL)] Leave say!("ui-key-close");
    Finder "F1"                [k(KeyCode::F(1))] Help say!("ui-key-help");

    Viewer "↓ ↑ j k"           [k(KeyCode::Down), c('j')] Down say!("ui-key-view-scroll");
    Viewer ""                  [k(KeyCode::Up), c('k')] Up say!("ui-key-view-scroll");
    Viewer "PgDn Space"        [k(KeyCode::PageDown), c(' ')] PageDown say!("ui-key-page-down");
    Viewer "PgUp b"            [k(KeyCode::PageUp), c('b')] PageUp say!("ui-key-page-up");
    Viewer "g"                 [k(KeyCode::Home), c('g')] Top say!("ui-key-top");
    Viewer "G"                 [k(KeyCode::End), c('G')] Bottom say!("ui-key-bottom");
    Viewer "/"                 [c('/'), (KeyCode::Char('f'), CTRL)] Search say!("ui-key-view-search");
    Viewer "n"                 [c('n')] Next say!("ui-key-view-next");
    Viewer "N"                 [c('N')] Previous say!("ui-key-view-previous");
    Viewer "+ ="               [c('+'), c('=')] Closer say!("ui-key-view-closer");
    Viewer "-"                 [c('-')] Further say!("ui-key-view-further");
    Viewer "← → h l"           [k(KeyCode::Right), c('l')] Forth say!("ui-key-view-pan");
    Viewer ""                  [k(KeyCode::Left), c('h')] Before say!("ui-key-view-pan");
    Viewer "?"                 [c('?'), k(KeyCode::F(1))] Help say!("ui-key-help");
    Viewer "Esc O"             [k(KeyCode::Esc), c('O'), c('q'), (KeyCode::Char('c'), CTRL)] Leave say!("ui-key-view-leave");

    Settings "↑ ↓ j k"         [k(KeyCode::Down), c('j')] Down say!("ui-key-choose-setting");
    Settings ""                [k(KeyCode::Up), c('k')] Up say!("ui-key-choose-setting");
    Settings "→ ← Enter"       [k(KeyCode::Right), k(KeyCode::Enter), c(' '), c('l')] Forth say!("ui-key-change-setting");
    Settings ""                [k(KeyCode::Left), c('h')] Before say!("ui-key-change-setting");
    Settings "t"               [c('t')] Tour say!("ui-key-tour");
    Settings "?"               [c('?'), k(KeyCode::F(1))] Help say!("ui-key-help");
    Settings "Esc"             [k(KeyCode::Esc), c('q'), c(','), k(KeyCode::F(9)), (KeyCode::Char('c'), CTRL)] Leave say!("ui-key-close-settings");

    Tour "Enter →"             [k(KeyCode::Enter), k(KeyCode::Right), c(' '), c('n')] Forth say!("ui-key-tour-on");
    Tour "←"                   [k(KeyCode::Left), k(KeyCode::Backspace), c('p')] Before say!("ui-key-tour-back");
    Tour "Esc"                 [k(KeyCode::Esc), c('q'), (KeyCode::Char('c'), CTRL)] Leave say!("ui-key-tour-end");

    Plain "Enter n"            [k(KeyCode::Enter), c('n')] Next say!("plain-key-next");
    Plain "p"                  [c('p')] Previous say!("plain-key-previous");
    Plain "."                  [c('.')] Repeat say!("plain-key-repeat");
    Plain "t"                  [c('t')] Outline say!("plain-key-outline");
    Plain "r"                  [c('r')] Run say!("ui-key-run");
    Plain "R"                  [c('R')] RunToHere say!("ui-key-run-to-here");
    Plain "e"                  [c('e')] Edit say!("plain-key-edit");
    Plain "b"                  [c('b')] AddBelow say!("ui-key-add-below");
    Plain "c"                  [c('c')] Check say!("ui-key-check");
    Plain "h"                  [c('h')] Hint say!("ui-key-hint");
    Plain "s"                  [c('s')] Solution say!("plain-key-solution");
    Plain "S"                  [c('S')] TakeSolution say!("ui-key-take-solution");
    Plain "x"                  [c('x')] Reset say!("ui-key-reset");
    Plain "1-9"                [c('1'), c('2'), c('3'), c('4'), c('5'), c('6'), c('7'), c('8'), c('9')] Choose say!("ui-key-choose");
    Plain "i"                  [c('i')] Interrupt say!("plain-key-interrupt");
    Plain "a"                  [c('a')] Again say!("ui-key-again");
    Plain "0"                  [c('0')] Restart say!("ui-key-restart");
    Plain "v"                  [c('v')] Variables say!("ui-key-variables");
    Plain "?"                  [c('?')] Help say!("plain-key-help");
    Plain "q"                  [c('q')] Back say!("ui-key-back");
];

/// How the help names what is pressed for an action; nothing where no key does it.
pub fn shown(place: Place, action: Action) -> &'static str {
    KEYS.iter().find(|key| key.place == place && key.action == action).map_or("", |key| key.shown)
}

/// The first of the names of an action's keys: what a sentence names.
pub fn first(place: Place, action: Action) -> &'static str {
    shown(place, action).split(' ').next().unwrap_or_default()
}

/// What a pressed key does at a place.
pub fn action(place: Place, pressed: KeyEvent) -> Option<Action> {
    // Terminals differ in whether they report Shift beside a capital letter.
    let modifiers = match pressed.code {
        KeyCode::Char(_) => pressed.modifiers - SHIFT,
        _ => pressed.modifiers,
    };
    let fits = |key: &&Key| key.place == place && key.codes.contains(&(pressed.code, modifiers));
    KEYS.iter().find(fits).map(|key| key.action)
}

/// The lines of the help for a place: what is pressed, what it does.
pub fn help(place: Place) -> Vec<(&'static str, String)> {
    KEYS.iter().filter(|key| key.place == place && !key.shown.is_empty()).map(|key| (key.shown, (key.says)())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_at_one_place() {
        let mut seen = HashSet::new();
        for key in KEYS {
            for code in key.codes {
                assert!(seen.insert((format!("{:?}", key.place), *code)), "{:?} {code:?}", key.place);
            }
        }
    }

    #[test]
    fn a_capital_letter_is_found_with_and_without_shift() {
        for modifiers in [NONE, SHIFT] {
            let pressed = KeyEvent::new(KeyCode::Char('R'), modifiers);
            assert_eq!(action(Place::Lesson, pressed), Some(Action::RunToHere));
        }
    }
}
