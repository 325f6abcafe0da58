import { useSyncExternalStore } from "react";

/** One step of one page, kept in the reader's browser. */
const key = (page: string, step: string): string => `podpath:done:${page}:${step}`;
const CHANGED = "podpath:done";

/** Which steps are done, over reloads and in all tabs? None while the server draws the page, and where storage is forbidden. */
export function useDone(page: string, steps: readonly string[]): readonly boolean[] {
  const state = useSyncExternalStore(
    subscribe,
    () => steps.map((step) => (read(page, step) ? "1" : "0")).join(""),
    () => "0".repeat(steps.length),
  );
  return Array.from(state, (mark) => mark === "1");
}

export function setDone(page: string, step: string, done: boolean): void {
  try {
    if (done) localStorage.setItem(key(page, step), "1");
    else localStorage.removeItem(key(page, step));
  } catch {
    // This browser keeps nothing.
  }
  window.dispatchEvent(new Event(CHANGED));
}

function read(page: string, step: string): boolean {
  try {
    return localStorage.getItem(key(page, step)) !== null;
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}
