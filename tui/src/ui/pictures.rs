//! Pictures, encoded for the terminal on a thread of their own and kept, so that scrolling and typing never wait.

use super::{Images, theme::Theme};
use ratatui::layout::Size;
use ratatui_image::{
    FilterType, Resize,
    picker::{Picker, ProtocolType, cap_parser::QueryStdioOptions},
    sliced::SlicedProtocol,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::Cursor,
    sync::mpsc::{self, Sender},
    thread,
};

/// How long the terminal may take to say what it can.
const QUERY_MS: i32 = 300;
/// Pictures kept. A lesson has a dozen; a training cell that redraws its curve makes hundreds.
const KEPT: usize = 40;
/// No picture is higher than this, so that text around it stays in sight.
const HIGHEST: u16 = 22;

/// Names a picture at a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

/// A picture the worker is done with; `None` when the bytes are no picture.
pub struct Drawn {
    key: Key,
    protocol: Option<SlicedProtocol>,
}

struct Job {
    key: Key,
    png: Vec<u8>,
    size: Size,
}

struct Slot {
    protocol: Option<SlicedProtocol>,
    used: u64,
}

/// All pictures of a lesson.
pub struct Pictures {
    picker: Option<Picker>,
    jobs: Option<Sender<Job>>,
    slots: HashMap<Key, Slot>,
    clock: u64,
    forgotten: u64,
    /// Half blocks were asked for, not only all that there is.
    half_wished: bool,
}

/// Asks the terminal how it draws pictures. Must be called before anything else reads its input.
pub fn ask_terminal(images: Images, theme: Theme) -> Option<Picker> {
    if images == Images::Off || (images == Images::Auto && (!theme.color || theme.ascii)) {
        return None;
    }
    if images == Images::Half {
        return Some(Picker::halfblocks());
    }
    let options = QueryStdioOptions { timeout_ms: QUERY_MS, ..QueryStdioOptions::default() };
    let mut picker = Picker::from_query_stdio_with_options(options).unwrap_or_else(|_| Picker::halfblocks());
    let forced = match images {
        Images::Kitty => Some(ProtocolType::Kitty),
        Images::Sixel => Some(ProtocolType::Sixel),
        Images::Iterm2 => Some(ProtocolType::Iterm2),
        Images::Auto | Images::Half | Images::Off => None,
    };
    if let Some(protocol) = forced {
        picker.set_protocol_type(protocol);
    }
    Some(picker)
}

impl Pictures {
    /// No pictures: plots are drawn as text.
    pub fn off() -> Self {
        Self { picker: None, jobs: None, slots: HashMap::new(), clock: 0, forgotten: 0, half_wished: false }
    }

    /// Pictures by what the terminal can; `done` is called from the worker.
    pub fn new(picker: Option<Picker>, done: impl Fn(Drawn) + Send + 'static) -> Self {
        let Some(picker) = picker else { return Self::off() };
        let (jobs, queue) = mpsc::channel::<Job>();
        let encoder = picker.clone();
        thread::spawn(move || {
            for Job { key, png, size } in queue {
                done(Drawn { key, protocol: encode(&encoder, &png, size) });
            }
        });
        Self { picker: Some(picker), jobs: Some(jobs), ..Self::off() }
    }

    /// Draws in half blocks even what has a better form for terminals without pictures.
    pub fn wishing(mut self, images: Images) -> Self {
        self.half_wished = images == Images::Half;
        self
    }

    /// Whether text in colours shows more than a picture would: half blocks leave nothing of small letters.
    pub fn are_coarse(&self) -> bool {
        let half = self.picker.as_ref().is_some_and(|picker| picker.protocol_type() == ProtocolType::Halfblocks);
        half && !self.half_wished
    }

