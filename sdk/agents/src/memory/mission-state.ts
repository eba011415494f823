import { TroupeError } from "@troupe/contracts";
import type { z } from "zod";
import { faultsOf } from "../events/definition.js";
import type { Circumstances, WorkingPort } from "./memory-ports.js";

/** Most tries of an update that others keep getting ahead of. */
const MAX_TRIES = 20;

type Shape = z.ZodRawShape;
type ValueOf<S extends Shape, K extends keyof S> = z.output<S[K]>;
type KeysOf<S extends Shape, V> = { [K in keyof S]: V extends z.output<S[K]> ? K : never }[keyof S] & string;
type MemberOf<T> = T extends readonly (infer M)[] ? M : never;
type ListsOf<S extends Shape> = {
  [K in keyof S]: z.output<S[K]> extends readonly unknown[] ? K : never;
}[keyof S] &
  string;

/**
 * A mission's working memory with the types of a zod object: a key for each of its members. What is written is checked,
 * and what is read too; a key that is not there reads as its schema reads `undefined`, so give defaults.
 */
export class MissionState<S extends Shape> {
  readonly missionId: string;
  readonly #port: WorkingPort;
  readonly #at: Circumstances;
  readonly #schema: z.ZodObject<S>;

  constructor(
    port: WorkingPort,
    { schema, missionId, at }: { schema: z.ZodObject<S>; missionId: string; at: Circumstances },
  ) {
    this.#port = port;
    this.#at = at;
    this.#schema = schema;
    this.missionId = missionId;
  }

  async get<K extends keyof S & string>(key: K): Promise<ValueOf<S, K>> {
    const entry = await this.#port.get(this.#at, this.#place(key));
    return this.#checked(key, entry?.value);
  }

  /** Writes a value whatever it was. Throws VALIDATION_FAILED when it does not fit the schema. */
  async set<K extends keyof S & string>(
    key: K,
    value: ValueOf<S, K>,
    options: { readonly ttlSeconds?: number } = {},
  ): Promise<void> {
    await this.#port.set(this.#at, this.#place(key), { value: this.#checked(key, value) as never, ...options });
  }

  /** Replaces a value by what `change` makes of it; called again when another writer was ahead. Returns the new value. */
  async update<K extends keyof S & string>(
    key: K,
    change: (value: ValueOf<S, K>) => ValueOf<S, K>,
  ): Promise<ValueOf<S, K>> {
    for (let attempt = 1; ; attempt++) {
      const entry = await this.#port.get(this.#at, this.#place(key));
      const value = this.#checked(key, change(this.#checked(key, entry?.value)));
      try {
        await this.#port.set(this.#at, this.#place(key), { value: value as never, ifRev: entry?.rev ?? 0 });
        return value;
      } catch (error) {
        const wasAhead = error instanceof TroupeError && error.code === "REV_CONFLICT";
        if (!wasAhead || attempt === MAX_TRIES) throw error;
      }
    }
  }

  /** Adds to a number in one step, and returns it. A default of the schema is not taken into account: it starts at 0. */
  async increment(key: KeysOf<S, number>, by = 1): Promise<number> {
    const { value } = await this.#port.increment(this.#at, this.#place(key), { by });
    return value as number;
  }

  /** Adds to a list in one step, and returns its length. */
  async append<K extends ListsOf<S>>(key: K, ...values: readonly MemberOf<ValueOf<S, K>>[]): Promise<number> {
    this.#checked(key, values);
    const { value } = await this.#port.append(this.#at, this.#place(key), { values: [...values] as never });
    return (value as unknown[]).length;
  }

  /** The whole state. */
  async all(): Promise<z.output<z.ZodObject<S>>> {
    const entries = await this.#port.list(this.#at, this.missionId);
    const held = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
    const values = Object.keys(this.#schema.shape).map((key) => [key, this.#checked(key, held[key])]);
    return Object.fromEntries(values) as z.output<z.ZodObject<S>>;
  }

  #place(key: string): { missionId: string; key: string } {
    return { missionId: this.missionId, key };
  }

  #checked<K extends keyof S & string>(key: K, value: unknown): ValueOf<S, K> {
    const schema = this.#schema.shape[key];
    if (schema === undefined) throw new TroupeError("VALIDATION_FAILED", `${key} is not a key of this state`);
    const parsed = (schema as unknown as z.ZodType).safeParse(value);
    if (parsed.success) return parsed.data as ValueOf<S, K>;
    throw new TroupeError("VALIDATION_FAILED", `${key} does not hold what its schema says`, {
      errors: faultsOf(parsed.error),
    });
  }
}
