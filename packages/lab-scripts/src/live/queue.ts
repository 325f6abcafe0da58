/** Runs one piece of work after the other; those that a person waits for go before those that nobody asked for. */
export interface Queue {
  /** @returns null at once when too much is waiting */
  ask<T>(work: () => Promise<T>): Promise<T> | null;
  /** Runs when nothing else does. */
  whenIdle<T>(work: () => Promise<T>): Promise<T>;
}

export function createQueue(limit: number): Queue {
  const asked: (() => Promise<void>)[] = [];
  const idle: (() => Promise<void>)[] = [];
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let work = asked.shift() ?? idle.shift(); work; work = asked.shift() ?? idle.shift()) await work();
    busy = false;
  };
  const put = <T>(line: (() => Promise<void>)[], work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      line.push(() => work().then(resolve, reject));
      void next();
    });
  return {
    ask: (work) => (asked.length >= limit ? null : put(asked, work)),
    whenIdle: (work) => put(idle, work),
  };
}
