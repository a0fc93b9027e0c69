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
/// Pictures known. A long notebook has fifty; a training cell that redraws its curve makes hundreds.
const KNOWN: usize = 300;
/// Pictures that stay encoded, unless there are more on the screen and within a screen of it: these always do. For kitty
/// one takes 1.2 MB, three where characters have 16 by 32 pixels (four bytes a pixel, in base64); it is encoded anew in a
/// few milliseconds, before it comes into sight.
const ENCODED: usize = 3;
/// No picture is higher than this, so that text around it stays in sight.
const HIGHEST: u16 = 22;

/// Names a picture at a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

/// A square part of a picture, measured in wholes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Where it begins, from the left.
    pub left: f32,
    /// Where it begins, from the top.
    pub top: f32,
    /// How wide and high it is.
    pub size: f32,
}

impl Part {
    const WHOLE: Self = Self { left: 0.0, top: 0.0, size: 1.0 };
}

/// A picture the worker is done with; `None` when the bytes are no picture.
pub struct Drawn {
    key: Key,
    protocol: Option<SlicedProtocol>,
}

struct Job {
    key: Key,
    png: Vec<u8>,
    size: Size,
    part: Part,
    picker: Picker,
}

/// A picture at a size: what it is encoded from, and how far that is.
struct Slot {
    png: Vec<u8>,
    size: Size,
    part: Part,
    stage: Stage,
    /// When it was placed last, and when it was last to be shown.
    placed: u64,
    shown: u64,
}

enum Stage {
    /// Nobody has come near it yet, or not for long.
    Waiting,
    Encoding,
    /// `None` when the bytes are no picture.
    Ready(Option<SlicedProtocol>),
}

/// All pictures of a lesson.
pub struct Pictures {
    /// How the terminal says that it draws pictures.
    asked: Option<Picker>,
    /// How they are drawn.
    picker: Option<Picker>,
    jobs: Option<Sender<Job>>,
    slots: HashMap<Key, Slot>,
    clock: u64,
    /// When the frame began that is drawn now, or was drawn last.
    frame: u64,
    forgotten: u64,
    /// Half blocks were asked for, not only all that there is.
    half_wished: bool,
}

/// Asks the terminal how it draws pictures, where the answer matters. Must be called before anything else reads its
/// input.
pub fn ask_terminal(images: Images, theme: Theme) -> Picker {
    if images == Images::Half || !shown(images, theme) {
        return Picker::halfblocks();
    }
    // A plot is mostly one colour: where a terminal says that it inflates, kitty's pixels take far fewer bytes, here and on
    // the way through SSH. They are deflated beside the drawing thread.
    let options = QueryStdioOptions { timeout_ms: QUERY_MS, kitty_compression: true, ..QueryStdioOptions::default() };
    Picker::from_query_stdio_with_options(options).unwrap_or_else(|_| Picker::halfblocks())
}

/// Whether pictures are drawn as pictures at all.
fn shown(images: Images, theme: Theme) -> bool {
    images != Images::Off && (images != Images::Auto || (theme.color && !theme.ascii))
}

/// The protocol that was asked for by name.
fn protocol(images: Images) -> Option<ProtocolType> {
    match images {
        Images::Kitty => Some(ProtocolType::Kitty),
        Images::Sixel => Some(ProtocolType::Sixel),
        Images::Iterm2 => Some(ProtocolType::Iterm2),
        Images::Half => Some(ProtocolType::Halfblocks),
        Images::Auto | Images::Off => None,
    }
}

impl Pictures {
    /// No pictures: plots are drawn as text.
    pub fn off() -> Self {
        Self {
            asked: None,
            picker: None,
            jobs: None,
            slots: HashMap::new(),
            clock: 0,
            frame: 0,
            forgotten: 0,
            half_wished: false,
        }
    }

    /// Pictures by what the terminal can; `done` is called from the worker.
    pub fn new(picker: Option<Picker>, done: impl Fn(Drawn) + Send + 'static) -> Self {
        let Some(picker) = picker else { return Self::off() };
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::spawn(move || {
            for Job { key, png, size, part, picker } in queue {
                done(Drawn { key, protocol: encode(&picker, &png, size, part) });
            }
        });
        Self { asked: Some(picker.clone()), picker: Some(picker), jobs: Some(jobs), ..Self::off() }
    }

    /// Draws pictures in another way from here on. Only the start can ask the terminal; `auto` is what it said then.
    pub fn draw_by(&mut self, images: Images, theme: Theme) {
        self.picker = self.asked.clone().filter(|_| shown(images, theme));
        if let (Some(picker), Some(protocol)) = (&mut self.picker, protocol(images)) {
            picker.set_protocol_type(protocol);
        }
        self.half_wished = images == Images::Half;
        self.slots.clear();
        self.forgotten += 1;
    }

