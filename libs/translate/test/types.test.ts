import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, find, INT, isBottom, NONE, STR, Store, soloPart } from "../src/types/cell.js";

const bits = fc
  .array(fc.constantFrom(NONE, INT, STR), { maxLength: 4 })
  .map((all) => all.reduce((mask, bit) => mask | bit, 0));

describe("cells", () => {
  it("only grow, whatever flows", () => {
    fc.assert(
      fc.property(fc.array(bits, { minLength: 1, maxLength: 6 }), (masks) => {
        const store = new Store();
        const cell = store.cell();
        let seen = 0;
        for (const mask of masks) {
          store.flow(store.temp(mask), cell);
          seen |= mask;
          expect(find(cell).mask).toBe(seen);
        }
      }),
    );
  });

  it("tell the store when they grow, and are quiet when they do not", () => {
    const store = new Store();
    const cell = store.cell(INT);
    store.flow(store.temp(INT), cell);
    expect(store.changed).toBe(false);
    store.flow(store.temp(STR), cell);
    expect(store.changed).toBe(true);
  });

  it("share what can be changed in place, and copy what cannot", () => {
    const store = new Store();
    const elem = store.cell(INT);
    const list = store.of("list", elem);
    const other = store.cell();
    store.flow(list, other);
    store.flow(store.of("list", store.temp(STR)), other);
    expect(find(elem).mask).toBe(INT | STR);
    const tuple = store.part({ kind: "tuple", key: "tuple", args: [store.cell(INT)] });
    const place = store.cell();
    store.flow(tuple, place);
    store.flow(store.part({ kind: "tuple", key: "tuple", args: [store.cell(STR)] }), place);
    expect(find(soloPart(tuple)?.args[0] as Cell).mask).toBe(INT);
    expect(find(soloPart(place)?.args[0] as Cell).mask).toBe(INT | STR);
  });

  it("hold tuples of two lengths as one of any length", () => {
    const store = new Store();
    const place = store.cell();
    store.flow(store.part({ kind: "tuple", key: "tuple", args: [store.cell(INT)] }), place);
    store.flow(store.part({ kind: "tuple", key: "tuple", args: [store.cell(STR), store.cell(NONE)] }), place);
    expect(store.show(place)).toBe("vtuple[None|int|str]");
  });

  it("name equal types alike, also those that hold themselves", () => {
    const store = new Store();
    const one = store.cell(INT);
    store.flow(store.of("list", one), one);
    expect(store.show(one)).toBe("int|list[^1]");
    expect(isBottom(store.cell())).toBe(true);
  });

  it("refuse a type that grows without end", () => {
    const store = new Store();
    const cell = store.cell(INT);
    expect(() => {
      for (let i = 0; i < 60; i++) store.flow(store.part({ kind: "tuple", key: "tuple", args: [cell] }), cell);
    }).toThrow(/grows/);
  });
});
