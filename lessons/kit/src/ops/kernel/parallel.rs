//! Splitting work over the threads: whole rows, one share a thread, so that a share's numbers stay in its cache from
//! the product to the last step.
//!
//! Waking a thread that sleeps takes 20 microseconds, as long as a share of a small model's layer. So the threads that
//! help stay awake for a moment after their work, as OpenMP's do for PyTorch: a training step finds them at once.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::{
    hint, iter,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// How long a helper looks for more work: longer than the parts of a step between two that are split.
const MOMENT: Duration = Duration::from_micros(200);

/// For how many splits helpers are left to sleep when other programs want the cores: then who is awake is not at once
/// on a core, and who has slept is preferred.
const TRUCE: usize = 500;

/// The threads beside the one that asks; none if the system gives none.
static HELPERS: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let count = threads() - 1;
    if count == 0 {
        return None;
    }
    ThreadPoolBuilder::new().num_threads(count).thread_name(|at| format!("helper {at}")).build().ok()
});

/// How many helpers look for work.
static AWAKE: AtomicUsize = AtomicUsize::new(0);
/// How often work was split with helpers that stay awake.
static SPLITS: AtomicUsize = AtomicUsize::new(0);
/// What remains of the last [`TRUCE`].
static CROWDED: AtomicUsize = AtomicUsize::new(0);

/// How many threads there are (`RAYON_NUM_THREADS`, else one a core).
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// How many of `rows` a thread takes, when all together do `work` elementary steps.
///
/// Handing over costs a microsecond or two, and more if a helper sleeps, so little work stays on this thread.
pub fn share(rows: usize, work: usize) -> usize {
    /// About 13 microseconds of vector arithmetic.
    const WORTH_THREADS: usize = 40_000;
    if work < WORTH_THREADS { rows.max(1) } else { rows.div_ceil(threads()).max(1) }
}

/// Does every share of the work: the first on this thread, the others wherever there is one.
pub fn each<S: Send>(shares: Vec<S>, work: impl Fn(S) + Sync) {
    let mut shares = shares.into_iter();
    let Some(first) = shares.next() else { return };
    if shares.len() == 0 {
        return work(first);
    }
    let Some(helpers) = &*HELPERS else { return iter::once(first).chain(shares).for_each(work) };
    // A share that is split again waits as rayon's threads do: by working.
    let outside = helpers.current_thread_index().is_none();
    let crowded = CROWDED.load(Ordering::Relaxed);
    if outside && crowded == 0 {
        keep_awake(helpers);
    }
    CROWDED.store(crowded.saturating_sub(1), Ordering::Relaxed);
    let left = AtomicUsize::new(shares.len());
    // Not rayon's parallel iterators: called from a thread that is not rayon's, they hand over everything and sleep.
    helpers.in_place_scope(|scope| {
        let (work, left) = (&work, &left);
        for share in shares {
            scope.spawn(move |_| {
                work(share);
                left.fetch_sub(1, Ordering::Release);
            });
        }
        let began = Instant::now();
        work(first);
        if outside && crowded == 0 {
            // As long again as the own share, and the time to wake up.
            let patience = 2 * began.elapsed() + MOMENT / 4;
            while left.load(Ordering::Acquire) > 0 {
                if began.elapsed() > patience {
                    CROWDED.store(TRUCE, Ordering::Relaxed);
                    break;
                }
                hint::spin_loop();
            }
        }
    });
}

/// Wakes the helpers unless they are awake, and makes them look for work until a [`MOMENT`] after the last that was split.
fn keep_awake(helpers: &ThreadPool) {
    SPLITS.fetch_add(1, Ordering::Relaxed);
    let count = helpers.current_num_threads();
    if AWAKE.compare_exchange(0, count, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
        helpers.spawn_broadcast(|_| {
            let (mut seen, mut since) = (SPLITS.load(Ordering::Relaxed), Instant::now());
            while since.elapsed() < MOMENT {
                // Does a share if there is one. Not `thread::yield_now`: the system sends whoever yields to the queue's end.
                if rayon::yield_now() != Some(rayon::Yield::Executed) {
                    hint::spin_loop();
                }
                let now = SPLITS.load(Ordering::Relaxed);
                if now != seen {
                    (seen, since) = (now, Instant::now());
                }
            }
            AWAKE.fetch_sub(1, Ordering::Relaxed);
        });
    }
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
    fn a_share_may_be_split_again() {
        for _ in 0..100 {
            let mut numbers = [1.0; 64];
            each(numbers.chunks_mut(16).collect(), |share: &mut [f32]| {
                each(share.chunks_mut(4).collect(), |share: &mut [f32]| share.iter_mut().for_each(|x| *x += 1.0));
            });
            assert_eq!(numbers, [2.0; 64]);
        }
    }

    #[test]
    fn what_stops_a_share_stops_the_work_and_the_next_is_done() {
        let stopped = std::panic::catch_unwind(|| each(vec![0, 1, 2, 3], |n| assert!(n < 3)));
        assert!(stopped.is_err());
        let mut numbers = [1.0; 8];
        each(numbers.chunks_mut(2).collect(), |share: &mut [f32]| share.iter_mut().for_each(|x| *x += 1.0));
        assert_eq!(numbers, [2.0; 8]);
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
