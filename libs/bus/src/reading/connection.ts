import { ReaderLost } from "./fault.js";

/** What tells of the connection's losses and returns. */
export interface ConnectionWatch {
  /** Calls `listener` after each reconnect and each loss; returns what removes it. */
  onChange(listener: (state: "connected" | "lost") => void): () => void;
}

/** `answer`, unless the connection changes before: then ReaderLost at once, since the answer may never come. */
export function unlessLost<T>(watch: ConnectionWatch, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const off = watch.onChange(() => reject(new ReaderLost("the connection changed")));
    answer.then(resolve, reject).finally(off);
  });
}
