//! What keys do.

use super::{About, App, Hover, Panel, Question, Screen, Sheet};
use crate::say;
use crate::ui::{
    catalog,
    finder::Scope,
    keys::{self, Action, Place},
    notebook::{Kind, Notebook, Reach, World},
};
use crossterm::event::{
    Event as Input,
    KeyCode::{Char, Down, Enter, Esc, PageDown, PageUp, Up},
    KeyEvent,
};
use gradus_lessons::LessonId;

impl App {
    fn place(&self) -> Place {
        match self.screen {
            Screen::Catalog => Place::Catalog,
            Screen::Lesson if self.notebook.as_ref().is_some_and(|notebook| notebook.editing) => Place::Editor,
            Screen::Lesson => Place::Lesson,
        }
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        self.notice = None;
        self.hover = Hover::default();
        let pending = self.pending.take();
        if let Some(notebook) = &mut self.notebook {
            (notebook.message, notebook.advance_at) = (None, None);
        }
        if let Some(question) = self.question.take() {
            if question == Question::Reset {
                self.key_in_reset(key.code);
            } else if matches!(key.code, Char('y' | 'Y') | Enter) {
                self.agreed(question);
            }
            return;
        }
        if let Some(sheet) = &mut self.sheet {
            if let (About::Variables { full }, Char('t')) = (&mut sheet.about, key.code) {
                *full = !*full;
                return;
            }
            match key.code {
                Down | Char('j') => sheet.top += 1,
                Up | Char('k') => sheet.top = sheet.top.saturating_sub(1),
                PageDown | Char(' ') => sheet.top += 5,
                PageUp => sheet.top = sheet.top.saturating_sub(5),
                Esc | Char(_) | Enter => self.sheet = None,
                _ => {}
            }
            return;
        }
        if self.panel.is_some() {
            self.key_in_panel(key);
            return;
        }
        if self.finder.is_some() {
            self.key_in_finder(key);
            return;
        }
        if self.viewer.is_some() {
            self.key_in_viewer(key);
            return;
        }
        let place = self.place();
        if place != Place::Catalog && self.notebook.as_mut().is_some_and(|notebook| notebook.key_in_answer(key)) {
            return;
        }
        if place == Place::Lesson && self.key_in_search(key) {
            return;
        }
        if place == Place::Editor && self.notebook.as_mut().is_some_and(|notebook| notebook.key_in_search(key)) {
            return;
        }
        if place == Place::Editor && self.key_in_offer(key) {
            return;
        }
        match keys::action(place, key) {
            Some(action) if place == Place::Catalog => self.act_in_catalog(action, key),
            Some(action) => self.act_in_lesson(action, key, pending),
            None if place == Place::Editor => {
                self.in_notebook(|notebook, world| notebook.type_into(&Input::Key(key), world));
            }
            None => {}
        }
    }

    fn act_in_catalog(&mut self, action: Action, key: KeyEvent) {
        match action {
            Action::Down => self.chosen.step(1, &self.catalog),
            Action::Up => self.chosen.step(-1, &self.catalog),
            Action::Top => self.chosen.step(isize::MIN, &self.catalog),
            Action::Bottom => self.chosen.step(isize::MAX, &self.catalog),
            Action::Open => self.enter_chosen(),
            Action::Choose => self.enter_recent((number(key) as usize).wrapping_sub(1)),
            Action::Search => self.find(Scope::Lessons),
            Action::Scratch => self.open(&LessonId::scratch()),
            Action::Settings => self.panel = Some(Panel::Settings(0)),
            Action::Help => self.open_sheet(About::Keys),
            Action::Quit => self.quit = true,
            _ => {}
        }
    }

