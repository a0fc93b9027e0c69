//! Splitting work over the threads: whole rows, one share a thread, so that a share's numbers stay in its cache from
//! the product to the last step.

/// How many threads there are (`RAYON_NUM_THREADS`, else one a core).
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// How many of `rows` a thread takes, when all together do `work` elementary steps.
///
/// Waking a thread costs some microseconds, so little work stays on this thread.
pub fn share(rows: usize, work: usize) -> usize {
    /// About 20 microseconds of vector arithmetic.
    const WORTH_THREADS: usize = 60_000;
    if work < WORTH_THREADS { rows.max(1) } else { rows.div_ceil(threads()).max(1) }
}

/// Does every share of the work: the first on this thread, the others wherever there is one.
pub fn each<S: Send>(shares: Vec<S>, work: impl Fn(S) + Sync) {
    let mut shares = shares.into_iter();
    let Some(first) = shares.next() else { return };
    if shares.len() == 0 {
        return work(first);
    }
    // Not rayon's parallel iterators: called from a thread that is not rayon's, they hand over everything and sleep.
    rayon::in_place_scope(|scope| {
        let work = &work;
        for share in shares {
            scope.spawn(move |_| work(share));
        }
        work(first);
    });
}

/// Cuts up to `n` numbers off the front.
pub fn cut<'a>(rest: &mut &'a [f32], n: usize) -> &'a [f32] {
    let (front, back) = rest.split_at(n.min(rest.len()));
    *rest = back;
    front
}

/// Cuts up to `n` numbers off the front.
pub fn cut_mut<'a>(rest: &mut &'a mut [f32], n: usize) -> &'a mut [f32] {
    let taken = std::mem::take(rest);
    let (front, back) = taken.split_at_mut(n.min(taken.len()));
    *rest = back;
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_share_is_worked_once() {
        for n in [0, 1, 2, 7] {
            let mut numbers = vec![1.0; n];
            each(numbers.chunks_mut(2).collect(), |share: &mut [f32]| share.iter_mut().for_each(|x| *x += 1.0));
            assert_eq!(numbers, vec![2.0; n]);
        }
    }

    #[test]
    fn shares_cover_all_rows() {
        for rows in [0, 1, 5, 1000] {
            for work in [0, usize::MAX] {
                assert!(share(rows, work) * threads() >= rows && share(rows, work) >= 1);
            }
        }
    }
}
