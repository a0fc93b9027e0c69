# The kit's words: what checks and views say to a learner.

## Tensors
tensor-heading = Tensor { $shape }, { $dtype }
tensor-scalar = Tensor (one number), { $dtype }: { $value }
tensor-rows = { $shown } of { $all } rows
tensor-columns = { $shown } of { $all } columns
tensor-matrices = { $shown } of { $all } matrices

## Other values
view-more = … and { $count } more
view-more-letters = … and { $count } more letters

## The list of variables
glance-items = { $count } { $count ->
    [one] item
   *[other] items
}
glance-entries = { $count } { $count ->
    [one] entry
   *[other] entries
}

## Checks
check-todo = There is no answer yet: replace the todo!() with your own code.
check-close = { $name } gave { $got }, but { $expected } is expected (within { $tolerance }).
check-number-of = Number { $number } of { $name }
check-count = { $name } holds { $got } { $got ->
    [one] number
   *[other] numbers
}, but { $expected } { $expected ->
    [one] is
   *[other] are
} expected.
check-nan = { $name } gave NaN, which is not a number. A division 0/0, the logarithm or root of a negative number, or a loss that ran away gives one.
check-infinite = { $name } gave { $got }: the number grew without bound. A division by zero or a learning rate that is too large gives one.
check-shape = { $name } has shape { $got }, but { $expected } is expected.
check-shape-turned = { $name } has shape { $got }, but { $expected } is expected: rows and columns are swapped.
check-shape-single = a single number
check-falls-short = { $name } holds { $count } { $count ->
    [one] value
   *[other] values
}; at least 2 are needed to see whether it falls.
check-falls-flat = { $name } stays at { $first } over { $count } steps: nothing is learned. Does each step change the weights?
check-falls-rises = { $name } rises: { $first } at first, { $last } after { $count } steps. A step against the gradient lowers a loss, a step along it raises it; a step too large overshoots.
check-rows-uneven = { $name } holds { $count } numbers, which are not rows of { $columns }.
check-rows-negative = Row { $row } of { $name } holds { $value }, but a probability is never negative.
check-rows-sum = Row { $row } of { $name } sums to { $sum }, but each row must sum to one.
check-gradient-off = { $place } gave { $got }, but moving a little and looking at the loss gives about { $expected }.
check-gradient-count = { $name } holds { $got } { $got ->
    [one] number
   *[other] numbers
}, but there { $expected ->
    [one] is { $expected } parameter
   *[other] are { $expected } parameters
}: a gradient has one number for each.
check-gradient-unmeasurable = The loss has no value close to parameter { $axis }, so { $name } could not be measured. This is a mistake in the lesson, not in your answer.
check-gradient-zero = Every number is zero: the gradient never reaches the parameters.
check-gradient-sign = The size is right and the sign is flipped.
check-gradient-half = It is half of what it should be: a factor 2 is missing (the derivative of a square brings one).
check-gradient-double = It is twice what it should be: there is a factor 2 too many.
check-gradient-sign-and-two = The sign is flipped, and a factor 2 is off.
check-gradient-times = It is { $factor } times too large: was dividing by the number of points forgotten?
check-gradient-part = It is { $factor } times too small: is it divided by the number of points once too often?
check-gradient-ratio = All of it is off by one factor, { $factor }.
check-gradient-order = The right numbers are there, in another order.

## The worker
rt-missing = The variable `{ $name }` is no longer there. Run the cell that defines it again.
rt-changed = The variable `{ $name }` holds a `{ $stored }`, and this cell takes it as a `{ $wanted }`. Run the cell that defines it again.
rt-interrupted = Stopped.
rt-dropping = This cell has printed more than { $megabytes } MB; the rest is left out.
rt-dropped = { $kilobytes } kB more were printed and left out.
rt-no-start = The process that runs cells could not start: { $error }
rt-not-loaded = The compiled cell could not be loaded: { $error }. Run it again; if that does not help, restart the session.

## Plots
plot-uneven = { $name }: { $xs } x and { $ys } y were given; what is left over is not drawn.
plot-boundary-first = The boundary was drawn before there were points, so it covers 0 to 1: add the points first.
plot-skipped = { $count } { $count ->
    [one] value is
   *[other] values are
} not finite and not drawn.
plot-failed = (The picture could not be drawn: { $error })
plot-empty = nothing to draw yet
plot-half = p = 0.5
plot-replaced = The picture's font cannot write everything: { $pairs }.
plot-predicted = predicted
plot-truth = truth
plot-right = { $right } of { $all } are right.
plot-looked-at = looked at
plot-token = token
plot-component = component { $number } ({ $percent } % of the variance)
plot-weight = weight
plot-share = share of the weights (%)
plot-smaller = { $count } smaller { $count ->
    [one] matrix is
   *[other] matrices are
} not shown.
plot-data = data
plot-grad = grad
plot-above = (see above)
plot-older = { $count } older { $count ->
    [one] value is
   *[other] values are
} not shown.
words-title = Plot: { $title }
words-untitled = A plot.
words-empty = Nothing is drawn yet.
words-across = Across
words-up = Up
words-axis = { $axis }: from { $from } to { $to }.
words-line = Line { $name }, { $count } { $count ->
    [one] point
   *[other] points
}: { $first } at { $start } to { $last } at { $end }; least { $least } at { $low }, greatest { $greatest } at { $high }.
words-points = Points { $name }: { $count }, from { $left } to { $right } across and { $least } to { $greatest } up, around ({ $x }, { $y }).
words-bars = Bars { $name }: { $count }; the highest is { $greatest } at { $high }; they stand from { $from } to { $to }.
words-edges = Edges { $name }: { $count }.
words-nodes = Nodes { $name }: { $count }.
words-map = A map of { $rows } rows and { $columns } columns: least { $least } in { $low }, greatest { $greatest } in { $high }.
words-place = row { $row }, column { $column }
words-ground = The ground behind the points: { $shares }.
words-images = { $count } small { $count ->
    [one] picture
   *[other] pictures
}: { $captions }.
plot-shades = shades "{ $shades }" from { $least } to { $greatest }

