/** Where the page's key is kept: in this tab, as long as it is open. */
const STORED = "podpath:lab";

/**
 * Runs on every page: the address that the lab prints ends in `#lab=KEY`, which no browser sends anywhere. The key is taken
 * out of the address before anybody sees, shares or bookmarks it.
 *
 * @returns whether there was one
 */
function takeKey(): boolean {
  const key = /^#lab=([\w-]+)$/.exec(location.hash)?.[1];
  if (key === undefined) return false;
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    sessionStorage.setItem(STORED, key);
  } catch {
    // This browser keeps nothing: the live page stays closed.
  }
  return true;
}

/** Null where nobody opened the guide by the lab's address. */
export function pageKey(): string | null {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
}

if (typeof window !== "undefined") {
  takeKey();
  // The lab's newest address, pasted into a tab that shows this page already, changes nothing but the fragment.
  window.addEventListener("hashchange", () => takeKey() && location.reload());
}
