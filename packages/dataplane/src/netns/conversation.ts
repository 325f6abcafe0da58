import type { Readable } from "node:stream";
import type { Running } from "./spawn.ts";
import { within } from "./wait.ts";

/** How to know that a program has done everything asked so far: a question whose answer cannot be mistaken. */
export interface Marker {
  readonly question: string;
  readonly answer: RegExp;
}

/** A crowded machine may stop us for seconds; a program that is silent for longer is stuck. */
const DEADLINE_MS = 10_000;

/**
 * Talk to a program that reads commands line by line and stays: one request at a time, answers as text. Its output and its
 * errors come through the same pipe, so they are in order.
 */
export class Conversation {
  readonly #program: Running;
  readonly #marker: Marker;
  readonly #name: string;
  readonly #ended: Promise<never>;
  #heard = "";
  #onHeard = () => {};
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, program: Running, output: Readable, marker: Marker) {
    this.#name = name;
    this.#program = program;
    this.#marker = marker;
    output.setEncoding("utf8");
    output.on("data", (text: string) => {
      this.#heard += text;
      this.#onHeard();
    });
    this.#ended = program.exited.then((status) => {
      throw new Error(`${name} ended with status ${status}: ${this.#heard.trim()}`);
    });
    this.#ended.catch(() => {});
  }

  /**
   * @param commands complete lines
   * @returns everything the program printed while it did them
   */
  ask(commands: string): Promise<string> {
    const turn = this.#last.then(() => this.#turn(commands));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #turn(commands: string): Promise<string> {
    const answered = new Promise<string>((resolve) => {
      this.#onHeard = () => {
        const end = this.#marker.answer.exec(this.#heard);
        if (end === null) return;
        const answer = this.#heard.slice(0, end.index);
        this.#heard = this.#heard.slice(end.index + end[0].length);
        resolve(answer);
      };
    });
    this.#program.stdin?.write(`${commands}${this.#marker.question}\n`);
    const answer = within(Promise.race([answered, this.#ended]), DEADLINE_MS, this.#name);
    // What is stuck must not answer the next question with the last one's answer.
    answer.catch(() => this.#program.kill());
    return answer;
  }
}
