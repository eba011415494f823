import type { Clock } from "@troupe/bus";
import { type Compatibility, type EventTypeRecord, type Page, TroupeError } from "@troupe/contracts";
import type { Outbox, Store, Tx } from "@troupe/store";
import { mirrorLater } from "./announcements.js";
import { type Break, breaksBetween } from "./domain/compatibility.js";
import { schemaFaults } from "./domain/schema-check.js";
import { isMajorBump, isNewer } from "./domain/versions.js";
import { hashOf } from "./schema-hash.js";
import {
  allEventTypes,
  type EventTypeFilter,
  type EventTypeVersion,
  listEventTypes,
  liveConsumers,
  lockEventType,
  removeEventType,
  saveVersion,
  versionsOf,
} from "./store/event-types.js";

export interface TypeCatalogue {
  /**
   * Registers a version; equal content changes nothing. Throws SCHEMA_INVALID with pointers, CONFLICT when the version
   * exists with another schema or is not the newest, INCOMPATIBLE_SCHEMA with the live consumers it would break.
   */
  register(tenant: string, write: EventTypeVersion): Promise<EventTypeRecord>;
  /** What `register` would find, with nothing written. */
  check(tenant: string, write: EventTypeVersion): Promise<Compatibility>;
  /** The newest version, or the one named. */
  get(tenant: string, type: string, version?: string): Promise<EventTypeRecord>;
  list(
    tenant: string,
    query: { filter: EventTypeFilter; limit: number; cursor?: string | undefined },
  ): Promise<Page<EventTypeRecord>>;
  remove(tenant: string, type: string): Promise<void>;
  /** Asks for every type's copy in the mirror to be compared with the database, which is the truth. */
  reconcile(): Promise<number>;
}

/** How long a change waits to be seen in the mirror; without the bus it is seen later. */
const MIRROR_PATIENCE_MS = 5000;
/** Most versions of a type. */
const MAX_VERSIONS = 200;

const missing = (type: string) =>
  new TroupeError("NOT_FOUND", `there is no event type ${type}`, { hint: "troupe event-types list" });

async function assertSchema({ schema }: EventTypeVersion): Promise<void> {
  const faults = await schemaFaults(schema);
  if (faults.length === 0) return;
  const errors = faults.map(({ pointer, message }) => ({ pointer: `/schema${pointer}`, message }));
  const [first] = errors;
  throw new TroupeError("SCHEMA_INVALID", `${first?.pointer} ${first?.message}`, { errors });
}

function breaksOf(newest: EventTypeRecord, write: EventTypeVersion): Break[] {
  const topic =
    newest.topic === write.topic
      ? []
      : [{ pointer: "/topic", message: `is ${write.topic} now, was ${newest.topic}: readers listen there` }];
  const schema = breaksBetween(newest.schema, write.schema);
  return [...topic, ...schema.map(({ pointer, message }) => ({ pointer: `/schema${pointer}`, message }))];
}

/** Throws CONFLICT unless the version is newer than all others. */
function assertNewer(known: readonly EventTypeRecord[], { type, version }: EventTypeVersion): void {
  const [newest] = known;
  if (newest !== undefined && !isNewer(version, newest.version)) {
    throw new TroupeError("CONFLICT", `${type} is at version ${newest.version}; ${version} is not newer`, {
      hint: `troupe event-types show ${type}`,
    });
  }
  if (known.length >= MAX_VERSIONS) {
    throw new TroupeError("QUOTA_EXCEEDED", `${type} has ${MAX_VERSIONS} versions, and no more are kept`);
  }
}