    fn act_in_lesson(&mut self, action: Action, key: KeyEvent, pending: Option<Action>) {
        let has_exercise = self
            .notebook
            .as_ref()
            .is_some_and(|notebook| notebook.cell().is_some_and(|cell| notebook.lesson.exercise(&cell.id).is_some()));
        match action {
            Action::Back => {
                self.keep_position();
                self.screen = Screen::Catalog;
            }
            Action::NextLesson => self.open_next(),
            Action::Outline => self.find(Scope::Outline),
            Action::Search => self.search(),
            Action::View => self.view_output(),
            Action::Settings => self.panel = Some(Panel::Settings(0)),
            Action::Help => self.open_sheet(About::Keys),
            Action::Words => self.explain(),
            Action::Complete => self.complete(key),
            Action::Document => self.document(key),
            Action::Cut => self.cut(key),
            Action::Outside => {
                self.outside = self.notebook.as_mut().and_then(Notebook::outside);
                if self.outside.is_none() {
                    self.notice = Some(say!("ui-outside-nothing"));
                }
            }
            Action::Comment => drop(self.in_notebook(|notebook, world| {
                notebook.rewrite(world, |editor| {
                    editor.comment();
                    true
                })
            })),
            Action::Seek => self.move_notebook(Notebook::seek),
            Action::Variables => self.open_sheet(About::Variables { full: false }),
            Action::Copy => self.copy(),
            Action::CopyOrStop => self.copy_or_stop(key),
            Action::Restart => self.question = Some(Question::Restart),
            Action::RestartToHere => self.question = Some(Question::RestartToHere),
            Action::Delete if pending != Some(Action::Delete) => {
                self.pending = Some(Action::Delete);
                self.notice = Some(say!("ui-own-delete-again"));
            }
            Action::Reset => self.ask_reset(),
            Action::Past => self.open_past(),
            Action::TakeSolution if has_exercise => self.question = Some(Question::TakeSolution),
            Action::Solution if has_exercise => {
                let shown = self.notebook.as_ref().and_then(Notebook::cell).is_some_and(|cell| cell.solution);
                // Hiding it again needs no question.
                if shown { self.agreed(Question::Solution) } else { self.question = Some(Question::Solution) }
            }
            Action::Difference if has_exercise => {
                let known = self.notebook.as_ref().is_some_and(Notebook::knows_solution);
                if known { self.agreed(Question::Difference) } else { self.question = Some(Question::Difference) }
            }
            Action::Solution | Action::Difference | Action::TakeSolution => {
                self.notice = Some(say!("ui-solution-nothing"));
            }
            Action::Choose => {
                let choice = number(key) as usize;
                self.in_notebook(|notebook, world| notebook.choose(choice.wrapping_sub(1), world));
            }
            Action::Check => drop(self.in_notebook(|notebook, world| notebook.check(world))),
            Action::Hint => drop(self.in_notebook(|notebook, world| notebook.hint(world))),
            _ => drop(self.in_notebook(|notebook, world| {
                Self::plain_action(notebook, action, world);
                arranges(action)
            })),
        }
    }

    pub(super) fn open_sheet(&mut self, about: About) {
        self.sheet = Some(Sheet { about, top: 0 });
    }

    /// Opens the lesson after the one on the screen.
    fn open_next(&mut self) {
        let here = self.notebook.as_ref().map(|notebook| notebook.lesson.id.clone());
        let after = self.catalog.lessons().skip_while(|lesson| Some(&lesson.id) != here.as_ref()).nth(1);
        match after.map(|lesson| lesson.id.clone()) {
            Some(id) => {
                self.keep_position();
                self.open(&id);
            }
            None => self.notice = Some(say!("ui-next-none")),
        }
    }

    /// Opens the glossary at the words that are on the screen.
    fn explain(&mut self) {
        let Some(notebook) = &mut self.notebook else { return };
        let words = self.document.words(notebook);
        if words.is_empty() {
            notebook.message = Some(say!("ui-words-none"));
        } else {
            self.open_sheet(About::Words(words));
        }
    }

    /// Sends the selected cell's code to the terminal's clipboard.
    fn copy(&mut self) {
        let Some(notebook) = &mut self.notebook else { return };
        let Some(text) = notebook.cell().map(|cell| cell.text.clone()) else {
            notebook.message = Some(say!("ui-copy-nothing"));
            return;
        };
        notebook.message = Some(say!("ui-copied", count = text.trim_end().lines().count()));
        self.copied = Some(text);
    }

    /// Cuts what is selected in the editor; the terminal's clipboard gets it, too.
    fn cut(&mut self, key: KeyEvent) {
        let selected = |notebook: &Notebook| notebook.cell()?.editor.as_ref()?.selected();
        if let Some(text) = self.notebook.as_ref().and_then(selected) {
            self.copied = Some(text);
            self.in_notebook(|notebook, world| notebook.type_into(&Input::Key(key), world));
        }
    }

    fn copy_or_stop(&mut self, key: KeyEvent) {
        let Some(notebook) = &mut self.notebook else { return };
        match notebook.cell().and_then(|cell| cell.editor.as_ref()?.selected()) {
            Some(text) => {
                notebook.message = Some(say!("ui-copied", count = text.trim_end().lines().count()));
                self.copied = Some(text);
                // The editor pastes what it copied itself.
                self.in_notebook(|notebook, world| notebook.type_into(&Input::Key(key), world));
            }
            None if notebook.busy() => notebook.interrupt(),
            None => notebook.message = Some(say!("ui-copy-no-selection")),
        }
    }

