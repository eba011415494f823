import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  type JetStreamManager,
} from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import { nanos } from "@nats-io/nats-core";
import { type GroupDefinition, groupPolicySchema, TOPICS, type Topic, TroupeError } from "@troupe/contracts";
import type { GroupRequest, Start } from "../bus.js";
import type { CursorCodec } from "../domain/cursor.js";
import { consumerName, groupFilters, groupKey, streamOf } from "../domain/subject.js";
import { isApiError } from "./streams.js";

/** What the server waits beyond a lease before it delivers again. */
export const GRACE_MS = 800;
const IDLE_MS = 30 * 86_400_000;
const MAX_WAITING = 4096;
const CONSUMER_NOT_FOUND = 10014;
const TRIES = 5;

/** A group as it is kept. */
export interface StoredGroup {
  readonly definition: GroupDefinition;
  readonly createdAt: string;
}

/** Where a consumer starts that is made anew: after a place of the request, or at a sequence that is known. */
export type Place = { readonly from: Start } | { readonly sequence: number };

export interface DefinitionContext {
  readonly jsm: JetStreamManager;
  readonly kv: KV;
  readonly cursors: CursorCodec;
  now(): number;
}

/** Definitions of groups and the durable consumers they stand for. */
export class Definitions {
  readonly #context: DefinitionContext;

  constructor(context: DefinitionContext) {
    this.#context = context;
  }

  async read(tenant: string, group: string): Promise<StoredGroup | undefined> {
    const entry = await this.#context.kv.get(groupKey(tenant, group));
    return entry === null || entry.operation !== "PUT" ? undefined : entry.json<StoredGroup>();
  }

  /** Creates the group or, when it is alike, leaves it; GROUP_MISMATCH else, unless it may be updated. */
  async define(tenant: string, request: Omit<GroupRequest, "credit" | "member">): Promise<GroupDefinition> {
    const from = request.from ?? "now";
    if (typeof from === "object" && "cursor" in from) this.#context.cursors.open(tenant, from.cursor);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#define(tenant, request, from);
      } catch (error) {
        if (error instanceof TroupeError || attempt === TRIES || !isWriteConflict(error)) throw error;
      }
    }
  }

  async #define(
    tenant: string,
    request: Omit<GroupRequest, "credit" | "member">,
    from: Start,
  ): Promise<GroupDefinition> {
    const { kv } = this.#context;
    const key = groupKey(tenant, request.group);
    const entry = await kv.get(key);
    const stored = entry === null || entry.operation !== "PUT" ? undefined : entry.json<StoredGroup>();
    const wanted = definitionOf(request, stored?.definition);
    const known = stored?.definition;
    if (known !== undefined && !isAlike(known, wanted) && request.update !== true) throw mismatch(known);
    const definition = known !== undefined && request.update !== true ? known : wanted;
    await this.#ensure(tenant, definition, from);
    const revision = entry?.revision ?? 0;
    if (JSON.stringify(definition) !== JSON.stringify(known)) {
      const createdAt = stored?.createdAt ?? new Date(this.#context.now()).toISOString();
      await kv.put(key, JSON.stringify({ definition, createdAt } satisfies StoredGroup), { previousSeq: revision });
      await this.#removeConsumers(
        tenant,
        definition.group,
        (known?.topics ?? []).filter((t) => !definition.topics.includes(t)),
      );
    }
    return definition;
  }

  async #ensure(tenant: string, definition: GroupDefinition, from: Start): Promise<void> {
    await Promise.all(definition.topics.map((topic) => this.ensureConsumer(tenant, definition, topic, { from })));
  }

  /** Creates the consumer of a topic at `place`, or gives an existing one the definition's filters and lease. */
  async ensureConsumer(tenant: string, definition: GroupDefinition, topic: Topic, place: Place): Promise<void> {
    const { jsm } = this.#context;
    const stream = streamOf(topic);
    const name = consumerName(tenant, definition.group);
    const fixed = {
      ack_wait: nanos(definition.policy.leaseMs + GRACE_MS),
      ...filtersOf(groupFilters(tenant, topic, definition.types)),
    };
    const info = await this.#info(stream, name);
    if (info !== undefined) {
      if (!hasConfig(info, fixed)) await jsm.consumers.update(stream, name, fixed);
      return;
    }
    const start = await this.#startOf(tenant, topic, place);
    await jsm.consumers
      .add(stream, {
        durable_name: name,
        ack_policy: AckPolicy.Explicit,
        max_deliver: -1,
        max_ack_pending: 1,
        max_waiting: MAX_WAITING,
        inactive_threshold: nanos(IDLE_MS),
        ...fixed,
        ...start,
      })
      .catch(async (cause: unknown) => {
        if ((await this.#info(stream, name)) === undefined) throw cause;
      });
  }

  /** Lets the group's consumer of a topic have at most `credit` unsettled. */
  async bound(tenant: string, group: string, topic: Topic, credit: number): Promise<void> {
    await this.#context.jsm.consumers.update(streamOf(topic), consumerName(tenant, group), {
      max_ack_pending: Math.max(1, credit),
    });
  }

  /** What the server says of a topic's consumer, or undefined when there is none. */
  info(tenant: string, group: string, topic: Topic): Promise<ConsumerInfo | undefined> {
    return this.#info(streamOf(topic), consumerName(tenant, group));
  }

  async remove(tenant: string, group: string): Promise<boolean> {
    const stored = await this.read(tenant, group);
    if (stored === undefined) return false;
    await this.#context.kv.delete(groupKey(tenant, group));
    await this.#removeConsumers(tenant, group, stored.definition.topics);
    return true;
  }

  /** Keys of a tenant's groups, sorted. */
  async groupsOf(tenant: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of await this.#context.kv.keys(groupKey(tenant, "x").replace(/x$/, "*"))) keys.push(key);
    return keys.map((key) => key.slice(tenant.length + 1).replaceAll("=", ".")).sort();
  }

  async #removeConsumers(tenant: string, group: string, topics: readonly Topic[]): Promise<void> {
    const name = consumerName(tenant, group);
    await Promise.all(
      topics.map((topic) => this.#context.jsm.consumers.delete(streamOf(topic), name).catch(ignoreMissing)),
    );
  }

  async #info(stream: string, name: string): Promise<ConsumerInfo | undefined> {
    return this.#context.jsm.consumers.info(stream, name).catch(ignoreMissing);
  }

  async #startOf(tenant: string, topic: Topic, place: Place): Promise<Partial<ConsumerConfig>> {
    if ("sequence" in place) return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: place.sequence };
    const { from } = place;
    if (from === "beginning") return { deliver_policy: DeliverPolicy.All };
    if (from === "now") return { deliver_policy: DeliverPolicy.New };
    if ("time" in from) {
      return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: new Date(Date.parse(from.time)).toISOString() };
    }
    const position = this.#context.cursors.open(tenant, from.cursor)[TOPICS.indexOf(topic)] ?? 0;
    return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: position + 1 };
  }
}

