//! Completion and documentation while a cell is edited: what is asked, what is shown at once, and what comes of the
//! answer, which may take its time.

use super::Notebook;
use crate::say;
use gradus_kernel::analyst::{Completions, Documentation, Moment, NoAnswer, State, Suggestion};
use ratatui::layout::Position;
use std::ops::Range;

/// A question on its way to the process that knows; to be asked on a thread of its own.
pub struct Question {
    moment: Moment,
    /// What is asked about.
    pub about: About,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What is wanted.
    pub wanted: Wanted,
    /// The cell's id.
    cell: String,
    /// Its text.
    text: String,
    /// The place in it, in characters.
    cursor: usize,
}

/// What is wanted of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What could stand there.
    Completions,
    /// What is known about the name there.
    Documentation,
    /// The same, in passing: where nothing is known, nothing is said.
    Glance,
}

/// What a question gave.
pub enum Answer {
    /// What could stand there.
    Completions(Completions),
    /// What is known about the name there.
    Documentation(Option<Documentation>),
}

/// An answer with its question, and a remark that the learner should read once.
pub struct Helped {
    about: About,
    answer: Result<Answer, NoAnswer>,
    remark: Option<String>,
}

impl Question {
    /// Asks and waits.
    pub fn ask(self) -> Helped {
        let About { wanted, text, cursor, .. } = &self.about;
        let answer = match wanted {
            Wanted::Completions => self.moment.complete(text, *cursor).map(Answer::Completions),
            Wanted::Documentation | Wanted::Glance => self.moment.document(text, *cursor).map(Answer::Documentation),
        };
        Helped { answer, remark: self.moment.completer().remark(), about: self.about }
    }
}

impl Helped {
    /// Whether it was asked in passing.
    pub fn is_glance(&self) -> bool {
        self.about.wanted == Wanted::Glance
    }
}

/// A question whose answer is awaited.
pub struct Asked {
    about: About,
    moment: Moment,
}

/// The list of what could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    all: Vec<Suggestion>,
    /// The characters that are replaced; they grow with what is typed.
    replace: Range<usize>,
    /// What of it was typed.
    typed: String,
    chosen: usize,
}

impl Offer {
    /// What fits what was typed so far.
    pub fn fitting(&self) -> Vec<&Suggestion> {
        let typed = self.typed.to_lowercase();
        self.all.iter().filter(|item| item.insert.to_lowercase().starts_with(&typed)).collect()
    }

    /// The chosen one among those that fit.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Characters of the word that the list stands under.
    pub fn typed(&self) -> &str {
        &self.typed
    }
}

impl Notebook {
    /// Whether Tab completes here: behind a part of a name, or behind a dot or a path.
    pub fn completes_here(&self) -> bool {
        let Some((text, cursor)) = self.edited() else { return false };
        let before = text.chars().take(cursor).last();
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
    }

    /// Opens the list with the names that are known anyway; the question for all others is to be asked.
    pub fn complete(&mut self) -> Option<Question> {
        let question = self.question(Wanted::Completions)?;
        let About { text, cursor, .. } = &question.about;
        let known = question.moment.at_once(text, *cursor);
        self.offer(text.clone(), known);
        Some(question)
    }

    /// The question about the name at the cursor.
    pub fn document(&mut self) -> Option<Question> {
        self.offer = None;
        self.question(Wanted::Documentation)
    }

    /// The question about the name at a place of the editor's picture. Nothing is started for it, and nothing put off.
    pub fn glance(&mut self, place: Position) -> Option<Question> {
        let editor = self.cell().filter(|_| self.editing)?.editor.as_ref()?;
        let (cursor, text) = (editor.character_at(place)?, editor.text());
        let name = text.chars().nth(cursor).is_some_and(|c| c.is_alphanumeric() || c == '_');
        let moment = self.session.moment();
        let answers = matches!(moment.completer().state(), State::Ready { .. });
        if !name || !answers || self.asked.is_some() {
            return None;
        }
        let about = About { wanted: Wanted::Glance, cell: self.cell()?.id.clone(), text, cursor };
        self.asked = Some(Asked { about: about.clone(), moment: moment.clone() });
        Some(Question { moment, about })
    }

