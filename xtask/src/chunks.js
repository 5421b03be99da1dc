// Fetches parts of the page: each lies in files that it may share with others.
import { initSync } from "PAGE";

const files = new Map();

/** Takes a file into the page, once; one that did not arrive is asked for again the next time. */
function file(name) {
  if (!files.has(name)) {
    const taken = take(name);
    taken.catch(() => files.delete(name));
    files.set(name, taken);
  }
  return files.get(name);
}

async function take(name) {
  const response = await fetch(new URL(`./chunks/${name}.wasm`, import.meta.url));
  await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: initSync() });
}

/** Gives the page what it calls to have a part: it is called back with whether the part arrived. */
const part = (...names) => async (callback, data) => {
  let arrived = true;
  try {
    await Promise.all(names.map(file));
  } catch (error) {
    console.error(error);
    arrived = false;
  }
  initSync().__indirect_function_table.get(callback)(data, arrived);
};

