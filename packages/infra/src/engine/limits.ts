/** How long this engine waits for what. */
export const LIMITS = {
  CALL_TIMEOUT_S: 60, // the vendor's default for one call
  CALL_ATTEMPTS: 5, // of a call that the cloud refused for its rate
  RETRY_PAUSE_MS: 300, // times the attempt's number
  POLL_FIRST_MS: 10, // the sandbox is done almost at once …
  POLL_LONGEST_MS: 500, // … unless something is wrong
  POLL_GROWTH: 1.6,
  LOCK_TIMEOUT_MS: 5_000, // a run whose caller was killed needs a moment to notice
  SETTLE_TIMEOUT_MS: 30_000, // the sandbox needs milliseconds for a node pool; a real cloud is built by the real engine
} as const;
