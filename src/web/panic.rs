//! The last resort: when an invariant breaks, the page says so and hands out what is needed to tell somebody.

use crate::app::words;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement, HtmlTextAreaElement};

thread_local! {
    static PAGES: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
    static SCENARIO: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic shows its box in `page`: all pages of a document share the module that broke.
pub(crate) fn show_in(page: &HtmlElement) {
    PAGES.with_borrow_mut(|kept| kept.push(page.clone()));
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        let pages = PAGES.try_with(|pages| pages.try_borrow().map(|pages| pages.clone()).unwrap_or_default());
        for page in pages.unwrap_or_default() {
            // Nothing is left to do when even this fails.
            let _ = build(&page, info);
        }
    }));
}

/// The page is gone, and shows nothing any more.
pub(crate) fn forget(page: &HtmlElement) {
    PAGES.with_borrow_mut(|kept| kept.retain(|other| other != page));
}

/// Keeps what the box offers to copy.
pub(crate) fn keep_scenario(json: String) {
    SCENARIO.with_borrow_mut(|kept| *kept = json);
}

fn build(page: &HtmlElement, info: &PanicHookInfo<'_>) -> Option<()> {
    let document = page.owner_document()?;
    let panel = child(&document, page, "div", "broken")?;
    panel.set_attribute("role", "alertdialog").ok()?;
    panel.set_attribute("aria-label", words::BROKEN).ok()?;
    child(&document, &panel, "h2", "")?.set_text_content(Some(words::BROKEN));
    child(&document, &panel, "p", "")?.set_text_content(Some(words::BROKEN_ABOUT));

    let text = child(&document, &panel, "textarea", "")?.dyn_into::<HtmlTextAreaElement>().ok()?;
    let scenario = SCENARIO.try_with(|kept| kept.try_borrow().map(|kept| kept.clone()).unwrap_or_default());
    text.set_value(&format!("{info}\n\n{}", scenario.unwrap_or_default()));
    text.set_read_only(true);
    text.set_attribute("aria-label", words::BROKEN_TEXT).ok()?;

    let copy = child(&document, &panel, "button", "primary")?;
    copy.set_text_content(Some(words::BROKEN_COPY));
    on_click(&copy, move || {
        text.select();
        if let Some(window) = web_sys::window() {
            let _ = window.navigator().clipboard().write_text(&text.value());
        }
    });
    let reload = child(&document, &panel, "button", "quiet")?;
    reload.set_text_content(Some(words::BROKEN_RELOAD));
    on_click(&reload, || {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
    copy.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

fn child(document: &Document, parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

/// The box stays until the page is reloaded, and so do its two listeners.
fn on_click(element: &Element, work: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(work).into_js_value();
    let _ = element.add_event_listener_with_callback("click", closure.unchecked_ref());
}
