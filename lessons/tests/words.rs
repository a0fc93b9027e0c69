//! Every message is said, and every said message is there.

use std::path::Path;

#[test]
fn messages_and_code_agree() {
    let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    gradus_words::audit(sources, include_str!("../messages/en.ftl")).unwrap();
}
