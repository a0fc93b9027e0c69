//! The whole lesson as text, for where there is no terminal: prose and code, and under each cell what it gave.

use super::{Tally, Teller, Text};
use crate::{
    say,
    ui::{markdown, theme::Theme},
};
use gradus_lessons::{Block, CellKind, Lesson, Quiz, Recorded, Report, Step, fill_figures, measured};
use gradus_protocol::{Event, Name, Output, Status};
use std::{
    collections::HashMap,
    io::{self, Write},
    time::Duration,
};

/// Columns of running text.
const WIDTH: usize = 80;

/// Tells a lesson from its title to its last word; cells run where they stand.
pub struct Reading<'a, W: Write> {
    lesson: &'a Lesson,
    text: Text<W>,
    theme: Theme,
    /// How many blocks were told.
    told: usize,
    /// What cells measured, for prose that states it; before they ran, what was recorded.
    figures: HashMap<&'a str, String>,
}

impl<'a, W: Write> Reading<'a, W> {
    /// A teller of this lesson over a teller of its outputs.
    pub fn new(lesson: &'a Lesson, text: Text<W>) -> Self {
        let theme = Theme { color: false, ..Theme::from_env() };
        Self { lesson, text, theme, told: 0, figures: HashMap::new() }
    }

    /// With the numbers of the lesson's reference run, for what no cell has measured yet.
    pub fn with_recorded(mut self, recorded: Option<&'a Recorded>) -> Self {
        let figures = recorded.iter().flat_map(|recorded| &recorded.figures);
        self.figures.extend(figures.map(|(name, number)| (name.as_str(), number.to_string())));
        self
    }

    fn tell_until(&mut self, end: usize) -> io::Result<()> {
        while self.told < end {
            let lesson = self.lesson;
            self.told += 1;
            match &lesson.blocks[self.told - 1] {
                Block::Prose(prose) => self.prose(&prose.markdown)?,
                Block::Quiz(quiz) => self.quiz(quiz)?,
                Block::Cell(cell) if cell.kind == CellKind::Setup => {}
                Block::Cell(cell) => self.code(&cell.code.text)?,
                Block::Exercise(exercise) => {
                    self.code(&exercise.starter.text)?;
                    self.prose(&say!("learn-exercise"))?;
                }
            }
        }
        Ok(())
    }

    fn prose(&mut self, markdown: &str) -> io::Result<()> {
        // A lesson outside the course is not recorded: a number measured further down cannot be known yet.
        let number = |name: &str| self.figures.get(name).cloned().unwrap_or_else(|| "…".to_owned());
        let filled = fill_figures(markdown, |name| Some(number(name)));
        let lines = markdown::lines(&filled, WIDTH, self.theme);
        let out = self.text.between()?;
        for line in lines {
            writeln!(out, "{}", line.to_string().trim_end())?;
        }
        writeln!(out)
    }

    fn code(&mut self, code: &str) -> io::Result<()> {
        let out = self.text.between()?;
        for line in code.trim_end().lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
        writeln!(out)
    }

    fn quiz(&mut self, quiz: &Quiz) -> io::Result<()> {
        let choices: Vec<String> = quiz.choices.iter().enumerate().map(|(n, c)| format!("{}. {c}", n + 1)).collect();
        let answer = say!("learn-quiz-answer", number = quiz.answer + 1, why = quiz.why);
        self.prose(&format!("{}\n\n{}\n\n{answer}", quiz.question, choices.join("\n")))
    }

    fn note_figure(&mut self, event: &Event) {
        let Event::Output { cell: id, output: output @ Output::Value(_) } = event else { return };
        let figure = self.lesson.blocks.iter().find_map(|block| match block {
            Block::Cell(cell) if cell.id == id.0 => cell.figure.as_ref(),
            _ => None,
        });
        let report = Report { outputs: vec![output.clone()], status: Status::Ok, took: Duration::ZERO };
        if let (Some(figure), Some((text, _))) = (figure, measured(&report)) {
            self.figures.insert(&figure.name, text);
        }
    }
}

impl<W: Write> Teller for Reading<'_, W> {
    fn step(&mut self, step: &Step) -> io::Result<()> {
        if self.told == 0 {
            let lesson = self.lesson;
            self.prose(&say!("learn-title", title = lesson.title, lesson = lesson.id, minutes = lesson.minutes))?;
        }
        self.tell_until(step.block.map_or(0, |block| block + 1))
    }

    fn event(&mut self, event: &Event) -> io::Result<()> {
        self.note_figure(event);
        self.text.event(event)?;
        if matches!(event, Event::Finished { .. }) {
            writeln!(self.text.between()?)?;
        }
        Ok(())
    }

    fn done(&mut self, tally: Tally, names: &[Name]) -> io::Result<()> {
        self.tell_until(self.lesson.blocks.len())?;
        self.text.done(tally, names)
    }
}
