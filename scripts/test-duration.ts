/** Written by each whole `npm test`, below the top of the repository. */
export const DURATION_REPORT = "reports/duration.json";

export interface Duration {
  readonly seconds: number;
  readonly tests: number;
  /** What `PODPATH_CRASHES` said; null: the sample of a user's run. */
  readonly crashes: string | null;
}
