import type { JetStreamManager } from "@nats-io/jetstream";
import type { GroupDefinition, GroupStatus, Page, Topic } from "@troupe/contracts";
import type { GroupRequest, GroupSession, Groups } from "../bus.js";
import { groupKey, streamOf } from "../domain/subject.js";
import type { Definitions, StoredGroup } from "./definitions.js";
import { asTroupeError } from "./faults.js";
import type { Roster } from "./roster.js";
import { Session, type SessionContext } from "./session.js";
import { sessionId } from "./settler.js";

const RETRY_MS = 500;

export interface GroupsContext {
  readonly jsm: JetStreamManager;
  readonly definitions: Definitions;
  readonly roster: Roster;
  readonly replica: string;
  readonly session: Omit<SessionContext, "onStop" | "onEnd" | "recover">;
  /** Creates the streams that are missing. */
  ensure(): Promise<void>;
}

/** Groups and the sessions of this replica in them. */
export class JetStreamGroups implements Groups {
  readonly #context: GroupsContext;
  /** Sessions that may still have something leased, by id. */
  readonly #sessions = new Map<string, Session>();
  /** Open sessions by their group's key. */
  readonly #open = new Map<string, Set<Session>>();
  /** What was last written for a group: credit, members and topics. */
  readonly #bounds = new Map<string, string>();
  readonly #bounding = new Map<string, Promise<void>>();
  #numbers = 0;

  constructor(context: GroupsContext) {
    this.#context = context;
  }

  async join(tenant: string, request: GroupRequest): Promise<GroupSession> {
    const definition = await this.define(tenant, request);
    const { definitions, roster, replica, session: shared } = this.#context;
    const key = groupKey(tenant, request.group);
    const id = sessionId(replica, ++this.#numbers);
    const context: SessionContext = {
      ...shared,
      onStop: (session) => this.#left(key, session),
      onEnd: (session) => this.#sessions.delete(session.id),
      recover: (session, topic, sequence) => this.#recover(session, topic, sequence),
    };
    const session = new Session(context, { id, tenant, credit: request.credit, member: request.member }, definition);
    await this.#replace(key, request.member);
    const members = this.#open.get(key) ?? new Set<Session>();
    this.#open.set(key, members.add(session));
    this.#sessions.set(id, session);
    roster.add(key, { session: id, credit: request.credit, name: request.member, since: shared.clock.now() });
    try {
      const credit = roster.of(key).credit;
      await Promise.all(definition.topics.map((topic) => definitions.bound(tenant, request.group, topic, credit)));
    } catch (error) {
      await session.stop();
      throw asTroupeError(error);
    }
    roster.announce();
    session.start();
    return session;
  }

  session(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** All sessions of this replica that are open. */
  open(): Session[] {
    return [...this.#open.values()].flatMap((members) => [...members]);
  }

  async define(tenant: string, request: Omit<GroupRequest, "credit" | "member">): Promise<GroupDefinition> {
    try {
      return await this.#context.definitions.define(tenant, request);
    } catch (error) {
      throw asTroupeError(error);
    }
  }

  async get(tenant: string, group: string): Promise<GroupStatus | undefined> {
    try {
      const stored = await this.#context.definitions.read(tenant, group);
      return stored === undefined ? undefined : await this.#status(tenant, stored);
    } catch (error) {
      throw asTroupeError(error);
    }
  }

  async list(tenant: string, page: { limit: number; cursor?: string }): Promise<Page<GroupStatus>> {
    const after = page.cursor === undefined ? "" : Buffer.from(page.cursor, "base64url").toString();
    try {
      const names = (await this.#context.definitions.groupsOf(tenant)).filter((name) => name > after);
      const taken = names.slice(0, page.limit);
      const items = await Promise.all(taken.map((name) => this.get(tenant, name)));
      const last = taken.at(-1);
      return {
        items: items.filter((item) => item !== undefined),
        cursor: names.length > taken.length && last !== undefined ? Buffer.from(last).toString("base64url") : null,
      };
    } catch (error) {
      throw asTroupeError(error);
    }
  }

  async remove(tenant: string, group: string): Promise<boolean> {
    try {
      return await this.#context.definitions.remove(tenant, group);
    } catch (error) {
      throw asTroupeError(error);
    }
  }

  /** The definition of a group was written, or is gone. */
  onDefinition(key: string, definition: GroupDefinition | undefined): void {
    for (const session of this.#open.get(key) ?? []) {
      if (definition === undefined) session.stop().catch(() => undefined);
      else session.redefine(definition);
    }
    if (definition !== undefined) this.onMembers(key);
  }

  /** The members of a group may have changed: the replica that leads it gives its consumers their bound. */
  onMembers(key: string): void {
    const [first] = this.#open.get(key) ?? [];
    if (first === undefined || !this.#context.roster.of(key).leads) return;
    const previous = this.#bounding.get(key);
    if (previous !== undefined) return;
    const run = this.#bound(key, first).finally(() => this.#bounding.delete(key));
    this.#bounding.set(key, run);
    run.catch(() => this.#context.session.clock.after(RETRY_MS, () => this.onMembers(key)));
  }

  async #bound(key: string, session: Session): Promise<void> {
    const { roster, definitions } = this.#context;
    for (;;) {
      const { credit, leads, count } = roster.of(key);
      const { group, topics } = session.definition;
      const wanted = JSON.stringify([credit, count, topics]);
      if (!leads || this.#bounds.get(key) === wanted) return;
      await Promise.all(topics.map((topic) => definitions.bound(session.tenant, group, topic, credit)));
      this.#bounds.set(key, wanted);
    }
  }

  onReplaced(id: string): void {
    this.#sessions
      .get(id)
      ?.stop()
      .catch(() => undefined);
  }

  async #replace(key: string, member: string | undefined): Promise<void> {
    if (member === undefined) return;
    const before = [...(this.#open.get(key) ?? [])].filter((session) => session.member === member);
    await Promise.all(before.map((session) => session.stop()));
  }

  #left(key: string, session: Session): void {
    const members = this.#open.get(key);
    members?.delete(session);
    if (members?.size === 0) {
      this.#open.delete(key);
      this.#bounds.delete(key);
    }
    this.#context.roster.remove(key, session.id);
    this.onMembers(key);
  }

  async #recover(session: Session, topic: Topic, sequence: number): Promise<boolean> {
    const { definitions, jsm, ensure, roster } = this.#context;
    const { group } = session.definition;
    await ensure();
    const stored = await definitions.read(session.tenant, group);
    if (stored === undefined) return false;
    const { state } = await jsm.streams.info(streamOf(topic));
    const place = { sequence: sequence > state.last_seq + 1 ? 1 : sequence };
    await definitions.ensureConsumer(session.tenant, stored.definition, topic, place);
    await definitions.bound(session.tenant, group, topic, roster.of(groupKey(session.tenant, group)).credit);
    return true;
  }

  async #status(tenant: string, { definition, createdAt }: StoredGroup): Promise<GroupStatus> {
    const { group, topics } = definition;
    const infos = await Promise.all(topics.map((topic) => this.#context.definitions.info(tenant, group, topic)));
    const sum = (of: (info: { num_pending: number; num_ack_pending: number }) => number): number =>
      infos.reduce((total, info) => total + (info === undefined ? 0 : of(info)), 0);
    return {
      ...definition,
      createdAt,
      lag: sum((info) => info.num_pending),
      pending: sum((info) => info.num_ack_pending),
      members: this.#context.roster.all(groupKey(tenant, group)),
    };
  }
}
