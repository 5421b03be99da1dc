//! Where the site lies that this module came from, whatever page it runs in.

use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Url;

#[wasm_bindgen]
extern "C" {
    type ImportMeta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &ImportMeta) -> JsString;
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static IMPORT_META: ImportMeta;
}

/// The full address of a file or a route of the site, such as `lessons/index.json` or `#scene=hot-key`. The site's pages and
/// its module lie in one folder.
pub(crate) fn address(path: &str) -> String {
    let module = IMPORT_META.with(|meta| String::from(meta.url()));
    let site = Url::new_with_base("./", &module).and_then(|folder| Url::new_with_base(path, &folder.href()));
    // Without an address of its own a module comes from nowhere; then the page's is as good as any.
    site.map_or_else(|_| path.to_owned(), |address| address.href())
}