    fn question(&mut self, wanted: Wanted) -> Option<Question> {
        let (text, cursor) = self.edited()?;
        let cell = self.cell()?.id.clone();
        let moment = self.session.moment();
        let about = About { wanted, cell, text, cursor };
        self.asked = Some(Asked { about: about.clone(), moment: moment.clone() });
        moment.completer().wake();
        self.say_how_far();
        Some(Question { moment, about })
    }

    /// The edited cell's text, and the cursor in characters.
    fn edited(&self) -> Option<(String, usize)> {
        let editor = self.cell().filter(|_| self.editing)?.editor.as_ref()?;
        Some((editor.text(), editor.cursor()))
    }

    /// Tells what the awaited answer waits for.
    pub fn say_how_far(&mut self) {
        if let Some(Asked { moment, .. }) = &self.asked
            && let State::Loading(progress) = moment.completer().state()
        {
            self.message = Some(far(&progress));
        }
    }

    /// Takes in an answer. Gives documentation that is to be shown.
    pub fn helped(&mut self, helped: Helped) -> Option<Documentation> {
        let Helped { about, answer, remark } = helped;
        // Somebody asked anew meanwhile, or went on elsewhere.
        self.asked.take_if(|asked| asked.about == about)?;
        if about.wanted == Wanted::Glance {
            return match answer {
                Ok(Answer::Documentation(found)) => found,
                _ => None,
            };
        }
        self.message = remark;
        match answer {
            Ok(Answer::Completions(found)) => {
                self.offer(about.text, found);
                if self.offer.is_none() {
                    self.message.get_or_insert_with(|| say!("ui-complete-nothing"));
                }
            }
            Ok(Answer::Documentation(Some(found))) => return Some(found),
            Ok(Answer::Documentation(None)) => self.message = Some(say!("ui-document-nothing")),
            Err(NoAnswer::Loading(progress)) => self.message = Some(say!("ui-complete-later", step = far(&progress))),
            Err(NoAnswer::Unavailable(reason)) => self.message = Some(reason),
        }
        None
    }

    /// Puts a list under the cursor, as far as it still fits what stands there.
    fn offer(&mut self, asked: String, found: Completions) {
        let Some((text, cursor)) = self.edited() else { return };
        let start = found.replace.start;
        let same = cursor >= start && text.chars().take(start).eq(asked.chars().take(start));
        let typed: String = text.chars().take(cursor).skip(start).collect();
        if !same || typed.contains(|c: char| !c.is_alphanumeric() && c != '_') {
            return;
        }
        let offer = Offer { all: found.items, replace: start..cursor, typed, chosen: 0 };
        self.offer = (!offer.fitting().is_empty()).then_some(offer);
    }

    /// Follows what was typed: the list gets shorter, or goes.
    pub(super) fn narrow(&mut self) {
        let Some((text, _)) = self.edited() else { return self.close_offer() };
        if let Some(mut offer) = self.offer.take() {
            let all = std::mem::take(&mut offer.all);
            self.offer(text, Completions { items: all, replace: offer.replace });
        }
    }

    /// Moves the choice.
    pub fn choose_offer(&mut self, by: isize) {
        if let Some(offer) = &mut self.offer {
            let count = offer.fitting().len();
            offer.chosen = offer.chosen.saturating_add_signed(by).min(count.saturating_sub(1));
        }
    }

    /// Chooses one of those that fit by its place.
    pub fn point_at_offer(&mut self, at: usize) {
        if let Some(offer) = &mut self.offer {
            offer.chosen = at;
        }
    }

    /// Takes the list away.
    pub fn close_offer(&mut self) {
        self.offer = None;
    }

    /// What is chosen, and how many characters before the cursor it replaces.
    pub(super) fn take_offer(&mut self) -> Option<(usize, String)> {
        let offer = self.offer.take()?;
        let chosen = (*offer.fitting().get(offer.chosen)?).clone();
        Some((offer.typed.chars().count(), chosen.insert))
    }
}

fn far(progress: &gradus_protocol::Progress) -> String {
    crate::ui::screen::far(progress)
}
