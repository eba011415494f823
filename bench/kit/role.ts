import { fileURLToPath } from "node:url";
import { type ManagedProcess, manageProcess } from "#kit/process";

/** What the bench asks of a role, one order at a time, and what the role answers: both plain JSON. */
export type Orders = Record<string, (order: never) => Promise<unknown>>;

/** Runs in the role's process: answers orders until the bench goes away. */
export function takeOrders(orders: Orders, readiness: Record<string, unknown> = {}): void {
  const say = (report: Record<string, unknown>): void => {
    process.stdout.write(`${JSON.stringify(report)}\n`);
  };
  process.on("message", (message: { order: string; number: number; with: never }) => {
    const carry = orders[message.order];
    const done = carry === undefined ? Promise.reject(new Error(`no order ${message.order}`)) : carry(message.with);
    done.then(
      (answer) => say({ answers: message.number, answer }),
      (error: unknown) =>
        say({ answers: message.number, failure: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  say({ ready: true, ...readiness });
}

/** A role's process as the bench sees it. */
export interface Role {
  readonly process: ManagedProcess;
  ask<T>(order: string, what?: Record<string, unknown>): Promise<T>;
  [Symbol.asyncDispose](): Promise<void>;
}

const ORDER_WITHIN_MS = 15 * 60_000;

/** Starts the role of that name (a file of `roles/`) in a process of its own. */
export async function startRole(name: string, env: Record<string, string> = {}): Promise<Role> {
  const script = fileURLToPath(new URL(`../roles/${name}.js`, import.meta.url));
  const role = manageProcess({ name, script, env });
  await role.start();
  let orders = 0;
  return {
    process: role,
    async ask<T>(order: string, what: Record<string, unknown> = {}) {
      const number = ++orders;
      const answered = role.report((report) => report.answers === number, ORDER_WITHIN_MS);
      role.tell({ order, number, with: what });
      const { answer, failure } = await answered;
      if (failure !== undefined) throw new Error(`${name} failed at ${order}: ${failure}`);
      return answer as T;
    },
    [Symbol.asyncDispose]: () => role[Symbol.asyncDispose](),
  };
}
