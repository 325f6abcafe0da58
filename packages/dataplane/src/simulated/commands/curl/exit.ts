/** curl's exit statuses. */
export const EXIT = {
  ok: 0,
  unsupportedProtocol: 1,
  usage: 2,
  malformedUrl: 3,
  couldNotResolve: 6,
  couldNotConnect: 7,
  httpError: 22,
  writeError: 23,
  timedOut: 28,
  tlsConnect: 35,
} as const;
