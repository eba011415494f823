import { Draw } from "../draw.js";
import { type Scene, shuffled } from "../objects/scene.js";
import { cells } from "./cells.js";
import { changed } from "./changed.js";
import { growth } from "./growth.js";
import { layouts } from "./layouts.js";
import { leaving } from "./leaving.js";
import { members } from "./members.js";
import { narrowed } from "./narrowed.js";
import { numbers } from "./numbers.js";
import { orders } from "./orders.js";
import { scopes } from "./scopes.js";
import { shared } from "./shared.js";
import { suspended } from "./suspended.js";
import { texts } from "./texts.js";
import { turns } from "./turns.js";

const HEAD = `import bisect
import copy
import functools
import heapq
import itertools
import math
import re
import statistics
import textwrap
from collections import Counter, defaultdict, deque
from contextlib import contextmanager
from functools import reduce`;

const SCENES: readonly ((draw: Draw) => Scene)[] = [
  shared,
  changed,
  suspended,
  growth,
  numbers,
  texts,
  layouts,
  orders,
  turns,
  leaving,
  cells,
  narrowed,
  scopes,
  members,
];

/** A program of what goes wrong where a kind is taken for another, a copy for what it is of, or one turn for the next. */
export function pitfallsOf(seed: number): string {
  const draw = new Draw(seed);
  const scenes = shuffled(draw, SCENES)
    .slice(0, draw.integer(1, 2))
    .map((scene) => scene(draw));
  const parts = [HEAD, ...scenes.flatMap(({ defines }) => defines), ...scenes.flatMap(({ does }) => does)];
  return `${parts.join("\n\n")}\n`;
}
