import { Interrupted, SIGNAL, type Job } from "./job.ts";

/** Where a command reads from. */
export interface Input {
  /** The next piece, or null at the end. @throws Interrupted */
  read(job: Job): Promise<string | null>;
  /** The next line without its newline, or null at the end. @throws Interrupted */
  readLine(job: Job): Promise<string | null>;
}

/** Where a command writes to. */
export interface Output {
  readonly isTerminal: boolean;
  /** @throws Interrupted by SIGPIPE when nobody reads any more */
  write(text: string): void;
}

export const NO_INPUT: Input = { read: async () => null, readLine: async () => null };

export const NO_OUTPUT: Output = { isTerminal: false, write: () => {} };

/** Text from a writer to a reader, in order, unbounded: what is written here is small. */
export class Pipe implements Input, Output {
  readonly isTerminal = false;
  #text = "";
  #ended = false;
  #broken: (() => void) | null = null;
  #wake: (() => void) | null = null;

  write(text: string): void {
    if (this.#broken !== null) {
      this.#broken();
      throw new Interrupted(SIGNAL.pipe);
    }
    this.#text += text;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** The reader has gone: the next write is told so, and fails. */
  abandon(broken: () => void): void {
    this.#broken = broken;
    this.#text = "";
  }

  async read(job: Job): Promise<string | null> {
    while (this.#text === "" && !this.#ended) await this.#more(job);
    const text = this.#text;
    this.#text = "";
    return text === "" ? null : text;
  }

  async readLine(job: Job): Promise<string | null> {
    while (!this.#text.includes("\n") && !this.#ended) await this.#more(job);
    if (this.#text === "") return null;
    const cut = this.#text.indexOf("\n");
    const line = cut < 0 ? this.#text : this.#text.slice(0, cut);
    this.#text = cut < 0 ? "" : this.#text.slice(cut + 1);
    return line;
  }

  #more(job: Job): Promise<void> {
    return job.wait((done) => {
      this.#wake = () => {
        this.#wake = null;
        done();
      };
      return () => (this.#wake = null);
    });
  }
}

/** Everything until the end. @throws Interrupted */
export async function readAll(input: Input, job: Job): Promise<string> {
  let all = "";
  for (let piece = await input.read(job); piece !== null; piece = await input.read(job)) all += piece;
  return all;
}
