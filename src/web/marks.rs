//! The page's own stopwatch: marks and measures that the browser's tools and the bench can read.

use std::cell::Cell;

thread_local! {
    static BENCH: Cell<Option<bool>> = const { Cell::new(None) };
}

/// The browser's clock in milliseconds; zero where there is none.
pub(crate) fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Leaves a named mark.
pub(crate) fn mark(name: &str) {
    if let Some(clock) = web_sys::window().and_then(|window| window.performance()) {
        // Marks are for onlookers; the page goes on without them.
        let _ = clock.mark(name);
    }
}

/// Measures from a mark to now, when the address asks for figures with `#bench`.
pub(crate) fn measure_since(name: &str, start: &str) {
    if let Some(clock) = web_sys::window().and_then(|window| window.performance()) {
        let _ = clock.measure_with_start_mark(name, start);
        clock.clear_marks_with_mark_name(start);
    }
}

/// Whether the address asks for figures.
pub(crate) fn bench() -> bool {
    BENCH.with(|bench| {
        bench.get().unwrap_or_else(|| {
            let hash = web_sys::window().and_then(|window| window.location().hash().ok());
            let asked = hash.is_some_and(|hash| hash.contains("bench"));
            bench.set(Some(asked));
            asked
        })
    })
}
