//! Bringing a part of the course into sight, and the focus with it.

use crate::app::dom::focus;
use crate::app::live::{Live, spawn};
use crate::web::turn::breathe;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Kept free above what is gone to, in CSS pixels: the bar lies there.
const ABOVE_PX: f64 = 64.0;

/// Goes to a part once the page has had a turn, for it may just have been made. Ends with the owner of `with`.
pub(super) fn go_to<T: 'static>(with: Live<T>, part: Element) {
    spawn(with, async move {
        breathe().await;
        show(&part);
    });
}

/// Goes to the first part below `root` that a selector names, likewise.
pub(super) fn go_to_first<T: 'static>(with: Live<T>, root: Element, selector: &'static str) {
    spawn(with, async move {
        breathe().await;
        if let Ok(Some(part)) = root.query_selector(selector) {
            show(&part);
        }
    });
}

/// Scrolls to the first part below `root` that a selector names, and leaves the focus where it is.
pub(super) fn scroll_to_first<T: 'static>(with: Live<T>, root: Element, selector: &'static str) {
    spawn(with, async move {
        breathe().await;
        if let Ok(Some(part)) = root.query_selector(selector) {
            scroll_to(&part);
        }
    });
}

/// Moves the focus to a part, and scrolls no further than it takes to see it.
pub(super) fn read_on<T: 'static>(with: Live<T>, part: Element) {
    spawn(with, async move {
        breathe().await;
        focus(&part);
    });
}

fn show(part: &Element) {
    scroll_to(part);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = part.unchecked_ref::<HtmlElement>().focus_with_options(&options);
}

/// Where the column scrolls by itself the page around it stays as it is; where it does not, the page is what scrolls.
fn scroll_to(part: &Element) {
    let column = part.closest(".course").ok().flatten();
    match column.filter(|column| column.scroll_height() > column.client_height()) {
        Some(column) => {
            let below = part.get_bounding_client_rect().top() - column.get_bounding_client_rect().top();
            column.set_scroll_top(column.scroll_top() + (below - ABOVE_PX) as i32);
        }
        None => part.scroll_into_view(),
    }
}
