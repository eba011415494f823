import { endOf, expected, type Join, KINDS, LIMIT, type Op, type Person, type Undoing, type Work } from "./program.js";

/** What a program may hold. */
export interface Making {
  readonly isUndoable: boolean;
  /** Waits for other agents may be too short, tasks too long. */
  readonly isTimed: boolean;
}

const PEOPLE: readonly Person[] = ["yes", "no", "answer", "silent", "slow"];
const UNDOINGS: readonly Undoing[] = ["done", "done", "flaky", "never"];
const MARGIN = 10;

/** A program made by chance. */
export function made(random: () => number, { isUndoable, isTimed }: Making): Work {
  let count = 0;
  const below = (n: number): number => Math.floor(random() * n);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const undo = (chance: number): { undo?: Undoing } =>
    isUndoable && random() < chance ? { undo: oneOf(UNDOINGS) } : {};

  const step = (isOpen: boolean, isAlone: boolean): Op => {
    const kind = random();
    const tries = 1 + below(3);
    const isCaught = random() < 0.8;
    const often = isAlone && !isCaught ? 1 + below(4) : tries - 1;
    const fails = kind < 0.7 ? 0 : kind < 0.85 ? often : kind < 0.93 && (isAlone || isCaught) ? "always" : "for good";
    return { op: "step", id: `s${count++}`, ...undo(0.5), fails, tries, isCaught, isMendable: isOpen && !isCaught };
  };

  /** How long is waited for what takes from so long to so long. */
  const patience = (least: number, most: number): { timeout?: number } => {
    if (!isTimed || random() < 0.6) return {};
    const isShort = least > MARGIN && random() < 0.5;
    return { timeout: isShort ? Math.floor(least / 2) : 2 * most + MARGIN };
  };

  const delegate = (depth: number, isOpen: boolean): Op => {
    const isCaught = random() < 0.5;
    const op = { op: "delegate", of: work(depth + 1, isOpen && !isCaught), isCaught, isMendable: false } as const;
    const { minutes } = expected(op.of);
    return { ...op, ...patience(...minutes) };
  };

  const parallel = (depth: number, isOpen: boolean): Op => {
    const isCaught = random() < 0.5;
    const length = 1 + below(4);
    const join = oneOf<Join>(["all", "any", "settled", 1 + below(length)]);
    const isOpenBelow = isOpen && !isCaught && join !== "settled";
    const of = Array.from({ length }, () => work(depth + 1, isOpenBelow));
    const op = { op: "parallel", of, join, isCaught, isMendable: false } as const;
    const { minutes } = endOf({ id: "", kind: "a", does: [op] });
    return { ...op, ...patience(...minutes) };
  };

  const wait = (isOpen: boolean): Op => {
    const isCaught = random() < 0.8;
    const failing = { isCaught, isMendable: isOpen && !isCaught };
    const timeout = 10 + below(100);
    if (random() < 0.5) return { op: "ask", id: `q${count++}`, person: oneOf(PEOPLE), timeout, ...failing };
    return { op: "hear", id: `e${count++}`, isSaid: false, timeout, ...failing };
  };

  const op = (depth: number, isOpen: boolean, isAlone: boolean): readonly Op[] => {
    const kind = below(depth > 2 ? 9 : 14);
    if (kind < 4) return [step(isOpen, isAlone)];
    if (kind === 4) return [{ op: "sleep", minutes: random() < 0.5 ? 0.1 : 20 + below(100) }];
    if (kind === 5) {
      const id = `e${count++}`;
      const hear = { op: "hear", id, isSaid: true, isCaught: false, isMendable: false } as const;
      return [{ op: "tell", id }, random() < 0.5 ? hear : { ...hear, timeout: MARGIN }];
    }
    if (kind < 8) return [wait(isOpen)];
    if (kind === 8) {
      if (random() < 0.12)
        return [
          {
            op: "fail",
            how: oneOf(isAlone ? ["thrown", "told", "always"] : ["thrown", "told"]),
            isCaught: false,
            isMendable: isOpen,
          },
        ];
      if (depth > 4) return [];
      return [{ op: "together", of: Array.from({ length: 2 + below(2) }, () => work(depth + 1, isOpen, false)) }];
    }
    return [kind < 11 ? delegate(depth, isOpen) : parallel(depth, isOpen)];
  };

  const work = (depth: number, isOpen: boolean, isAlone = true): Work => {
    const id = `w${count++}`;
    const does = Array.from({ length: 1 + below(4) }, () => op(depth, isOpen, isAlone)).flat();
    const plain = { id, kind: oneOf(KINDS.slice(0, 3)), does, ...(isAlone ? undo(1) : {}) };
    const [least, most] = endOf(plain).minutes;
    const isClear = most < LIMIT || least > LIMIT + MARGIN;
    return isTimed && isClear && random() < 0.2 ? { ...plain, kind: "limited" } : plain;
  };
  return work(0, true);
}
