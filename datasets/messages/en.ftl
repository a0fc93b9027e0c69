# What loading a data set can answer. { $file } is a file or the name the caller gave.

missing = { $file } cannot be opened: { $reason }. Check the path; it counts from the folder where Gradus was started.
unreadable = { $file } cannot be read: { $reason }. Check that the file is complete, and either plain or gzip.
bad-row = { $file }, line { $line }: { $reason }. Correct that line and load again.
bad-item = { $file }, item { $item }: { $reason }. Get the file anew; it is damaged or cut short.
no-column = { $file } has no column `{ $column }`. Its columns are { $known }.

bad-value = column { $column }: { $reason }
no-value = column { $column } is empty
not-a-number = `{ $value }` is not a number
not-utf8 = the text is not UTF-8
empty = it is empty
wrong-width = { $found } values where { $expected } were expected
not-a-length = { $column } is { $value }, but a measurement is a number above 0
no-such-class = class { $class } does not exist, there are { $classes } classes, counted from 0
cut-short = { $found } bytes where { $expected } were expected
too-bright = a pixel of { $value }, but white is { $white }
not-idx = it is no IDX file of bytes with { $dimensions } dimensions
idx-header = it ends before the sizes are told
idx-longer = { $found } bytes of data where { $expected } were promised
labels = { $labels } labels for { $images } images
list-length = the list `{ $list }` has { $found } entries where { $expected } were expected
lines-differ = { $found } lines, but { $other } has { $expected }
no-such-node = number { $node } does not exist, there are { $nodes }, counted from 0
not-from-one = number { $node } does not exist, there are { $nodes }, counted from 1
two-graphs = the bond joins atoms of two molecules
wrong-id = number { $found } where { $expected } was next
twice = { $name } was there before
not-a-word = word { $place } is `{ $value }`, but must be 0 or 1
no-title = an author without a title before
no-author = a line that belongs to no poem
unknown-char = The tokenizer does not know { $character }; its text had { $known } different characters. Take the character out, or build the tokenizer from a text that has it.
