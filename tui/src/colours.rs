//! Colours of 24 bits, and the nearest of the 256 that older terminals have.

/// Whether the terminal says that it knows colours of 24 bits. A terminal that does not say so may still.
pub fn has_rgb(var: impl Fn(&str) -> Option<String>) -> bool {
    // These always do, and their names survive `ssh`, which loses COLORTERM.
    const TERMS: [&str; 6] = ["direct", "kitty", "ghostty", "alacritty", "foot", "wezterm"];
    let colorterm = var("COLORTERM").unwrap_or_default();
    let term = var("TERM").unwrap_or_default();
    colorterm == "truecolor" || colorterm == "24bit" || TERMS.iter().any(|name| term.contains(name))
}

/// The nearest colour of xterm's 256: of its cube of 6 x 6 x 6 and of its greys.
pub fn nearest(rgb: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |to: [u8; 3]| -> i32 {
        // The eye is surest in green (a rough measure, but it keeps dark blue from becoming grey).
        let weighed = [3, 4, 2].into_iter().zip(rgb.into_iter().zip(to));
        weighed.map(|(weight, (a, b))| weight * (i32::from(a) - i32::from(b)).pow(2)).sum()
    };
    let cube = (0..216_u8).map(|n| (16 + n, [n / 36, n / 6 % 6, n % 6].map(|step| STEPS[usize::from(step)])));
    let greys = (0..24_u8).map(|n| (232 + n, [8 + 10 * n; 3]));
    cube.chain(greys).min_by_key(|(_, colour)| distance(*colour)).map_or(16, |(index, _)| index)
}

/// Text with its 24-bit escape sequences turned into those of 256 colours.
pub fn indexed(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (codes, rest) = piece.split_once('m').unwrap_or(("", piece));
        let known = codes.chars().all(|c| c.is_ascii_digit() || c == ';') && piece.contains('m');
        out += "\x1b[";
        if known {
            out += &fewer(codes);
            out.push('m');
            out += rest;
        } else {
            out += piece;
        }
    }
    out
}

fn fewer(codes: &str) -> String {
    let codes: Vec<&str> = codes.split(';').collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < codes.len() {
        if let [of @ ("38" | "48"), "2", r, g, b, ..] = codes[at..] {
            let rgb = [r, g, b].map(|part| part.parse().unwrap_or(0));
            out.push(format!("{of};5;{}", nearest(rgb)));
            at += 5;
        } else {
            out.push(codes[at].to_owned());
            at += 1;
        }
    }
    out.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_colours_stay_and_others_go_to_their_neighbours() {
        assert_eq!(nearest([0, 0, 0]), 16);
        assert_eq!(nearest([135, 95, 0]), 94);
        assert_eq!(nearest([128, 128, 128]), 244);
        assert_eq!(nearest([210, 94, 4]), 166);
    }

    #[test]
    fn sequences_keep_everything_but_their_depth() {
        let rgb = "a\x1b[1;38;2;135;95;0;48;2;0;0;0mb\x1b[0m\x1b[31mc\x1b[2K";
        assert_eq!(indexed(rgb), "a\x1b[1;38;5;94;48;5;16mb\x1b[0m\x1b[31mc\x1b[2K");
    }

    #[test]
    fn the_environment_tells() {
        let has = |name: &'static str, value: &'static str| has_rgb(|asked| (asked == name).then(|| value.to_owned()));
        assert!(has("COLORTERM", "truecolor") && has("COLORTERM", "24bit") && has("TERM", "xterm-kitty"));
        assert!(!has("TERM", "xterm-256color") && !has("COLORTERM", "1"));
    }
}
