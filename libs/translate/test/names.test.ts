import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RESERVED, RESERVED_TYPES, rustName } from "../src/generate/names.js";

const runtime = (file: string): string => readFileSync(new URL(`../../pyrt/src/${file}.rs`, import.meta.url), "utf8");

/** What `use pyrt::*` brings into a program. */
function exported(): { functions: string[]; types: string[] } {
  const names: string[] = [];
  for (const [, module = "", what = ""] of runtime("lib").matchAll(/^pub use (\w+)::(\*|\{[^}]*\}|\w+);/gm)) {
    if (what === "*") {
      for (const [, name = ""] of runtime(module).matchAll(/^pub (?:const )?(?:fn|struct|enum|trait|type) (\w+)/gm))
        names.push(name);
    } else
      names.push(
        ...what
          .replace(/[{}\s]/g, "")
          .split(",")
          .filter(Boolean),
      );
  }
  const isType = (name: string): boolean => /^[A-Z]/.test(name);
  return { functions: names.filter((name) => !isType(name)), types: names.filter(isType) };
}

describe("names of a program", () => {
  it("hide no function of the runtime", () => {
    expect(exported().functions.filter((name) => !RESERVED.has(name))).toEqual([]);
    expect(rustName("max2")).not.toBe("max2");
  });

  it("hide no type of the runtime", () => {
    expect(exported().types.filter((name) => !RESERVED_TYPES.has(name))).toEqual([]);
  });
});
