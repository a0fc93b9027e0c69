//! Finding a lesson by what a learner types.

use super::{Catalog, lesson_path};
use crate::{Lesson, problem::nearest, say};

/// No single lesson goes by that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// None does.
    #[error("{}", unknown(asked, nearest.as_deref(), known))]
    Unknown {
        /// What was asked for.
        asked: String,
        /// The lesson with the nearest name, if any is near.
        nearest: Option<String>,
        /// All lessons there are.
        known: Vec<String>,
    },
    /// Several do.
    #[error("{}", say!("find-ambiguous", asked = asked, matches = matches.join(", ")))]
    Ambiguous {
        /// What was asked for.
        asked: String,
        /// The lessons it could mean.
        matches: Vec<String>,
    },
    /// One does, but its file has problems.
    #[error("{}", say!("find-broken", file = file, count = count))]
    Broken {
        /// The file.
        file: String,
        /// How many problems it has.
        count: usize,
    },
}

impl Catalog {
    /// The lesson that a learner means: `track/NN-name`, `NN-name`, `name`, or the beginning of one of these.
    ///
    /// # Errors
    /// [`NotFound`], which lists what there is and the nearest name.
    pub fn find(&self, asked: &str) -> Result<&Lesson, NotFound> {
        let asked = asked.trim().trim_end_matches(".md");
        let ids: Vec<(String, &Lesson)> = self.lessons().map(|lesson| (lesson.id.to_string(), lesson)).collect();
        for fits in [exactly as fn(&str, &str) -> bool, begins] {
            let matches: Vec<_> = ids.iter().filter(|(id, _)| forms(id).iter().any(|form| fits(form, asked))).collect();
            match matches.as_slice() {
                [] => {}
                [(_, lesson)] => return Ok(lesson),
                several => {
                    let matches = several.iter().map(|(id, _)| id.clone()).collect();
                    return Err(NotFound::Ambiguous { asked: asked.to_owned(), matches });
                }
            }
        }
        Err(self.broken(asked).unwrap_or_else(|| self.unknown(asked, ids.into_iter().map(|(id, _)| id).collect())))
    }

    fn broken(&self, asked: &str) -> Option<NotFound> {
        self.sources.iter().find_map(|source| {
            let id = lesson_path(&source.file)?.to_string();
            let count = self.problems.iter().filter(|problem| problem.file == source.file).count();
            (count > 0 && !asked.is_empty() && forms(&id).iter().any(|form| begins(form, asked)))
                .then(|| NotFound::Broken { file: source.file.clone(), count })
        })
    }

    fn unknown(&self, asked: &str, known: Vec<String>) -> NotFound {
        let forms: Vec<(&str, &String)> = known.iter().flat_map(|id| forms(id).map(|form| (form, id))).collect();
        let words: Vec<&str> = forms.iter().map(|(form, _)| *form).collect();
        let nearest = nearest(asked, &words)
            .and_then(|word| forms.iter().find(|(form, _)| *form == word))
            .map(|(_, id)| (*id).clone());
        NotFound::Unknown { asked: asked.to_owned(), nearest, known }
    }
}

/// `foundations/01-neuron`, `01-neuron`, `neuron`.
fn forms(id: &str) -> [&str; 3] {
    let name = id.split_once('/').map_or(id, |(_, name)| name);
    [id, name, name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-')]
}

fn exactly(form: &str, asked: &str) -> bool {
    form == asked
}

fn begins(form: &str, asked: &str) -> bool {
    form.starts_with(asked)
}

fn unknown(asked: &str, nearest: Option<&str>, known: &[String]) -> String {
    let known = known.join(", ");
    match nearest {
        Some(nearest) => say!("find-unknown-near", asked = asked, nearest = nearest, known = known),
        None => say!("find-unknown", asked = asked, known = known),
    }
}