function definitionOf(
  request: Omit<GroupRequest, "credit" | "member">,
  known: GroupDefinition | undefined,
): GroupDefinition {
  return {
    group: request.group,
    topics: TOPICS.filter((topic) => request.topics.length === 0 || request.topics.includes(topic)),
    types: request.types.length === 0 ? [">"] : [...new Set(request.types)].sort(),
    policy: groupPolicySchema.parse({ ...known?.policy, ...request.policy }),
  };
}

const isAlike = (known: GroupDefinition, wanted: GroupDefinition): boolean =>
  JSON.stringify([known.topics, known.types]) === JSON.stringify([wanted.topics, wanted.types]);

function mismatch(known: GroupDefinition): TroupeError {
  return new TroupeError(
    "GROUP_MISMATCH",
    `group ${known.group} is defined with topics ${known.topics.join(", ")} and types ${known.types.join(", ")}`,
    { hint: "ask for the same, use another group, or say update", extensions: { definition: known } },
  );
}

type Filters = Pick<ConsumerConfig, "filter_subject" | "filter_subjects">;

/**
 * The server's two forms of a filter; a list of one is served as slowly as a longer one. Each form says that it is
 * not the other, because an update keeps what it does not name.
 */
const filtersOf = (subjects: string[]): Filters =>
  (subjects.length === 1
    ? { filter_subject: subjects[0], filter_subjects: undefined }
    : { filter_subject: undefined, filter_subjects: subjects }) as object as Filters;

function hasConfig({ config }: ConsumerInfo, fixed: Filters & { readonly ack_wait: number }): boolean {
  const listOf = (filters: Filters) => JSON.stringify([...(filters.filter_subjects ?? [])].sort());
  return (
    config.ack_wait === fixed.ack_wait &&
    (config.filter_subject || undefined) === fixed.filter_subject &&
    listOf(config) === listOf(fixed)
  );
}

const isWriteConflict = (error: unknown): boolean => isApiError(error, 10071) || isApiError(error, 10164);

function ignoreMissing(error: unknown): undefined {
  if (!isApiError(error, CONSUMER_NOT_FOUND) && !isApiError(error, 10059)) throw error;
}
