//! `settings.toml`: a file that people edit, too. What is not understood in it is said and left alone.

use super::{Setting, Settings};
use crate::say;
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;
use toml_edit::{DocumentMut, Item, value};

/// The file, as it was read.
pub struct SettingsFile {
    path: PathBuf,
    document: DocumentMut,
    /// The choices as they were read or written last.
    last: Settings,
    /// Whether what lies there is no TOML: it is set aside before it is written over.
    broken: bool,
}

/// What reading gave.
pub struct Opened {
    /// The choices; where the file says nothing or nonsense, the usual ones.
    pub settings: Settings,
    /// The file, to write to.
    pub file: SettingsFile,
    /// What of the file was not understood, and what to do about it.
    pub note: Option<String>,
}

impl SettingsFile {
    /// Reads the settings of a data folder. A file that cannot be understood keeps nobody from learning.
    pub fn open(folder: &Path) -> Opened {
        let path = folder.join("settings.toml");
        let mut settings = Settings::default();
        let mut file = Self { path, document: DocumentMut::new(), last: settings, broken: false };
        let text = match fs::read_to_string(&file.path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Opened { settings, file, note: None },
            Err(e) => {
                file.broken = true;
                let note = say!("settings-unreadable", file = file.path.display(), cause = e);
                return Opened { settings, file, note: Some(note) };
            }
        };
        match text.parse::<DocumentMut>() {
            Ok(document) => file.document = document,
            Err(e) => {
                file.broken = true;
                let line = e.span().map_or(1, |at| text[..at.start.min(text.len())].matches('\n').count() + 1);
                let cause = e.message().trim().to_owned();
                let note = say!("settings-no-toml", file = file.path.display(), line = line, cause = cause);
                return Opened { settings, file, note: Some(note) };
            }
        }
        let mut note = None;
        for setting in Setting::ALL {
            let Some(item) = file.document.get(setting.key()) else { continue };
            match choice(setting, item) {
                Some(choice) => setting.set(&mut settings, choice),
                None => {
                    let known = known(setting);
                    let found = item.to_string().trim().to_owned();
                    note.get_or_insert_with(|| {
                        say!(
                            "settings-unknown",
                            file = file.path.display(),
                            key = setting.key(),
                            found = found,
                            known = known
                        )
                    });
                }
            }
        }
        file.last = settings;
        Opened { settings, file, note }
    }

    /// Writes the choices: all of them or none. Other keys, and comments, stay. A file that was no TOML is kept beside
    /// the new one.
    ///
    /// # Errors
    /// A sentence that says why nothing was written.
    pub fn save(&mut self, settings: &Settings) -> Result<(), String> {
        for setting in Setting::ALL {
            let wanted = setting.get(settings);
            // Only what was chosen anew is written: what was not understood is not ours to replace.
            if wanted == setting.get(&self.last) {
                continue;
            }
            let there = self.document.get(setting.key());
            let mut item = match setting.is_switch() {
                true => value(wanted == 1),
                false => value(setting.choices()[wanted]),
            };
            // A comment behind the old value belongs to the key.
            if let (Some(new), Some(old)) = (item.as_value_mut(), there.and_then(Item::as_value)) {
                *new.decor_mut() = old.decor().clone();
            }
            self.document[setting.key()] = item;
        }
        self.write().map_err(|e| say!("settings-unsaved", file = self.path.display(), cause = e))?;
        self.last = *settings;
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        if self.broken {
            fs::rename(&self.path, self.path.with_extension("broken.toml"))?;
            self.broken = false;
        }
        let mut new = NamedTempFile::new_in(folder)?;
        new.write_all(self.document.to_string().as_bytes())?;
        new.as_file().sync_all()?;
        new.persist(&self.path)?;
        Ok(())
    }
}

fn choice(setting: Setting, item: &Item) -> Option<usize> {
    if setting.is_switch() { item.as_bool().map(usize::from) } else { name(setting, item.as_str()?) }
}

fn name(setting: Setting, name: &str) -> Option<usize> {
    setting.choices().iter().position(|known| *known == name)
}

/// What may stand there.
fn known(setting: Setting) -> String {
    if setting.is_switch() {
        return "true, false".to_owned();
    }
    setting.choices().iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Look;

    fn open(text: &str) -> (tempfile::TempDir, Opened) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("settings.toml"), text).unwrap();
        let opened = SettingsFile::open(folder.path());
        (folder, opened)
    }

    fn text(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join("settings.toml")).unwrap()
    }

    #[test]
    fn without_a_file_all_is_as_usual_and_only_what_is_not_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let Opened { mut settings, mut file, note } = SettingsFile::open(folder.path());
        assert_eq!((settings, note), (Settings::default(), None));
        settings.theme = Look::Light;
        settings.advance = true;
        file.save(&settings).unwrap();
        assert_eq!(text(&folder), "theme = \"light\"\nadvance = true\n");
        assert_eq!(SettingsFile::open(folder.path()).settings, settings);
    }

    #[test]
    fn comments_and_keys_of_others_stay() {
        let (folder, mut opened) = open("# mine\nfuture = [1, 2]\ntheme = \"dark\" # at night\n");
        assert_eq!((opened.settings.theme, opened.note), (Look::Dark, None));
        opened.settings.theme = Look::Contrast;
        opened.settings.plain = true;
        opened.file.save(&opened.settings).unwrap();
        assert_eq!(text(&folder), "# mine\nfuture = [1, 2]\ntheme = \"contrast\" # at night\nplain = true\n");
    }

    #[test]
    fn a_value_that_is_none_is_named_with_those_that_are_and_the_rest_counts() {
        let (folder, mut opened) = open("theme = \"pink\"\nbeside = true\n");
        let note = opened.note.unwrap();
        assert!(note.contains("theme") && note.contains("\"pink\"") && note.contains("\"contrast\""), "{note}");
        assert_eq!((opened.settings.theme, opened.settings.beside), (Look::default(), true));
        opened.settings.plain = true;
        opened.file.save(&opened.settings).unwrap();
        assert_eq!(text(&folder), "theme = \"pink\"\nbeside = true\nplain = true\n");
        opened.settings.theme = Look::Dark;
        opened.file.save(&opened.settings).unwrap();
        assert_eq!(text(&folder), "theme = \"dark\"\nbeside = true\nplain = true\n");
    }

    #[test]
    fn what_is_no_toml_is_said_with_its_line_and_set_aside_not_lost() {
        let (folder, mut opened) = open("theme = \"dark\"\nbeside = = true\n");
        let note = opened.note.unwrap();
        assert!(note.contains("line 2"), "{note}");
        assert_eq!(opened.settings, Settings::default());
        opened.settings.toured = true;
        opened.file.save(&opened.settings).unwrap();
        assert_eq!(text(&folder), "toured = true\n");
        let aside = fs::read_to_string(folder.path().join("settings.broken.toml")).unwrap();
        assert!(aside.contains("= = true"));
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("a-file");
        fs::write(&blocked, "").unwrap();
        let mut opened = SettingsFile::open(&blocked.join("below"));
        opened.settings.toured = true;
        assert!(opened.file.save(&opened.settings).unwrap_err().contains("settings.toml"));
    }
}
