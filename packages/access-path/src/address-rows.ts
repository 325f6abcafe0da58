import type { AddressRange } from "./block.ts";
import { clearBit, setBit, wordsFor } from "./line-bits.ts";
import type { LineBits } from "./line-bits.ts";
import type { Family } from "./ip.ts";
import { peerEvents } from "./rows.ts";

/** One family's address axis cut where some line starts or stops to match. Inside one row no line makes a difference. */
export interface AddressRows {
  readonly count: number;
  /** First address of each row; row 0 starts at address 0. */
  readonly starts: readonly bigint[];
  /** For each row the lines that match its addresses, `wordsFor(lines)` words a row. */
  readonly lines: LineBits;
}

/** Cut one family's axis: at most two rows a peer range, one word for 32 lines and row. */
export function makeRows(family: Family, peersOfLines: readonly (readonly AddressRange[])[]): AddressRows {
  const events = peerEvents(family, peersOfLines);
  const words = wordsFor(peersOfLines.length);
  const active = new Uint32Array(words);
  const lines = new Uint32Array((events.length + 1) * words);
  const starts = [0n];
  for (let index = 0; index < events.length;) {
    const at = events[index]!.at;
    if (at > starts.at(-1)!) starts.push(at);
    for (let event = events[index]; event?.at === at; event = events[++index])
      if (event.add) setBit(active, 0, event.line);
      else clearBit(active, event.line);
    lines.set(active, (starts.length - 1) * words);
  }
  return { count: starts.length, starts, lines };
}
