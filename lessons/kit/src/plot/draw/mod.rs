//! Plots onto plotters. One drawing serves PNG and SVG; both are drawn at twice the size (see `canvas.rs`).
//!
//! ```text
//! mod.rs        png, svg: the two backends
//! canvas.rs     Canvas: shapes and text in the picture's own pixels
//! frame.rs      title, legend, axes, notes, and the box they leave for the data
//! field.rs      backgrounds: probabilities, classes; rectangles colour by colour
//! heat.rs       heat maps, the numbers in them, the names of their rows and columns
//! images.rs     small pictures in rows
//! diagram.rs    blocks and arrows: how a value was computed
//! series.rs     points, lines, bars
//! nodes.rs      nodes and edges of a graph; words beside points
//! simplify.rs   fewer points for the same line
//! slim.rs       the same SVG in fewer bytes
//! ```

mod canvas;
mod diagram;
mod field;
mod frame;
mod heat;
mod images;
mod nodes;
mod series;
mod simplify;
mod slim;

use super::{
    font::{self, FAMILY},
    palette::Theme,
    png as encode,
    spec::Spec,
};
use canvas::{Canvas, Fit, Result, ZOOM};
use plotters::prelude::{BitMapBackend, IntoDrawingArea, SVGBackend};

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub(super) enum DrawError {
    #[error("the embedded font {FAMILY} cannot be read")]
    Font,
    #[error("{0}")]
    Backend(String),
    #[error("{0}")]
    Png(#[from] png::EncodingError),
}

pub(super) use frame::around;
pub(super) use heat::said;

/// The plot as PNG.
pub(super) fn png(spec: &Spec) -> std::result::Result<Vec<u8>, DrawError> {
    let (width, height) = spec.size;
    let zoom = ZOOM as u32;
    let mut pixels = vec![0; (width * zoom * height * zoom * 3) as usize];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, (width * zoom, height * zoom)).into_drawing_area();
        draw(spec, &Canvas::new(&area, Fit::BITMAP, Theme::of(spec.dark))?)?;
        area.present().map_err(|e| DrawError::Backend(e.to_string()))?;
    }
    let pixels = encode::halve(&pixels, width as usize, height as usize);
    Ok(encode::encode(&pixels, width, height)?)
}

/// The plot as SVG.
pub(super) fn svg(spec: &Spec) -> std::result::Result<String, DrawError> {
    let (width, height) = spec.size;
    let large = (width * ZOOM as u32, height * ZOOM as u32);
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, large).into_drawing_area();
        draw(spec, &Canvas::new(&area, Fit::SVG, Theme::of(spec.dark))?)?;
        area.present().map_err(|e| DrawError::Backend(e.to_string()))?;
    }
    // The view box keeps the fine coordinates; the picture's size is what was asked for, and less where it stands in a
    // narrower page. (JupyterLab shows an SVG as an image, which no style in it can shrink, and cuts what is too wide.)
    let fine = format!("width=\"{}\" height=\"{}\"", large.0, large.1);
    let said = format!("width=\"{width}\" height=\"{height}\" style=\"max-width:100%;height:auto\"");
    let text = text.replacen(&fine, &said, 1);
    let text = slim::slim(&text).replace("<polyline ", "<polyline stroke-linejoin=\"round\" ");
    // Where the font is not installed any sans-serif one will do.
    Ok(text.replace(&format!("\"{FAMILY}\""), &format!("\"{FAMILY}, sans-serif\"")))
}

fn draw<DB: plotters::prelude::DrawingBackend>(spec: &Spec, canvas: &Canvas<'_, DB>) -> Result<()> {
    canvas.fill(canvas.theme.paper)?;
    let frame = frame::Frame::lay_out(spec, canvas);
    if let Some(map) = &spec.heat {
        heat::draw(spec, map, &frame, canvas)?;
    }
    frame.mesh(spec, canvas)?;
    if let Some(field) = &spec.field {
        field::background(field, &frame, canvas)?;
    }
    if let Some(pictures) = &spec.images {
        images::draw(pictures, &frame, canvas)?;
    }
    if let Some(diagram) = &spec.diagram {
        diagram::draw(diagram, &frame, canvas)?;
    }
    for (index, one) in spec.in_order() {
        series::draw(spec, index, one, &frame, canvas)?;
    }
    frame.words(spec, canvas)
}

/// Whether pictures can be drawn at all.
fn font_ready() -> std::result::Result<(), DrawError> {
    if font::ready() { Ok(()) } else { Err(DrawError::Font) }
}

#[cfg(test)]
mod tests;
