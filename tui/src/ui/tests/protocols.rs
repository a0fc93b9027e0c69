//! The bytes that a terminal is sent for a picture, read back as its protocol says.

use super::{desk::Desk, script::Answer};
use crate::ui::{app::Message, pictures, pictures::Pictures, theme::Theme};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use gradus_protocol::{MimeBundle, Output};
use ratatui_image::picker::{Picker, ProtocolType};

/// Four characters wide, two high: characters of the test's terminal have 10 by 20 pixels.
const PIXELS: (u32, u32) = (40, 40);

/// All that stands on the screen where the picture is, once it is there.
fn sent(protocol: ProtocolType) -> String {
    sent_of(protocol, pictures::tests::png(PIXELS.0, PIXELS.1))
}

/// The same for another picture.
fn sent_of(protocol: ProtocolType, png: Vec<u8>) -> String {
    let mut picker = Picker::halfblocks();
    picker.set_protocol_type(protocol);
    let plot = MimeBundle::default().with_binary("image/png", png);
    let mut desk = Desk::with(60, 40, Theme { color: true, rgb: true, ascii: false }, |outbox, _| {
        Pictures::new(Some(picker), move |drawn| drop(outbox.send(Message::Picture(drawn))))
    })
    .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::Display { bundle: plot, id: None }]))
    .open();
    desk.go_to("points");
    desk.keys("r");
    desk.until(|desk| desk.buffer().content.iter().any(|cell| cell.symbol().contains('\u{1b}')));
    desk.buffer().content.iter().map(|cell| cell.symbol()).collect()
}

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> Vec<&'a str> {
    text.split(from).skip(1).map(|rest| rest.split_once(to).expect("it has an end").0).collect()
}

#[test]
fn kitty_gets_all_pixels_and_a_placeholder_a_character() {
    let sent = sent(ProtocolType::Kitty);
    let commands = between(&sent, "\u{1b}_G", "\u{1b}\\");
    let (first, _) = commands[0].split_once(';').unwrap();
    for control in ["a=T", "U=1", "f=32", "t=d", "s=40", "v=40", "c=4", "r=2"] {
        assert!(first.split(',').any(|known| known == control), "no {control} in {first}");
    }
    let more: Vec<bool> = commands.iter().map(|command| command.contains("m=1;")).collect();
    assert!(
        more.iter().rev().skip(1).all(|more| *more) && !more[more.len() - 1],
        "all but the last say that more comes"
    );
    let pixels: Vec<u8> =
        commands.iter().flat_map(|command| STANDARD.decode(command.split_once(';').unwrap().1).unwrap()).collect();
    assert_eq!(pixels.len(), (PIXELS.0 * PIXELS.1 * 4) as usize);
    assert_eq!(pixels[..8], [0, 0, 128, 255, 1, 0, 128, 255], "the picture's own pixels, red, green, blue, alpha");
    assert_eq!(sent.matches('\u{10eeee}').count(), 8);
}

#[test]
fn iterm2_gets_a_png_of_the_picture() {
    let sent = sent(ProtocolType::Iterm2);
    let files = between(&sent, "\u{1b}]1337;File=", "\u{7}");
    let mut height = 0;
    for file in files {
        let (controls, payload) = file.split_once(':').unwrap();
        assert!(controls.split(';').any(|control| control == "inline=1"), "{controls}");
        let bytes = STANDARD.decode(payload).unwrap();
        assert!(controls.contains(&format!("size={};", bytes.len())), "{controls}");
        let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap();
        assert_eq!(picture.width(), PIXELS.0);
        height += picture.height();
    }
    assert_eq!(height, PIXELS.1, "its pieces are the whole of it");
}

#[test]
fn iterm2_gets_a_smaller_picture_with_soft_edges() {
    let stripes = image::RgbImage::from_fn(2_000, 200, |x, _| image::Rgb([if x % 2 == 0 { 0 } else { 255 }; 3]));
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(stripes).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let sent = sent_of(ProtocolType::Iterm2, png.into_inner());
    let file = between(&sent, "\u{1b}]1337;File=", "\u{7}")[0];
    let bytes = STANDARD.decode(file.split_once(':').unwrap().1).unwrap();
    let piece = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap().to_rgb8();
    assert!(piece.width() < 1_000);
    let soft = piece.pixels().filter(|pixel| (64..192).contains(&pixel.0[0])).count();
    assert!(soft > piece.pixels().count() / 2, "{soft} of {}", piece.pixels().count());
}

#[test]
fn sixel_gets_bands_of_six_rows() {
    let sent = sent(ProtocolType::Sixel);
    let bodies = between(&sent, "\u{1b}P", "\u{1b}\\");
    let mut height = 0;
    for body in bodies {
        let (_, data) = body.split_once('q').unwrap();
        // Raster attributes: aspect 1 to 1, width and height in pixels.
        let raster: Vec<u32> =
            data.strip_prefix('"').unwrap().split([';', '#']).take(4).map(|number| number.parse().unwrap()).collect();
        assert_eq!(raster[..3], [1, 1, PIXELS.0], "{raster:?}");
        height += raster[3];
        let bands = data.matches('-').count() as u32;
        assert!(bands.abs_diff(raster[3].div_ceil(6)) <= 1, "{bands} bands of {} rows", raster[3]);
    }
    assert_eq!(height, PIXELS.1 / 6 * 6, "whole bands: a part of one would scroll the screen");
}
