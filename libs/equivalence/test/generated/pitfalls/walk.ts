import type { Draw } from "../draw.js";
import { block, guarded, type Scene } from "../objects/scene.js";

export interface Walk {
  /** A number that no other scene has. */
  label: number;
  defines?: readonly string[];
  begin: readonly string[];
  /** What may be done, each in turn drawn anew. */
  steps: readonly (() => string)[];
  /** What shows the state, after every step. */
  tell: string;
  /** What keeps the state small. */
  trim?: string;
  /** The state is the module's, for functions change it. */
  isGlobal?: boolean;
}

/** A scene of steps drawn one by one, in the module or in a function, with the state shown after each. */
export function walk(draw: Draw, { label, defines = [], begin, steps, tell, trim, isGlobal = false }: Walk): Scene {
  const after = trim === undefined ? tell : `${tell}\n${trim}`;
  const does = [...begin, ...draw.many(9, 15, () => `${guarded(draw, draw.pick(steps)())}\n${after}`)];
  return !isGlobal && draw.chance(0.5)
    ? { defines: [...defines, block(`def main${label}():`, does)], does: [`main${label}()`] }
    : { defines: [...defines], does };
}
