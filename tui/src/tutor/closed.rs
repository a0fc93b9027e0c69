//! The guide where there is no course to be had: the session runs cells, and whoever asks for a lesson is told why not.

use gradus_kernel::guide::{Bench, Guide, Judged, Opened, Ran};
use gradus_protocol::MimeBundle;

/// Answers everything with one sentence.
pub struct Closed {
    /// Why, and what to do.
    pub why: String,
}

impl Guide for Closed {
    fn open(&mut self, _: Option<&str>) -> Result<Opened, String> {
        Err(self.why.clone())
    }

    fn ran(&mut self, _: Ran<'_>) {}

    fn check(&mut self, _: Option<&str>, _: &mut dyn Bench) -> Result<Judged, String> {
        Err(self.why.clone())
    }

    fn hint(&mut self, _: Option<&str>) -> Result<MimeBundle, String> {
        Err(self.why.clone())
    }

    fn solution(&mut self, _: Option<&str>, _: bool) -> Result<MimeBundle, String> {
        Err(self.why.clone())
    }

    fn progress(&mut self) -> Result<MimeBundle, String> {
        Err(self.why.clone())
    }

    fn restarted(&mut self) {}
}
