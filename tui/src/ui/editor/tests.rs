//! Keys and pastes in, texts and pictures out.

use super::*;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };

fn press(editor: &mut RatEditor, code: KeyCode) -> bool {
    editor.handle(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

#[test]
fn typing_indents_and_pasting_arrives_whole() {
    let mut editor = RatEditor::new("fn f() {\n    1\n}");
    press(&mut editor, KeyCode::Down);
    press(&mut editor, KeyCode::End);
    assert!(press(&mut editor, KeyCode::Enter));
    assert!(editor.handle(&Event::Paste("// 学习\nx".into())));
    assert_eq!(editor.text(), "fn f() {\n    1\n    // 学习\nx\n}");
}

#[test]
fn pasted_lines_stay_lines_however_the_terminal_ends_them() {
    for text in ["a\r    b\rc", "a\r\n    b\r\nc", "a\n    b\nc"] {
        let mut editor = RatEditor::new("");
        assert!(editor.handle(&Event::Paste(text.into())));
        assert_eq!(editor.text(), "a\n    b\nc", "{text:?}");
        assert_eq!(editor.paint(20, THEME).buffer.area.height, 3);
    }
}

#[test]
fn keys_of_the_shell_work_on_the_line() {
    let mut editor = RatEditor::new("let a = 1;\nlet b = 2;\n");
    let mut control = |c| editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
    assert!(!control('e') && !control('a'));
    assert!(control('k'));
    assert!(control('k'), "an empty line goes away");
    assert!(!control('e'));
    press(&mut editor, KeyCode::Enter);
    press(&mut editor, KeyCode::Tab);
    press(&mut editor, KeyCode::Char('x'));
    press(&mut editor, KeyCode::Enter);
    press(&mut editor, KeyCode::Char('y'));
    assert_eq!(editor.text(), "let b = 2;\n    x\n    y\n");
}

#[test]
fn brackets_open_and_close_a_level() {
    let mut editor = RatEditor::new("");
    for code in [KeyCode::Char('{'), KeyCode::Enter, KeyCode::Char('1'), KeyCode::Enter, KeyCode::Char('}')] {
        press(&mut editor, code);
    }
    assert_eq!(editor.text(), "{\n    1\n}");
}

#[test]
fn the_picture_holds_all_lines_and_the_cursor() {
    let mut editor = RatEditor::new("let a = \"学习\";\nlet b = 2;\n");
    press(&mut editor, KeyCode::Down);
    let painted = editor.paint(20, THEME);
    assert_eq!(painted.buffer.area.height, 3);
    assert_eq!(painted.cursor, Some(Position::new(0, 1)));
    let row: String = (0..14).map(|x| painted.buffer[(ORIGIN.x + x, ORIGIN.y + 1)].symbol()).collect();
    assert_eq!(row.trim_end(), "let b = 2;");
}

#[test]
fn every_key_may_come_at_the_end_of_a_text() {
    for text in ["fn f() {\n    1\n}", "fn f() {\n    1\n}\n", "x", ""] {
        for code in [KeyCode::Tab, KeyCode::BackTab, KeyCode::Delete, KeyCode::Char('}'), KeyCode::Enter] {
            let mut editor = RatEditor::new("other\ntext");
            editor.replace(text);
            for code in [KeyCode::Down, KeyCode::Down, KeyCode::End, KeyCode::Enter, code, KeyCode::Char('a')] {
                press(&mut editor, code);
                editor.paint(40, THEME);
            }
            assert!(editor.text().starts_with(&format!("{text}\n")), "{code:?}: {:?}", editor.text());
            assert!(editor.text().ends_with('a'), "{code:?}: {:?}", editor.text());
        }
    }
}

#[test]
fn the_cursor_shows_in_a_line_longer_than_the_box() {
    let row = |painted: &Painted, y| -> String {
        let cells = (0..20).map(|x| painted.buffer[(ORIGIN.x + x, ORIGIN.y + y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    };
    for letter in ['x', '学'] {
        let mut editor = RatEditor::new("\nshort");
        for n in 1..=60 {
            press(&mut editor, KeyCode::Char(letter));
            let painted = editor.paint(20, THEME);
            let cursor = painted.cursor.unwrap();
            let left = if letter == 'x' { cursor.x - 1 } else { cursor.x - 2 };
            assert_eq!(painted.buffer[(ORIGIN.x + left, ORIGIN.y)].symbol(), letter.to_string(), "{n}");
            assert_eq!((cursor.y, painted.buffer.area.height), (0, 2));
        }
        let painted = editor.paint(20, THEME);
        assert!(row(&painted, 0).starts_with('…') && row(&painted, 1) == "short", "{painted:?}");
        press(&mut editor, KeyCode::Home);
        let painted = editor.paint(20, THEME);
        assert_eq!(painted.cursor, Some(Position::new(0, 0)));
        assert!(row(&painted, 0).ends_with('…') && row(&painted, 1) == "short", "{painted:?}");
    }
}

#[test]
fn no_width_and_no_glyph_break_the_picture() {
    for text in ["", "\t\tlet a = 1;\tlet b = 2;", "学习率学习率学习率", "e\u{301}👩‍🚀👩‍🚀👩‍🚀 x", "a\u{7}b"]
    {
        let mut editor = RatEditor::new(text);
        for width in [0, 1, 2, 3, 5, 8, 40] {
            press(&mut editor, KeyCode::Home);
            for _ in 0..30 {
                editor.paint(width, THEME);
                press(&mut editor, KeyCode::Right);
            }
        }
    }
}

#[test]
fn replacing_can_be_undone() {
    let mut editor = RatEditor::new("mine");
    editor.replace("theirs");
    assert_eq!(editor.text(), "theirs");
    for _ in 0..2 {
        editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL)));
    }
    assert_eq!(editor.text(), "mine");
    for _ in 0..2 {
        editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL)));
    }
    assert_eq!(editor.text(), "theirs");
}

