import type { Controller } from "./controller.ts";

/** In the order in which one's work is the next one's matter: what is made true in one round needs few of them. */
export const CONTROLLERS: readonly Controller[] = [];
