//! Work done by many threads, results handed out in the order of the work, neither held back until the end nor piled up:
//! no thread runs further ahead of the slowest piece of work than it is told.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many pieces of work may be under way or wait for the one that comes before them.
const AHEAD: usize = 64;

/// Does `job` for every item, and calls `take` with each result in the order of the items; `true` when no further result
/// is ready. Ends early when `take` fails.
pub(super) fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    job: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R, bool) -> Result<(), E>,
) -> Result<(), E> {
    let queue = Queue {
        state: Mutex::new(State {
            items: items.fuse(),
            begun: 0,
            taken: 0,
            ready: BTreeMap::new(),
            over: false,
        }),
        room: Condvar::new(),
        result: Condvar::new(),
    };
    thread::scope(|scope| {
        // Whatever ends this function lets the threads end too.
        let _ending = Ending(&queue);
        let threads = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..threads.min(AHEAD) {
            // A thread is made only for work that there is. This thread makes the room that others wait for, and so it
            // must not wait for room itself.
            let first = queue.begin_at_once();
            if first.is_none() && queue.lock().over {
                break;
            }
            let (queue, job) = (&queue, &job);
            scope.spawn(move || {
                let panic = Ending(queue);
                let mut next = first.or_else(|| queue.begin());
                while let Some((index, item)) = next {
                    queue.finish(index, job(item));
                    next = queue.begin();
                }
                // A thread that finds nothing more to do lets the others finish what they have begun.
                std::mem::forget(panic);
            });
        }
        while let Some((result, is_last)) = queue.next() {
            take(result, is_last)?;
        }
        Ok(())
    })
}

struct Queue<I, R> {
    state: Mutex<State<I, R>>,
    /// A thread may begin another piece of work.
    room: Condvar,
    /// A result is ready, or none will be.
    result: Condvar,
}

struct State<I, R> {
    items: I,
    /// How many pieces of work have been begun, and how many results taken.
    begun: usize,
    taken: usize,
    ready: BTreeMap<usize, R>,
    /// Nothing more is to be begun.
    over: bool,
}

impl<I, R> State<I, R> {
    /// Whether another piece of work may be begun, or it need not be waited for because none will be.
    fn has_room(&self) -> bool {
        self.over || self.begun - self.taken < AHEAD
    }
}

impl<I: Iterator, R> Queue<I, R> {
    fn lock(&self) -> MutexGuard<'_, State<I, R>> {
        // The state is whole whenever the lock is free, also after a panic elsewhere.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work, once there is room for its result.
    fn begin(&self) -> Option<(usize, I::Item)> {
        let mut state = self.lock();
        while !state.has_room() {
            state = self
                .room
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        self.take_up(state)
    }

    /// The next piece of work, if there is room for its result now.
    fn begin_at_once(&self) -> Option<(usize, I::Item)> {
        let state = self.lock();
        if state.has_room() {
            self.take_up(state)
        } else {
            None
        }
    }

    fn take_up(&self, mut state: MutexGuard<'_, State<I, R>>) -> Option<(usize, I::Item)> {
        let item = if state.over { None } else { state.items.next() };
        if item.is_none() {
            state.over = true;
            self.result.notify_all();
        }
        item.map(|item| {
            state.begun += 1;
            (state.begun - 1, item)
        })
    }

    fn finish(&self, index: usize, result: R) {
        let mut state = self.lock();
        state.ready.insert(index, result);
        if index == state.taken {
            self.result.notify_all();
        }
    }

    /// The next result, and whether no other is ready; `None` when there will be none.
    fn next(&self) -> Option<(R, bool)> {
        let mut state = self.lock();
        loop {
            let index = state.taken;
            if let Some(result) = state.ready.remove(&index) {
                state.taken += 1;
                self.room.notify_all();
                return Some((result, !state.ready.contains_key(&(index + 1))));
            }
            if state.over && state.taken >= state.begun {
                return None;
            }
            state = self
                .result
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Ends the work when it is dropped: nothing more is begun, and nobody waits for what will not come.
struct Ending<'q, I: Iterator, R>(&'q Queue<I, R>);

impl<I: Iterator, R> Drop for Ending<'_, I, R> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.over = true;
        state.begun = state.taken;
        self.0.room.notify_all();
        self.0.result.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut taken = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(if n == 0 { 20 } else { 0 }));
            n * 2
        };
        let Ok(()) = in_order(0..500, slow_first, |result, _| {
            taken.push(result);
            Ok::<_, std::convert::Infallible>(())
        });
        assert_eq!(taken, (0..500).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_slow_beginning_stops_nobody() {
        // Now and then the first thread has used up all room before the second is made.
        for _ in 0..200 {
            let mut taken = 0;
            let Ok(()) = in_order(
                0..300,
                |_| (),
                |(), _| {
                    taken += 1;
                    Ok::<_, std::convert::Infallible>(())
                },
            );
            assert_eq!(taken, 300);
        }
    }

    #[test]
    fn nobody_runs_far_ahead() {
        let begun = AtomicUsize::new(0);
        let mut taken = 0;
        let Ok(()) = in_order(
            0..1000,
            |_| begun.fetch_add(1, Ordering::Relaxed),
            |_, _| {
                assert!(begun.load(Ordering::Relaxed) <= taken + AHEAD + 1);
                taken += 1;
                Ok::<_, std::convert::Infallible>(())
            },
        );
        assert_eq!(taken, 1000);
    }

    #[test]
    fn it_ends_when_results_are_no_longer_wanted() {
        let begun = AtomicUsize::new(0);
        let ended = in_order(
            0..100_000,
            |_| begun.fetch_add(1, Ordering::Relaxed),
            |_, _| Err("enough"),
        );
        assert_eq!(ended, Err("enough"));
        assert!(begun.load(Ordering::Relaxed) <= AHEAD + 1);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
        let _ = in_order(0..1000, |n| assert_ne!(n, 70), |(), _| Ok::<_, ()>(()));
    }
}
