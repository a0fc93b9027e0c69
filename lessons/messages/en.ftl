# Every word of the crate that a person reads.

problems-count = { $count ->
    [one] 1 problem
   *[other] { $count } problems
}

# Catalog
catalog-misplaced = the front matter says this is { $found }
catalog-misplaced-instead = the file's place says track = "{ $track }" and id = "{ $name }": write these, or move the file
catalog-no-track = no track is called { $track }
catalog-no-track-instead = add a [[track]] with id = "{ $track }" to course.toml, or move the file to a track's folder

# Finding a lesson
find-ambiguous = { $asked } could be any of { $matches }: write more of the name
find-broken = { $file } has { $count ->
    [one] a problem
   *[other] { $count } problems
}, so it cannot be opened: gradus lint { $file } shows where
find-unknown = there is no lesson { $asked }; there are: { $known }
find-unknown-near = there is no lesson { $asked }; did you mean { $nearest }? There are: { $known }

# Progress
store-newer = { $file } was written by a later Gradus (version { $version }, this one knows { $known }): update Gradus, or set GRADUS_HOME to another folder; the file is left as it is
store-unreadable = { $file } cannot be read ({ $cause }): check who owns it and try again
store-unsaved = your progress could not be saved to { $file } ({ $cause }): what was saved before is intact; make room or make the folder writable, then it is saved with the next change
store-set-aside = your progress file could not be understood ({ $cause }), so it was kept as { $aside } and you start with a clean one