    /// What needs neither the screen nor the keys.
    fn plain_action(notebook: &mut Notebook, action: Action, world: &mut World<'_>) {
        let page = notebook.page();
        match action {
            Action::Down => notebook.scroll(1),
            Action::Up => notebook.scroll(-1),
            Action::PageDown => notebook.scroll(page),
            Action::PageUp => notebook.scroll(-page),
            Action::Top => notebook.go(false),
            Action::Bottom => notebook.go(true),
            Action::Next => notebook.step(true),
            Action::Previous => notebook.step(false),
            Action::Edit => drop(notebook.edit()),
            Action::Leave => notebook.leave(),
            Action::Run => notebook.run(world),
            Action::RunNext => notebook.run_and_go_on(world),
            Action::RunAdd => notebook.run_and_add(world),
            Action::RunToHere => notebook.run_many(Reach::Here, world),
            Action::RunAbove => notebook.run_many(Reach::Above, world),
            Action::RunAll => notebook.run_many(Reach::End, world),
            Action::AddAbove => notebook.add(false, world),
            Action::AddBelow => notebook.add(true, world),
            Action::Delete => notebook.delete(world),
            Action::Undelete => notebook.undelete(world),
            Action::ToMarkdown => notebook.turn(Kind::Note, world),
            Action::ToCode => notebook.turn(Kind::Own, world),
            Action::MoveUp => notebook.shift(false, world),
            Action::MoveDown => notebook.shift(true, world),
            Action::Interrupt => notebook.interrupt(),
            Action::Again => notebook.go_on(),
            Action::Decline => notebook.decline(),
            Action::Fold => notebook.fold(),
            Action::Expand => notebook.expand(),
            _ => {}
        }
    }

    /// Opens the chosen lesson.
    pub(super) fn enter_chosen(&mut self) {
        if let Some(id) = self.chosen.lesson(&self.catalog).map(|lesson| lesson.id.clone()) {
            self.enter(&id);
        }
    }

    /// Opens one of the lessons of the last days.
    pub(super) fn enter_recent(&mut self, place: usize) {
        let id = catalog::recent(&self.catalog, &self.progress).nth(place).map(|lesson| lesson.id.clone());
        if let Some(id) = id {
            self.enter(&id);
        }
    }

    /// Opens a lesson; one that builds on others that are not done, only after a question.
    pub(super) fn enter(&mut self, id: &LessonId) {
        let Some(lesson) = self.catalog.lesson(id) else { return };
        let begun = self.progress.lesson(id).is_some();
        if begun || catalog::missing(lesson, &self.catalog, &self.progress).is_empty() {
            self.open(id);
        } else {
            self.chosen.set(&self.catalog, id);
            self.question = Some(Question::Locked);
        }
    }

    fn agreed(&mut self, question: Question) {
        if question == Question::Locked {
            if let Some(id) = self.chosen.lesson(&self.catalog).map(|lesson| lesson.id.clone()) {
                self.open(&id);
            }
            return;
        }
        self.in_notebook(|notebook, world| {
            match question {
                Question::Restart => notebook.restart(world),
                Question::RestartToHere => notebook.restart_to_here(world),
                Question::Solution => notebook.show_solution(world),
                Question::Difference => notebook.show_difference(world),
                Question::TakeSolution => notebook.take_solution(world),
                // It has answers of its own.
                Question::Reset | Question::Locked => {}
            }
            true
        });
    }

    pub(super) fn paste(&mut self, text: String) {
        if self.panel.is_some() {
            return;
        }
        if let Some(viewer) = self.viewer.as_mut().filter(|viewer| viewer.search.typing) {
            viewer.search.words.push_str(text.lines().next().unwrap_or_default());
            viewer.look_anew();
        }
        if self.viewer.is_some() {
            return;
        }
        if let Some(finder) = self.finder.as_mut().filter(|_| self.sheet.is_none()) {
            finder.write(|typed| typed.push_str(text.lines().next().unwrap_or_default()));
            return;
        }
        let asked = self.screen == Screen::Lesson
            && self.notebook.as_mut().is_some_and(|notebook| notebook.paste_in_answer(&text));
        if asked {
            return;
        }
        if self.notebook.as_mut().is_some_and(|notebook| notebook.editing && notebook.paste_in_search(&text)) {
            return;
        }
        if self.paste_in_search(&text) {
            return;
        }
        if self.place() == Place::Editor && self.question.is_none() && self.sheet.is_none() {
            self.in_notebook(|notebook, world| notebook.type_into(&Input::Paste(text), world));
        }
    }
}

/// Whether an action can change which cells there are: that must be saved.
fn arranges(action: Action) -> bool {
    matches!(
        action,
        Action::RunNext
            | Action::RunAdd
            | Action::AddAbove
            | Action::AddBelow
            | Action::Delete
            | Action::Undelete
            | Action::ToMarkdown
            | Action::ToCode
            | Action::MoveUp
            | Action::MoveDown
    )
}

/// The digit of a key, or 0.
fn number(key: KeyEvent) -> u32 {
    if let Char(digit) = key.code { digit.to_digit(10).unwrap_or(0) } else { 0 }
}
