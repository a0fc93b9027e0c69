# What loading a data set can answer. { $file } is a file or the name the caller gave.

unreadable = { $file } cannot be read: { $reason }. Check that the file is complete, and either plain or gzip text.
bad-row = { $file }, line { $line }: { $reason }. Correct that line and load again.
bad-value = column { $column }: { $reason }
wrong-width = { $found } values where { $expected } were expected
not-a-length = { $column } is { $value }, but a measurement is a number above 0
