/**
 * Who is in which group, over all replicas.
 *
 * 1. Every replica tells its groups in one message each two seconds, at each change, and when another one asks.
 * 2. A replica that is silent for three of these is gone.
 * 3. A replica whose member joins counts another's members only once they were told of after that: those of a replica
 *    that crashed a moment ago never are, so that a group of one stays one.
 */
import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import type { Clock, Timer } from "../clock.js";
import type { Link } from "./link.js";

const BEAT_MS = 2_000;
const SILENT_MS = 3 * BEAT_MS;
const TOLD = "troupe-roster.told";
const ASKED = "troupe-roster.asked";

/** A member as it is told of: its session, credit and name. */
export interface Member {
  readonly session: string;
  readonly credit: number;
  readonly name?: string | undefined;
  /** When it joined, in milliseconds since the epoch. */
  readonly since: number;
}

interface Told {
  readonly replica: string;
  readonly groups: Readonly<Record<string, readonly Member[]>>;
}

interface Other {
  readonly groups: Told["groups"];
  /** In the order of what this replica heard and did. */
  readonly heardAt: number;
  readonly heardMs: number;
}

export interface RosterContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly replica: string;
  /** The members of a group of this replica's may have changed. */
  onChange(group: string): void;
  /** A newer session of the same member joined on another replica. */
  onReplaced(session: string): void;
}

/** What is known of a group. */
export interface GroupMembers {
  readonly count: number;
  readonly credit: number;
  /** Whether this replica is the one that acts for the group. */
  readonly leads: boolean;
}

export class Roster {
  readonly #context: RosterContext;
  readonly #mine = new Map<string, Map<string, Member>>();
  readonly #joinedAt = new Map<string, number>();
  readonly #others = new Map<string, Other>();
  readonly #subscriptions: readonly Subscription[];
  readonly #unlisten: () => void;
  #ticks = 0;
  #beat: Timer | undefined;

  constructor(context: RosterContext) {
    this.#context = context;
    this.#subscriptions = [
      context.nc.subscribe(TOLD, { callback: (_error, message) => this.#told(message) }),
      context.nc.subscribe(ASKED, { callback: (_error, message) => this.#asked(message) }),
    ];
    this.#unlisten = context.link.onChange((state) => {
      if (state === "connected") this.#ask();
    });
    this.#ask();
    this.#schedule();
  }

  /** Counts a member of this replica; others hear of it with `announce`. */
  add(group: string, member: Member): void {
    const members = this.#mine.get(group) ?? new Map<string, Member>();
    members.set(member.session, member);
    this.#mine.set(group, members);
    this.#ticks += 1;
    this.#joinedAt.set(group, this.#ticks);
  }

  /** Tells the other replicas, and asks them for theirs. */
  announce(): void {
    this.#tell();
    this.#ask();
  }

  remove(group: string, session: string): void {
    const members = this.#mine.get(group);
    members?.delete(session);
    if (members?.size === 0) {
      this.#mine.delete(group);
      this.#joinedAt.delete(group);
    }
    this.#tell();
  }

  of(group: string): GroupMembers {
    const mine = [...(this.#mine.get(group)?.values() ?? [])];
    const since = this.#joinedAt.get(group) ?? 0;
    let leads = mine.length > 0;
    const counted: Member[] = [...mine];
    for (const [replica, other] of this.#others) {
      const theirs = other.groups[group];
      if (theirs === undefined || other.heardAt <= since) continue;
      counted.push(...theirs);
      if (replica < this.#context.replica) leads = false;
    }
    return { count: counted.length, credit: counted.reduce((sum, { credit }) => sum + credit, 0), leads };
  }

  /** Members on all replicas that were heard of lately. */
  all(group: string): number {
    let count = this.#mine.get(group)?.size ?? 0;
    for (const other of this.#others.values()) count += other.groups[group]?.length ?? 0;
    return count;
  }

  close(): void {
    this.#beat?.cancel();
    this.#unlisten();
    this.#mine.clear();
    this.#tell();
    if (!this.#context.nc.isClosed()) for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  #told(message: Msg): void {
    const told = message.json<Told>();
    if (told.replica === this.#context.replica) return;
    const before = this.#others.get(told.replica)?.groups ?? {};
    this.#ticks += 1;
    this.#others.set(told.replica, {
      groups: told.groups,
      heardAt: this.#ticks,
      heardMs: this.#context.clock.now(),
    });
    for (const group of this.#mine.keys()) {
      this.#supersede(group, before[group] ?? [], told.groups[group] ?? []);
      this.#context.onChange(group);
    }
  }

  #supersede(group: string, before: readonly Member[], now: readonly Member[]): void {
    for (const member of now) {
      if (member.name === undefined || before.some(({ session }) => session === member.session)) continue;
      for (const mine of this.#mine.get(group)?.values() ?? []) {
        if (mine.name === member.name && mine.since <= member.since) this.#context.onReplaced(mine.session);
      }
    }
  }

  #asked(message: Msg): void {
    if (message.string() !== this.#context.replica) this.#tell();
  }

  #ask(): void {
    if (!this.#context.nc.isClosed()) this.#context.nc.publish(ASKED, this.#context.replica);
  }

  #tell(): void {
    if (this.#context.nc.isClosed()) return;
    const groups: Record<string, Member[]> = {};
    for (const [group, members] of this.#mine) groups[group] = [...members.values()];
    this.#context.nc.publish(TOLD, JSON.stringify({ replica: this.#context.replica, groups } satisfies Told));
  }

  #schedule(): void {
    this.#beat = this.#context.clock.after(BEAT_MS, () => {
      this.#forgetSilent();
      if (this.#mine.size > 0) this.#tell();
      this.#schedule();
    });
  }

  #forgetSilent(): void {
    const deadline = this.#context.clock.now() - SILENT_MS;
    for (const [replica, { heardMs }] of this.#others) {
      if (heardMs > deadline) continue;
      this.#others.delete(replica);
      for (const group of this.#mine.keys()) this.#context.onChange(group);
    }
  }
}
