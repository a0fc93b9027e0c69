//! A small course for tests: one lesson with a cell, an exercise and a figure.

use gradus_lessons::{Catalog, Lesson};

/// Its file.
pub const FILE: &str = "course/basics/01-two.md";

/// The lesson's text; also what tests break on purpose.
pub const TEXT: &str = r#"+++
id = "01-two"
title = "Two"
track = "basics"
minutes = 5
seed = 7

[skills]
two = "counting"
+++

Counting.

There are *two* ways, and {figure:half} is between.

```rust,cell,id=half,figure=half,tol=0.1
1.0 / 2.0
```

```quiz,id=guess
question = "What comes after one?"
choices = ["Zero", "Two"]
answer = 2
why = "It is one more."
```

```rust,exercise,id=two,expects="let two: i32"
let two: i32 = todo!();
```

```hint,for=two
More than one.
```

```hint,for=two
Less than three.
```

```hint,for=two
One and one.
```

```rust,check,for=two
gradus::check::close("two", two, 2)
```

```rust,solution,for=two
let two: i32 = 2;
```

```rust,right,for=two
let two: i32 = 1 + 1;
```

```rust,wrong,for=two,expect="too small"
let two: i32 = 1;
```

```rust,wrong,for=two,expect="too large"
let two: i32 = 3;
```

```rust,wrong,for=two,expect="sign"
let two: i32 = -2;
```

Now you can count to `two`.

```rust,cell,id=end
println!("{two}");
```

That is all.
"#;

/// The course.
pub fn catalog() -> Catalog {
    let course = "[[track]]\nid = \"basics\"\ntitle = \"Basics\"\nsummary = \"How to count.\"\n";
    Catalog::new([("course/course.toml".to_owned(), course.to_owned()), (FILE.to_owned(), TEXT.to_owned())])
}

/// Its lesson.
pub fn lesson() -> Lesson {
    catalog().lessons().next().unwrap().clone()
}