## Kept models
keep-name = A model cannot be kept under the name "{ $name }". A name begins with a letter or a digit and has at most 50 letters, digits, spaces, dots, `-` and `_`.
keep-no-folder = Models are kept in the data folder of Gradus, and this program does not run in a session of Gradus.
keep-missing = Nothing is kept under the name "{ $name }" yet: `keep("{ $name }", &model)?` keeps a trained model.
keep-missing-among = Nothing is kept under the name "{ $name }". These are: { $kept }.
keep-damaged = The file { $file } is not a whole kept model ({ $cause }). Train the model and keep it again.
keep-shape = The model kept as "{ $name }" has another shape than this one: at `{ $place }` it holds { $kept }, and this model has { $wanted }. Build the model as it was when it was kept, or train this one and keep it under another name.
keep-nothing = nothing
keep-kind = `{ $name }` holds numbers of the kind { $kind }, and only F32 and F64 are kept here
keep-file = { $file }: { $cause }. Check that the disk has room and that the folder is yours.

## Training
train-title = Training
train-axis-step = step
train-axis-loss = loss
train-curve-loss = loss
train-curve-held-out = held out
train-progress = step { $step } of { $total }, loss { $loss }, { $speed } steps a second, { $left } left
train-summary = { $steps } { $steps ->
    [one] step
   *[other] steps
} in { $time }: loss { $first } at first, { $last } at the end.
train-ended-early = Ended early: it was not getting better any more.
train-ended-stopped = Stopped. A model that an earlier cell made keeps what it has learned so far.
train-ended-no-value = The next loss has no value.
train-time-ms = { $ms } ms
train-time-s = { $s } s
train-time-min = { $min } min { $s } s
train-no-value = The loss is { $loss } at step { $step }. { $cause }
train-cause-weights = There are weights without a value before the first step: the model was not built anew after a training that failed. Build it again.
train-cause-first-nan = It is the first step, so the data or the loss is the cause: a missing value in the data (NaN), the logarithm of zero or of a negative number, or 0/0.
train-cause-first-infinite = It is the first step, so the data or the loss is the cause: the logarithm of zero, a division by zero, or numbers so large that their exponential is infinite. Standardise the data: subtract the mean, divide by the spread.
train-cause-scale = The first loss was { $first } already: the data holds numbers far too large for new weights. Likely cause: they are not standardised. Subtract the mean and divide by the spread, of the inputs and of the targets.
train-cause-gradient = The losses before were calm, and then the weights had no value: the gradient was NaN where the loss was not. A square root, a logarithm or a division at zero does that. Add a small number to what stands under it.
train-cause-rate = The steps overshoot further each time. Likely cause: the learning rate is too high. Build the model again and try a tenth of it.
train-cause-log = The weights are fine and the losses before were calm. Likely cause: the logarithm of zero, when a probability became exactly 0 or 1. Take a loss on the numbers before sigmoid or softmax, such as cross_entropy_with_logits_loss.
train-unused = The loss does not depend on { $count } { $count ->
    [one] parameter tensor
   *[other] parameter tensors
} of the model, so the optimizer cannot change them. Does the loss use the whole model?

## Operations
ops-targets-count = cross_entropy needs one target for every row of the logits: there are { $rows } rows and { $targets } targets.
ops-target-class = The target { $target } is no class: the logits have { $classes }, and the first is 0.
ops-heads = { $features } features do not fall into { $heads } heads of one size. Take a number of heads that divides them.
ops-index = The index { $index } is no row of the embedding: it has { $rows }, and the first is 0.
ops-dropout = dropout needs a probability from 0 up to, but not including, 1; it got { $p }.
ops-context = The sequence has { $time } places, but the model knows { $context }. Cut it, or build the model with a longer context.

## Data sets as tensors
data-shape = An image has { $height } x { $width } pixels, but the shape holds { $expected } numbers. Ask for a shape of that many, such as Rank1<{ $expected }> or Rank3<1, height, width>.
data-count = there must be a class for each example, and examples have { $each } numbers each
data-short = { $tokens } tokens are not enough: a piece of { $context } and the token after it need more than { $context }

## Graphs
csr-outside = an entry at row { $row }, column { $column } lies outside of the matrix
csr-values = there must be a value for each of the { $entries } entries
graph-node = an edge names node { $node }, but the graph has { $nodes } nodes, counted from 0
graph-features = each node needs one row of features
segment-rows = the tensor has { $rows } rows, but the segments are of { $expected }
sparse-shape = a matrix with { $columns } columns cannot multiply { $rows } rows

## Images
window-size = The window { $window } does not fit { $size } pixels: it must be no larger than the image with its padding, and move.

## Layers
nn-prompt = generate needs at least one word to begin with.

## Questions
input-nobody = Nobody can be asked here. Write the text into the cell instead; in the terminal (`gradus`) and in Jupyter a cell can ask.
input-failed = Standard input cannot be read: { $error }
rt-stdin-ended = The cell reads standard input. Nobody can be asked here, so it is at its end; in the terminal (`gradus`) and in Jupyter a cell can ask.
