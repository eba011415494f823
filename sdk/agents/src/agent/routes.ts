import { matchesType, type Topic, TroupeError } from "@troupe/contracts";
import type { AnyEvent } from "../events/definition.js";
import type { Undoing } from "../missions/waiting.js";
import type { TaskContext } from "./task-context.js";

/** A handler with what it takes. */
export interface Route {
  /** An event type, or a filter over types. */
  readonly type: string;
  readonly topic: Topic;
  /** Absent for a filter: its data is not checked. */
  readonly event?: AnyEvent | undefined;
  /** What a task answers with. */
  readonly replies?: AnyEvent | undefined;
  /** Longest a handler may take, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Longest a tracked task may take in all. */
  readonly taskTimeoutMs?: number | undefined;
  /** What undoes the task once it succeeded. */
  readonly undo?: ((data: never) => Undoing) | undefined;
  readonly handle: (context: TaskContext<never>) => unknown;
}

/** The handlers of one agent, by the events they take: a type of its own comes before a filter. */
export class Routes {
  readonly #exact = new Map<string, Route>();
  readonly #filters: Route[] = [];

  /** Throws VALIDATION_FAILED when the handler is not one, CONFLICT when there is one already. */
  add(route: Route): void {
    if (typeof route.handle !== "function") {
      throw new TroupeError("VALIDATION_FAILED", `what handles ${route.type} is not a function`, {
        hint: "on(event, handler), or onTask(event, { replies }, handler)",
      });
    }
    const isFilter = /[*>]/.test(route.type);
    const taken = isFilter
      ? this.#filters.some(({ type, topic }) => type === route.type && topic === route.topic)
      : this.#exact.has(route.type);
    if (taken) throw new TroupeError("CONFLICT", `${route.type} has a handler already`);
    if (isFilter) this.#filters.push(route);
    else this.#exact.set(route.type, route);
  }

  find(type: string, topic: Topic): Route | undefined {
    const exact = this.#exact.get(type);
    if (exact?.topic === topic) return exact;
    return this.#filters.find((route) => route.topic === topic && matchesType(route.type, type));
  }

  get all(): readonly Route[] {
    return [...this.#exact.values(), ...this.#filters];
  }

  /** What a group must be told to get all of them. */
  get filter(): { topics: Topic[]; types: string[] } {
    return {
      topics: [...new Set(this.all.map(({ topic }) => topic))].sort(),
      types: withoutCovered([...new Set(this.all.map(({ type }) => type))]).sort(),
    };
  }
}

/** JetStream refuses filters that overlap: a type that another filter covers is left out. */
function withoutCovered(types: readonly string[]): string[] {
  const covers = (wide: string, narrow: string): boolean =>
    wide !== narrow && (wide.endsWith(">") || !narrow.endsWith(">")) && matchesType(wide, narrow);
  return types.filter((type) => !types.some((other) => covers(other, type)));
}
