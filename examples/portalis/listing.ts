import type { Found } from "@troupe/equivalence";
import { idOf } from "./cache.js";
import type { Listed } from "./events.js";

/** Programs as a list names them, each under the name it is given; the same text is kept once. */
export function listPrograms<F extends Found>(
  found: readonly F[],
  nameOf: (program: F) => string,
  put: (text: string) => Promise<string>,
): Promise<Listed[]> {
  const kept = new Map<string, Promise<string>>();
  const keep = (text: string): Promise<string> => {
    const id = idOf(text);
    const known = kept.get(id) ?? put(text);
    kept.set(id, known);
    return known;
  };
  const names = new Map(found.map((each) => [each.path, nameOf(each)]));
  return Promise.all(
    found.map(async (each) => {
      const { program, inputs, needs, fault } = each;
      const files = Object.entries(program.files).map(async ([name, text]) => [name, await keep(text)] as const);
      return {
        unit: nameOf(each),
        main: program.main,
        files: Object.fromEntries(await Promise.all(files)),
        inputs: await keep(JSON.stringify(inputs)),
        needs: needs.flatMap((need) => names.get(need) ?? []),
        ...(fault && { fault }),
      };
    }),
  );
}
