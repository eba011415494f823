import type { Method } from "./containers/container.js";
import { COUNTER, DICT } from "./containers/dicts.js";
import { DEQUE, LIST, VTUPLE } from "./containers/lists.js";
import { SET } from "./containers/sets.js";

export const CONTAINER_METHODS: Record<string, Record<string, Method>> = {
  list: LIST,
  vtuple: VTUPLE,
  tuple: VTUPLE,
  deque: DEQUE,
  dict: DICT,
  defaultdict: DICT,
  ordereddict: DICT,
  counter: COUNTER,
  set: SET,
  frozenset: SET,
};