    /// Whether text in colours shows more than a picture would: half blocks leave nothing of small letters.
    pub fn are_coarse(&self) -> bool {
        let half = self.picker.as_ref().is_some_and(|picker| picker.protocol_type() == ProtocolType::Halfblocks);
        half && !self.half_wished
    }

    /// The name of a picture and the cells it takes, at most `room`; [`Pictures::show`] has it encoded. `None` when it must
    /// be shown as text.
    pub fn place(&mut self, png: &[u8], room: Size) -> Option<(Key, Size)> {
        let room = Size { height: room.height.clamp(1, HIGHEST), ..room };
        self.put(png, room, 1.0, Part::WHOLE)
    }

    /// The same for a part of the picture, which fills the room as far as its shape allows.
    pub fn place_part(&mut self, png: &[u8], room: Size, part: Part) -> Option<(Key, Size)> {
        self.put(png, room, f64::INFINITY, part)
    }

    fn put(&mut self, png: &[u8], room: Size, largest: f64, part: Part) -> Option<(Key, Size)> {
        let picker = self.picker.as_ref()?;
        let (pixels_wide, pixels_high) =
            image::ImageReader::with_format(Cursor::new(png), image::ImageFormat::Png).into_dimensions().ok()?;
        let font = picker.font_size();
        let size = fit((pixels_wide, pixels_high), (font.width, font.height), room, largest)?;
        let mut hasher = DefaultHasher::new();
        let place = [part.left, part.top, part.size].map(f32::to_bits);
        (png, size.width, size.height, place, picker.protocol_type() as usize).hash(&mut hasher);
        let key = Key(hasher.finish());
        self.clock += 1;
        if let Some(slot) = self.slots.get_mut(&key) {
            slot.placed = self.clock;
        } else {
            self.forget_oldest();
            let slot = Slot { png: png.to_vec(), size, part, stage: Stage::Waiting, placed: self.clock, shown: 0 };
            self.slots.insert(key, slot);
        }
        Some((key, size))
    }

    /// A frame begins: what is shown from now on is what it needs.
    pub fn frame(&mut self) {
        self.clock += 1;
        self.frame = self.clock;
    }

    /// Has a picture encoded that is on the screen or near it.
    pub fn show(&mut self, key: Key) {
        let (Some(picker), Some(jobs)) = (&self.picker, &self.jobs) else { return };
        self.clock += 1;
        let Some(slot) = self.slots.get_mut(&key) else { return };
        slot.shown = self.clock;
        if matches!(slot.stage, Stage::Waiting) {
            slot.stage = Stage::Encoding;
            let (png, size, part) = (slot.png.clone(), slot.size, slot.part);
            // The worker ends with the screen.
            let _ = jobs.send(Job { key, png, size, part, picker: picker.clone() });
        }
    }

    /// Takes what the worker made.
    pub fn take(&mut self, drawn: Drawn) {
        if let Some(slot) = self.slots.get_mut(&drawn.key) {
            slot.stage = Stage::Ready(drawn.protocol);
        }
        // Those that were shown longest ago make room, but none that the frame needs.
        let mut ready: Vec<(u64, Key)> = self
            .slots
            .iter()
            .filter(|(_, slot)| matches!(slot.stage, Stage::Ready(Some(_))))
            .map(|(key, slot)| (slot.shown, *key))
            .collect();
        ready.sort_unstable_by_key(|(shown, _)| *shown);
        for (_, key) in ready.iter().take(ready.len().saturating_sub(ENCODED)).filter(|(shown, _)| *shown <= self.frame)
        {
            if let Some(slot) = self.slots.get_mut(key) {
                slot.stage = Stage::Waiting;
            }
        }
    }

    /// The picture, when it is ready.
    pub fn get(&self, key: Key) -> Option<&SlicedProtocol> {
        match &self.slots.get(&key)?.stage {
            Stage::Ready(protocol) => protocol.as_ref(),
            Stage::Waiting | Stage::Encoding => None,
        }
    }

    /// Grows when a picture is forgotten: whoever still shows one must place it again.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Forgets all: another program had the terminal, which may have lost what it was sent.
    pub fn forget(&mut self) {
        self.slots.clear();
        self.forgotten += 1;
    }

    fn forget_oldest(&mut self) {
        if self.slots.len() >= KNOWN
            && let Some(oldest) = self.slots.iter().min_by_key(|(_, slot)| slot.placed).map(|(key, _)| *key)
        {
            self.slots.remove(&oldest);
            self.forgotten += 1;
        }
    }
}