fn control(editor: &mut RatEditor, c: char) -> bool {
    editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)))
}

fn select_all(editor: &mut RatEditor) {
    editor.handle(&Event::Key(KeyEvent::new(KeyCode::Home, KeyModifiers::CONTROL)));
    editor.handle(&Event::Key(KeyEvent::new(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT)));
}

#[test]
fn words_are_sought_from_the_cursor_on_and_around_the_end() {
    let mut editor = RatEditor::new("let loss = 1;\nloss + Loss");
    assert_eq!(editor.seek("loss", Seek::Here), Some((1, 3)));
    assert_eq!(editor.selected().as_deref(), Some("loss"));
    assert_eq!(editor.seek("loss", Seek::Here), Some((1, 3)), "it stays while letters are typed");
    assert_eq!(editor.seek("loss", Seek::Next), Some((2, 3)));
    assert_eq!(editor.seek("loss", Seek::Next), Some((3, 3)));
    assert_eq!(editor.seek("loss", Seek::Next), Some((1, 3)));
    assert_eq!(editor.seek("loss", Seek::Previous), Some((3, 3)));
    assert_eq!(editor.seek("gain", Seek::Here), None);
}

#[test]
fn lines_go_out_a_level_and_become_comments_and_undo_brings_them_back() {
    let text = "    let a = 1;\n  b();\nc();";
    let mut editor = RatEditor::new(text);
    select_all(&mut editor);
    assert!(editor.at_indentation() && editor.outdent());
    assert_eq!(editor.text(), "let a = 1;\nb();\nc();");
    select_all(&mut editor);
    editor.comment();
    assert_eq!(editor.text(), "// let a = 1;\n// b();\n// c();");
    assert!(control(&mut editor, 'z') && control(&mut editor, 'z'));
    assert_eq!(editor.text(), text);
    let mut editor = RatEditor::new("    x\n    y");
    assert!(editor.outdent());
    assert_eq!(editor.text(), "x\n    y", "the line of the cursor");
    assert!(!editor.outdent());
}

#[test]
fn brackets_show_their_partners_and_go_around_what_is_selected() {
    let mut editor = RatEditor::new("f(\")\", [1])");
    press(&mut editor, KeyCode::Right);
    let marked = |editor: &mut RatEditor| -> Vec<u16> {
        let painted = editor.paint(20, THEME);
        let underlined = |x: &u16| painted.buffer[(ORIGIN.x + x, ORIGIN.y)].modifier.contains(Modifier::UNDERLINED);
        (0..20).filter(underlined).collect()
    };
    assert_eq!(marked(&mut editor), [1, 10]);
    control(&mut editor, 'b');
    assert_eq!(editor.cursor(), 10);
    let mut editor = RatEditor::new("a + b");
    select_all(&mut editor);
    press(&mut editor, KeyCode::Char('('));
    assert_eq!(editor.text(), "(a + b)");
    assert_eq!(editor.selected().as_deref(), Some("a + b"));
}
