import type { Grading } from "./scenario.ts";

const DIAGNOSIS: Grading["diagnosis"] = { prediction: 20, interface: 30, group: 20, rule: 30 };

/** A nudge is free; who is told what to change knows the cause without having found it. */
const HINT_PRICES: Grading["hintPrices"] = [0, 10, 20];

/** A time-out to be mended by opening what is needed and no more. */
export const MENDING: Grading = {
  points: {
    "symptom.connects": 40,
    "cause.feature-on": 5,
    "cause.groups-bound": 10,
    "cause.pods-unchanged": 5,
    "cause.different-nodes": 5,
    "least-privilege.required": 10,
    "least-privilege.within-tolerated": 15,
    "least-privilege.nothing-lost": 5,
    "deny.still-blocked": 5,
    "witness.agree": 0,
  },
  diagnosis: DIAGNOSIS,
  hintPrices: HINT_PRICES,
};

/** The same, and the fix must outlive the Pod whose address it is tempting to write down. */
export const MENDING_FOR_GOOD: Grading = {
  points: { ...MENDING.points, "symptom.connects": 30, "symptom.survives-reschedule": 10 },
  diagnosis: DIAGNOSIS,
  hintPrices: HINT_PRICES,
};

/** Nothing is wrong with the network: to pass is to say so and to leave it alone. */
export const LEAVING_ALONE: Grading = {
  points: {
    "control.said-so": 50,
    "symptom.refused": 10,
    "cause.feature-on": 5,
    "cause.groups-bound": 5,
    "cause.pods-unchanged": 5,
    "cause.different-nodes": 5,
    "least-privilege.within-tolerated": 15,
    "least-privilege.nothing-lost": 5,
    "witness.agree": 0,
  },
  diagnosis: { prediction: 30, interface: 70, group: 0, rule: 0 },
  hintPrices: HINT_PRICES,
};
