import type { Method } from "./containers/container.js";
import { COUNTER, DICT } from "./containers/dicts.js";
import { DEQUE, LIST, VTUPLE } from "./containers/lists.js";
import { SET } from "./containers/sets.js";

/** A frozenset has what changes no set. */
const FROZEN_SET = Object.fromEntries(
  Object.entries(SET).filter(([name]) => !/^(add|remove|discard|pop|clear|\w*update)$/.test(name)),
);

const unordered = (methods: Record<string, Method>): Record<string, Method> =>
  Object.fromEntries(Object.entries(methods).filter(([name]) => name !== "move_to_end"));

const PLAIN_DICT = unordered(DICT);

export const CONTAINER_METHODS: Record<string, Record<string, Method>> = {
  list: LIST,
  vtuple: VTUPLE,
  tuple: VTUPLE,
  deque: DEQUE,
  dict: PLAIN_DICT,
  defaultdict: PLAIN_DICT,
  ordereddict: DICT,
  counter: unordered(COUNTER),
  set: SET,
  frozenset: FROZEN_SET,
};
