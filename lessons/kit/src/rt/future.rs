//! Cells may `.await`: the cell's thread drives the future until it is ready. There is no reactor: what waits for
//! sockets or timers of an async runtime needs that runtime, and says so itself.

use super::interrupt::{Interrupted, interrupted};
use std::{
    panic,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Duration,
};

/// How often a waiting cell looks whether it is asked to stop.
const LOOK: Duration = Duration::from_millis(50);

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future; an interrupt unwinds.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = waker();
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        wait();
    }
}

fn waker() -> Waker {
    Arc::new(Unpark(thread::current())).into()
}

fn wait() {
    if interrupted() {
        panic::resume_unwind(Box::new(Interrupted));
    }
    thread::park_timeout(LOOK);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{future::poll_fn, sync::Mutex};

    #[test]
    fn a_future_is_driven_by_whoever_wakes_it() {
        let parked: Arc<Mutex<Option<Waker>>> = Arc::default();
        let theirs = Arc::clone(&parked);
        let other = thread::spawn(move || {
            loop {
                if let Some(waker) = theirs.lock().unwrap().take() {
                    return waker.wake();
                }
                thread::yield_now();
            }
        });
        let mut polls = 0;
        let waiting = poll_fn(|context| {
            polls += 1;
            if polls == 2 {
                return Poll::Ready(polls);
            }
            *parked.lock().unwrap() = Some(context.waker().clone());
            Poll::Pending
        });
        assert_eq!(block_on(async { waiting.await + 1 }), 3);
        other.join().unwrap();
    }
}