    /// The name of a picture and the cells it takes, at most `room`; starts encoding it when it is new. `None` when it
    /// must be shown as text.
    pub fn place(&mut self, png: &[u8], room: Size) -> Option<(Key, Size)> {
        let picker = self.picker.as_ref()?;
        let (pixels_wide, pixels_high) =
            image::ImageReader::with_format(Cursor::new(png), image::ImageFormat::Png).into_dimensions().ok()?;
        let font = picker.font_size();
        let size = fit((pixels_wide, pixels_high), (font.width, font.height), room)?;
        let mut hasher = DefaultHasher::new();
        (png, size.width, size.height).hash(&mut hasher);
        let key = Key(hasher.finish());
        self.clock += 1;
        if let Some(slot) = self.slots.get_mut(&key) {
            slot.used = self.clock;
        } else {
            self.forget_oldest();
            self.slots.insert(key, Slot { protocol: None, used: self.clock });
            self.jobs.as_ref()?.send(Job { key, png: png.to_vec(), size }).ok()?;
        }
        Some((key, size))
    }

    /// Takes what the worker made.
    pub fn take(&mut self, drawn: Drawn) {
        if let Some(slot) = self.slots.get_mut(&drawn.key) {
            slot.protocol = drawn.protocol;
        }
    }

    /// The picture, when it is ready.
    pub fn get(&self, key: Key) -> Option<&SlicedProtocol> {
        self.slots.get(&key)?.protocol.as_ref()
    }

    /// Grows when a picture is forgotten: whoever still shows one must place it again.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    fn forget_oldest(&mut self) {
        if self.slots.len() >= KEPT
            && let Some(oldest) = self.slots.iter().min_by_key(|(_, slot)| slot.used).map(|(key, _)| *key)
        {
            self.slots.remove(&oldest);
            self.forgotten += 1;
        }
    }
}

fn encode(picker: &Picker, png: &[u8], size: Size) -> Option<SlicedProtocol> {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).ok()?;
    SlicedProtocol::new_with_resize(picker, picture, size, Resize::Scale(Some(FilterType::Triangle))).ok()
}

/// The cells a picture takes: its natural size, shrunk to the room and to [`HIGHEST`] rows.
fn fit(pixels: (u32, u32), font: (u16, u16), room: Size) -> Option<Size> {
    let (cell_wide, cell_high) = (f64::from(font.0.max(1)), f64::from(font.1.max(1)));
    let (wide, high) = (f64::from(pixels.0) / cell_wide, f64::from(pixels.1) / cell_high);
    if wide <= 0.0 || high <= 0.0 || room.width == 0 {
        return None;
    }
    let scale = (f64::from(room.width) / wide).min(f64::from(room.height.clamp(1, HIGHEST)) / high).min(1.0);
    Some(Size::new(((wide * scale).round() as u16).max(1), ((high * scale).round() as u16).max(1)))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    /// A picture in which no two neighbouring pixels are alike.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let pixel = |x: u32, y: u32| image::Rgb([(x % 250) as u8, (y % 250) as u8, 128]);
        let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, pixel));
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_encoded_once_for_each_size() {
        let (done, drawn) = channel();
        let mut pictures = Pictures::new(Some(Picker::halfblocks()), move |picture| done.send(picture).unwrap());
        let png = png(200, 100);
        let (key, size) = pictures.place(&png, Size::new(80, 40)).unwrap();
        assert_eq!(size, Size::new(20, 5));
        assert!(pictures.get(key).is_none());
        pictures.take(drawn.recv().unwrap());
        assert_eq!(pictures.get(key).unwrap().size(), size);
        assert_eq!(pictures.place(&png, Size::new(80, 40)).unwrap().0, key);
        assert_ne!(pictures.place(&png, Size::new(10, 40)).unwrap().0, key);
    }

    #[test]
    fn what_is_no_picture_is_shown_as_text() {
        let mut pictures = Pictures::new(Some(Picker::halfblocks()), |_| {});
        assert!(pictures.place(b"no picture", Size::new(80, 40)).is_none());
        assert!(Pictures::off().place(&png(10, 10), Size::new(80, 40)).is_none());
    }
}
