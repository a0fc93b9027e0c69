//! The guide inside the terminal UI, where keys do what commands do elsewhere, and do it with the cell that is selected.

use crate::say;
use gradus_kernel::guide::{Bench, Guide, Judged, Opened, Ran};
use gradus_protocol::MimeBundle;

/// Names the keys.
#[derive(Clone, Copy, Debug)]
pub struct Keys;

impl Guide for Keys {
    fn open(&mut self, _: Option<&str>) -> Result<Opened, String> {
        Err(say!("tutor-keys-lesson"))
    }

    fn ran(&mut self, _: Ran<'_>) {}

    fn check(&mut self, _: Option<&str>, _: &mut dyn Bench) -> Result<Judged, String> {
        Err(say!("tutor-keys-check"))
    }

    fn hint(&mut self, _: Option<&str>) -> Result<MimeBundle, String> {
        Err(say!("tutor-keys-hint"))
    }

    fn solution(&mut self, _: Option<&str>, _: bool) -> Result<MimeBundle, String> {
        Err(say!("tutor-keys-solution"))
    }

    fn progress(&mut self) -> Result<MimeBundle, String> {
        Err(say!("tutor-keys-progress"))
    }

    fn restarted(&mut self) {}
}
