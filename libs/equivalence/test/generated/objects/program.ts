import { Draw } from "../draw.js";
import { aliases, tables } from "./aliases.js";
import { classes } from "./classes.js";
import { faults } from "./faults.js";
import { closures, generators } from "./functions.js";
import { kinds } from "./kinds.js";
import { dataClasses, rows } from "./records.js";
import { type Scene, shuffled } from "./scene.js";

const HEAD = `import copy
import sys
from collections import namedtuple, defaultdict, OrderedDict, Counter, deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace, asdict, astuple
from enum import Enum, IntEnum, auto
from functools import partial, reduce, total_ordering, wraps
from typing import NamedTuple`;

const SCENES: Record<string, (draw: Draw) => Scene> = {
  classes,
  dataClasses,
  rows,
  aliases,
  tables,
  kinds,
  closures,
  generators,
  faults,
};

/** The statements of a program about objects and what kinds they are. */
export function partsOf(seed: number, wanted?: string): string[] {
  const draw = new Draw(seed);
  const names = wanted ? [wanted] : shuffled(draw, Object.keys(SCENES)).slice(0, draw.integer(1, 3));
  const scenes = names.map((name) => (SCENES[name] as (draw: Draw) => Scene)(draw));
  const defines = [...new Set(scenes.flatMap((scene) => scene.defines))];
  return [HEAD, ...defines, ...scenes.flatMap((scene) => scene.does)];
}

export const objectsOf = (seed: number): string => `${partsOf(seed).join("\n\n")}\n`;
export const SCENE_NAMES = Object.keys(SCENES);