fn encode(picker: &Picker, png: &[u8], size: Size, part: Part) -> Option<SlicedProtocol> {
    let mut picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).ok()?;
    if part != Part::WHOLE {
        let of = |share: f32, whole: u32| (share * whole as f32).round() as u32;
        let (wide, high) = (picture.width(), picture.height());
        let (left, top) = (of(part.left, wide), of(part.top, high));
        picture = picture.crop_imm(left, top, of(part.size, wide).max(1), of(part.size, high).max(1));
    }
    if picker.protocol_type() == ProtocolType::Iterm2 {
        // The rows that it is cut into for this protocol would be scaled with hard edges, which small letters do not survive.
        let font = picker.font_size();
        let (wide, high) =
            (u32::from(size.width) * u32::from(font.width), u32::from(size.height) * u32::from(font.height));
        picture = picture.resize(wide, high, FilterType::Triangle);
    }
    SlicedProtocol::new_with_resize(picker, picture, size, Resize::Scale(Some(FilterType::Triangle))).ok()
}

/// The cells a picture takes: its natural size, made to fit the room, and at most `largest` times as large.
fn fit(pixels: (u32, u32), font: (u16, u16), room: Size, largest: f64) -> Option<Size> {
    let (cell_wide, cell_high) = (f64::from(font.0.max(1)), f64::from(font.1.max(1)));
    let (wide, high) = (f64::from(pixels.0) / cell_wide, f64::from(pixels.1) / cell_high);
    if wide <= 0.0 || high <= 0.0 || room.width == 0 || room.height == 0 {
        return None;
    }
    let scale = (f64::from(room.width) / wide).min(f64::from(room.height) / high).min(largest);
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
        pictures.show(key);
        pictures.show(key);
        pictures.take(drawn.recv().unwrap());
        assert_eq!(pictures.get(key).unwrap().size(), size);
        assert_eq!(pictures.place(&png, Size::new(80, 40)).unwrap().0, key);
        assert_ne!(pictures.place(&png, Size::new(10, 40)).unwrap().0, key);
    }

    #[test]
    fn of_many_pictures_those_are_encoded_that_were_shown_last() {
        let (done, drawn) = channel();
        let mut pictures = Pictures::new(Some(Picker::halfblocks()), move |picture| done.send(picture).unwrap());
        let placed = |pictures: &mut Pictures, n: u32| pictures.place(&png(20 + n, 20), Size::new(80, 40)).unwrap().0;
        let keys: Vec<Key> = (0..50).map(|n| placed(&mut pictures, n)).collect();
        assert!(drawn.try_recv().is_err(), "what nobody sees is not encoded");
        for key in &keys {
            pictures.frame();
            pictures.show(*key);
            pictures.take(drawn.recv().unwrap());
        }
        let ready = keys.iter().filter(|key| pictures.get(**key).is_some()).count();
        assert_eq!((ready, pictures.forgotten()), (ENCODED, 0));
        assert!(pictures.get(keys[49]).is_some() && pictures.get(keys[0]).is_none());
        pictures.frame();
        for key in &keys {
            pictures.show(*key);
        }
        for _ in ready..keys.len() {
            pictures.take(drawn.recv().unwrap());
        }
        assert!(keys.iter().all(|key| pictures.get(*key).is_some()), "however many one frame needs, it gets them all");
    }

    #[test]
    fn what_is_no_picture_is_shown_as_text() {
        let mut pictures = Pictures::new(Some(Picker::halfblocks()), |_| {});
        assert!(pictures.place(b"no picture", Size::new(80, 40)).is_none());
        assert!(Pictures::off().place(&png(10, 10), Size::new(80, 40)).is_none());
    }

    #[test]
    fn a_part_fills_the_room_and_is_another_picture() {
        let (done, drawn) = channel();
        let mut pictures = Pictures::new(Some(Picker::halfblocks()), move |picture| done.send(picture).unwrap());
        let (png, room) = (png(200, 100), Size::new(80, 40));
        let (whole, size) = pictures.place_part(&png, room, Part::WHOLE).unwrap();
        assert_eq!(size, Size::new(80, 20));
        let (part, same) = pictures.place_part(&png, room, Part { left: 0.5, top: 0.0, size: 0.5 }).unwrap();
        assert_eq!(same, size);
        assert_ne!(part, whole);
        pictures.show(whole);
        pictures.show(part);
        for _ in 0..2 {
            pictures.take(drawn.recv().unwrap());
        }
        assert_eq!(pictures.get(part).unwrap().size(), size);
        assert!(pictures.place_part(&png, Size::new(80, 0), Part::WHOLE).is_none());
    }
}
