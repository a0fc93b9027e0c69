# Words of the data frames.
frame-heading = { $rows } { $rows ->
    [one] row
   *[other] rows
}, { $columns } { $columns ->
    [one] column
   *[other] columns
}
frame-more = … and { $count } more { $count ->
    [one] row
   *[other] rows
}
frame-values = { $count } { $count ->
    [one] value
   *[other] values
}
