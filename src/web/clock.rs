//! The calendar's clock, for what the reader does; the simulation has a time of its own.

/// Now, in milliseconds since 1970.
#[expect(clippy::cast_sign_loss, reason = "a browser's clock does not stand before 1970")]
pub(crate) fn epoch_ms() -> u64 {
    js_sys::Date::now() as u64
}
