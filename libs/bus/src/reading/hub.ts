/**
 * One tenant's live events in this process, shared by all its observers.
 *
 * 1. `positions` (H) says for each tapped topic up to where its events became frames; H never steps back. A frame
 *    carries H as it was after it, so that all frames form one order in which cursors only grow.
 * 2. `kept` holds the latest frames; `keptFrom` (R) is H before the oldest of them: every event after R is either in
 *    `kept` or still to come.
 * 3. An observer at W may join when W ≥ R in each of its topics. It gets the kept frames after W, then all to come:
 *    no gap, and frames at or before W in their topic are left out: no repeat.
 * 4. As long as H < W in some topic of the observer, the frames it gets are copies whose positions are max(H, W): a
 *    cursor never says less than what the observer has had. From H ≥ W on it shares its audience's frames.
 * 5. Observers with the same selection form an audience and get the same array once a tick.
 * 6. A gap found late lies behind H; positions stay, the frame tells.
 */
import type { TroupeError } from "@troupe/contracts";
import type { Timer } from "../clock.js";
import { isAtOrPast, maxPositions, type Positions, withPosition } from "../domain/cursor.js";
import type { ReadingContext } from "./context.js";
import { EventFrame, type Frame, type Parcel, parcelOf } from "./frame.js";
import { gapOf } from "./message.js";
import { type Selection, topicAt, typeOfSubject } from "./selection.js";
import { Tap } from "./tap.js";

const KEPT_FRAMES = 4096;
const KEPT_BYTES = 1_048_576;
const KEPT_MS = 5_000;
const LINGER_MS = 5_000;

/** One observer as the hub sees it. */
export interface HubMember {
  readonly selection: Selection;
  /** Takes what arrived; `positions` are the hub's after it. */
  deliver(parcel: Parcel, positions: Positions): void;
  fail(error: TroupeError): void;
}

interface Audience {
  readonly selection: Selection;
  readonly members: Set<HubMember>;
  /** Members whose positions the hub has not reached in every topic. */
  readonly ahead: Map<HubMember, Positions>;
}

interface Slot {
  tap: Tap;
  users: number;
  linger: Timer | undefined;
}

export class Hub {
  readonly #context: ReadingContext;
  readonly #tenant: string;
  readonly #sign: (positions: Positions) => string;
  readonly #onEmpty: () => void;
  readonly #slots = new Map<number, Slot>();
  readonly #audiences = new Map<string, Audience>();
  #positions: Positions;
  #keptFrom: Positions;
  #kept: Frame[] = [];
  #keptBytes = 0;
  #aged = 0;
  #tidying: Timer | undefined;
  #arrived: Frame[] = [];
  #flushing: NodeJS.Immediate | undefined;

  constructor(context: ReadingContext, options: { tenant: string; positions: Positions; onEmpty: () => void }) {
    this.#context = context;
    this.#tenant = options.tenant;
    this.#positions = options.positions;
    this.#keptFrom = options.positions;
    this.#onEmpty = options.onEmpty;
    this.#sign = (positions) => context.cursors.sign(options.tenant, positions);
  }

