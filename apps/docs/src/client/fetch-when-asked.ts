/**
 * The framework fetches the page behind every link in sight, two dozen of them with this sidebar, and a phone pays for it while the
 * reader waits. A page is fetched when the reader points at its link; that is early enough.
 */
export function onRouteUpdate(): void {
  window.docusaurus = { ...window.docusaurus, prefetch: () => false };
}
