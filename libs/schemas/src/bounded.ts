import { createContext, Script } from "node:vm";

/** A call that was ended because it took too long. */
export class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}

/**
 * Runs `work` for at most `limitMs`: V8 interrupts it, even inside a regular expression that backtracks without end.
 * Costs some tens of microseconds, so it is for what is not known to be quick.
 */
export function createBounded(): <T>(work: () => T, limitMs: number) => T {
  const sandbox: { work?: () => unknown } = {};
  const context = createContext(sandbox);
  const script = new Script("work()");
  return <T>(work: () => T, limitMs: number): T => {
    sandbox.work = work;
    try {
      return script.runInContext(context, { timeout: limitMs }) as T;
    } catch (error) {
      if (isTimeout(error)) throw new TookTooLong(`took longer than ${limitMs} ms`);
      throw error;
    } finally {
      delete sandbox.work;
    }
  };
}

const isTimeout = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