  /** Taps the topics for one more observer; `heads` are the streams' ends. Returns what lets them go. */
  acquire(topics: readonly number[], heads: Positions): () => void {
    for (const topic of topics) {
      const slot = this.#slots.get(topic) ?? this.#tap(topic, heads[topic] ?? 0);
      slot.linger?.cancel();
      slot.linger = undefined;
      slot.users += 1;
    }
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const topic of topics) this.#letGo(topic);
    };
  }

  /** Whether the observer at `position` joined; what it missed was delivered then. Flushes first: that may move R. */
  join(member: HubMember, position: Positions): boolean {
    this.#flush();
    if (!isAtOrPast(position, this.#keptFrom, member.selection.topics)) return false;
    if (member.selection.topics.some((topic) => !this.#slots.has(topic))) return false;
    const { signature } = member.selection;
    let audience = this.#audiences.get(signature);
    if (audience === undefined) {
      audience = { selection: member.selection, members: new Set(), ahead: new Map() };
      this.#audiences.set(signature, audience);
    }
    const missed = framesAfter(this.#kept, position, member.selection);
    if (isAtOrPast(this.#positions, position, member.selection.topics)) audience.members.add(member);
    else audience.ahead.set(member, position);
    if (missed.length > 0) member.deliver(parcelOf(missed), maxPositions(this.#positions, position));
    return true;
  }

  leave(member: HubMember): void {
    const audience = this.#audiences.get(member.selection.signature);
    if (audience === undefined) return;
    audience.members.delete(member);
    audience.ahead.delete(member);
    if (audience.members.size + audience.ahead.size === 0) this.#audiences.delete(member.selection.signature);
  }

  /** Opens every tap anew, from where it is. */
  reopen(): void {
    for (const { tap } of this.#slots.values()) tap.open();
  }

  close(): void {
    for (const { tap, linger } of this.#slots.values()) {
      linger?.cancel();
      tap.close();
    }
    this.#slots.clear();
    this.#tidying?.cancel();
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
  }

  #tap(topic: number, head: number): Slot {
    this.#positions = withPosition(this.#positions, topic, head);
    this.#keptFrom = withPosition(this.#keptFrom, topic, head);
    const name = topicAt(topic);
    const tap = new Tap(
      this.#context,
      { tenant: this.#tenant, topic: name, after: head },
      {
        message: (sequence, subject, data) => {
          this.#positions = withPosition(this.#positions, topic, sequence);
          const stored = { topic: name, topicIndex: topic, sequence, type: typeOfSubject(subject) };
          this.#arrive(new EventFrame({ ...stored, bytes: Buffer.from(data) }, this.#positions, this.#sign));
        },
        gap: (from, to) => {
          if (to > (this.#positions[topic] ?? 0)) this.#positions = withPosition(this.#positions, topic, to);
          this.#arrive({ ...gapOf(name, from, to), topicIndex: topic, positions: this.#positions });
        },
        advance: (sequence) => {
          this.#positions = withPosition(this.#positions, topic, sequence);
        },
        failed: (error) => this.#fail(topic, error),
      },
    );
    const slot: Slot = { tap, users: 0, linger: undefined };
    this.#slots.set(topic, slot);
    return slot;
  }

  #letGo(topic: number): void {
    const slot = this.#slots.get(topic);
    if (slot === undefined) return;
    slot.users -= 1;
    if (slot.users > 0) return;
    slot.linger = this.#context.clock.after(LINGER_MS, () => this.#untap(topic));
  }

  #untap(topic: number): void {
    this.#slots.get(topic)?.tap.close();
    this.#slots.delete(topic);
    if (this.#slots.size > 0) return;
    this.close();
    this.#onEmpty();
  }

  #fail(topic: number, error: TroupeError): void {
    this.#flush();
    this.#slots.get(topic)?.linger?.cancel();
    this.#forget(this.#kept.length);
    for (const { selection, members, ahead } of [...this.#audiences.values()]) {
      if (!selection.hasTopic(topic)) continue;
      for (const member of [...members, ...ahead.keys()]) member.fail(error);
    }
    this.#positions = withPosition(this.#positions, topic, 0);
    this.#untap(topic);
  }

  #arrive(frame: Frame): void {
    this.#arrived.push(frame);
    this.#kept.push(frame);
    this.#keptBytes += weightOf(frame);
    this.#flushing ??= setImmediate(() => this.#flush());
    this.#tidying ??= this.#context.clock.after(KEPT_MS, () => this.#tidy());
  }

  #flush(): void {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const frames = this.#arrived;
    if (frames.length === 0) return;
    this.#arrived = [];
    for (const audience of this.#audiences.values()) this.#tell(audience, frames);
    this.#evict();
  }

  #tell(audience: Audience, frames: readonly Frame[]): void {
    if (audience.members.size > 0) {
      const selected = selectFrames(frames, audience.selection);
      if (selected.length > 0) {
        const parcel = parcelOf(selected);
        for (const member of audience.members) member.deliver(parcel, this.#positions);
      }
    }
    for (const [member, position] of audience.ahead) {
      if (isAtOrPast(this.#positions, position, audience.selection.topics)) {
        audience.ahead.delete(member);
        audience.members.add(member);
      }
      const missed = framesAfter(frames, position, audience.selection);
      if (missed.length > 0) member.deliver(parcelOf(missed), maxPositions(this.#positions, position));
    }
  }

  #evict(): void {
    if (this.#kept.length <= KEPT_FRAMES && this.#keptBytes <= KEPT_BYTES) return;
    let drop = 0;
    let bytes = this.#keptBytes;
    for (const frame of this.#kept) {
      if (this.#kept.length - drop <= KEPT_FRAMES / 2 && bytes <= KEPT_BYTES / 2) break;
      bytes -= weightOf(frame);
      drop += 1;
    }
    this.#forget(drop);
  }

  /** Runs while frames are kept; those that were there at the last run are forgotten. */
  #tidy(): void {
    this.#forget(this.#aged);
    this.#aged = this.#kept.length;
    this.#tidying = this.#aged === 0 ? undefined : this.#context.clock.after(KEPT_MS, () => this.#tidy());
  }

  #forget(count: number): void {
    const last = this.#kept[count - 1];
    if (last === undefined) return;
    for (let at = 0; at < count; at++) this.#keptBytes -= weightOf(this.#kept[at] as Frame);
    this.#keptFrom = maxPositions(this.#keptFrom, last.positions);
    this.#kept = this.#kept.slice(count);
    this.#aged = Math.max(0, this.#aged - count);
  }
}

const weightOf = (frame: Frame): number => (frame.kind === "event" ? frame.bytes.length : 0) + 128;

const selects = (selection: Selection, frame: Frame): boolean =>
  selection.hasTopic(frame.topicIndex) && (frame.kind === "gap" || selection.hasType(frame.type));

/** The frames of a selection; the same array when that is all. */
function selectFrames(frames: readonly Frame[], selection: Selection): readonly Frame[] {
  return frames.every((frame) => selects(selection, frame))
    ? frames
    : frames.filter((frame) => selects(selection, frame));
}

/** The frames of a selection that an observer at `position` has not had, with cursors that never say less. */
function framesAfter(frames: readonly Frame[], position: Positions, selection: Selection): Frame[] {
  const missed: Frame[] = [];
  for (const frame of frames) {
    const had = position[frame.topicIndex] ?? 0;
    const end = frame.kind === "gap" ? frame.to : frame.sequence;
    if (end <= had || !selects(selection, frame)) continue;
    if (frame.kind === "gap" && frame.from <= had) {
      missed.push({ ...frame, ...gapOf(frame.topic, had + 1, frame.to) });
    } else if (frame.kind === "event" && !isAtOrPast(frame.positions, position, selection.topics)) {
      missed.push(frame.at(maxPositions(frame.positions, position)));
    } else {
      missed.push(frame);
    }
  }
  return missed;
}