/** Event types and their versions, over a store. */
export function createTypeCatalogue(deps: { store: Store; outbox: Outbox; clock: Clock }): TypeCatalogue {
  const { store, outbox, clock } = deps;

  /** What was registered holds for the caller's next event. */
  async function mirrored(): Promise<void> {
    let timer: ReturnType<Clock["after"]> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = clock.after(MIRROR_PATIENCE_MS, resolve);
    });
    await Promise.race([outbox.flush().catch(() => undefined), late]);
    timer?.cancel();
  }

  async function compatibility(
    tx: Tx,
    tenant: string,
    options: { newest: EventTypeRecord | undefined; write: EventTypeVersion },
  ): Promise<Compatibility> {
    const { newest, write } = options;
    const breaks = newest === undefined ? [] : breaksOf(newest, write);
    const consumers = breaks.length === 0 ? [] : await liveConsumers(tx, tenant, write.type, new Date(clock.now()));
    return { compatible: breaks.length === 0, breaks, consumers };
  }

  async function assertHarmless(
    tx: Tx,
    tenant: string,
    options: { newest: EventTypeRecord; write: EventTypeVersion },
  ): Promise<void> {
    const { newest, write } = options;
    if (isMajorBump(write.version, newest.version)) return;
    const { breaks, consumers } = await compatibility(tx, tenant, options);
    if (breaks.length === 0 || consumers.length === 0) return;
    const names = [...new Set(consumers.map(({ name }) => name))].join(", ");
    throw new TroupeError("INCOMPATIBLE_SCHEMA", `${write.type} ${write.version} would break ${names}`, {
      hint: `register it as version ${Number(newest.version.split(".")[0]) + 1}.0.0`,
      errors: breaks,
      extensions: { consumers, breaks },
    });
  }

  return {
    async register(tenant, write) {
      await assertSchema(write);
      const record = await store.withTenant(tenant, async (tx) => {
        const { type, version } = write;
        const now = new Date(clock.now());
        await lockEventType(tx, tenant, type);
        const known = await versionsOf(tx, tenant, type);
        const same = known.find((other) => other.version === version);
        if (same !== undefined && (same.schemaHash !== hashOf(write.schema) || same.topic !== write.topic)) {
          throw new TroupeError("CONFLICT", `${type} ${version} is registered with another schema or topic`, {
            hint: `raise the version above ${known[0]?.version}`,
          });
        }
        if (same?.description === write.description && same.purpose === write.purpose) return same;
        if (same === undefined) {
          assertNewer(known, write);
          const [newest] = known;
          if (newest !== undefined) await assertHarmless(tx, tenant, { newest, write });
        }
        await saveVersion(tx, tenant, write, now);
        await mirrorLater(tx, tenant, type, now.getTime());
        return (await versionsOf(tx, tenant, type)).find((other) => other.version === version);
      });
      if (record === undefined) throw new Error("a version was written and is not there");
      await mirrored();
      return record;
    },

    async check(tenant, write) {
      await assertSchema(write);
      return store.withTenant(tenant, async (tx) => {
        const [newest] = await versionsOf(tx, tenant, write.type);
        return compatibility(tx, tenant, { newest, write });
      });
    },

    get: (tenant, type, version) =>
      store.withTenant(tenant, async (tx) => {
        const known = await versionsOf(tx, tenant, type);
        const record = version === undefined ? known[0] : known.find((other) => other.version === version);
        if (record === undefined) throw missing(version === undefined ? type : `${type} ${version}`);
        return record;
      }),

    list: (tenant, query) => store.withTenant(tenant, (tx) => listEventTypes(tx, tenant, query)),

    async remove(tenant, type) {
      await store.withTenant(tenant, async (tx) => {
        await lockEventType(tx, tenant, type);
        if (!(await removeEventType(tx, tenant, type))) throw missing(type);
        await mirrorLater(tx, tenant, type, clock.now());
      });
      await mirrored();
    },

    async reconcile() {
      const count = await store.withSystem(async (tx) => {
        const types = await allEventTypes(tx);
        for (const { tenant, type } of types) await mirrorLater(tx, tenant, type, clock.now());
        return types.length;
      });
      outbox.wake();
      return count;
    },
  };
}
