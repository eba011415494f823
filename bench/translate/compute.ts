import { readdir, readFile } from "node:fs/promises";
import { buildProgram, compareRuns, runPython, runWasm } from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { type Figure, figure } from "../kit/figure.js";
import { median } from "../kit/stats.js";
import { type Machine, prepared } from "./machine.js";

const FOLDER = new URL("../../translate/compute/", import.meta.url);
const TURNS = 3;
const LIMITS = { timeMs: 120_000 };

/**
 * Programs that compute: the release module, its compilation by V8 included, beside CPython with its start, in turn.
 * A ratio is CPython's time to the module's; that of all is their geometric mean.
 */
export async function compute(): Promise<Figure[]> {
  const machine = await prepared();
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".py")).sort();
  const figures: Figure[] = [];
  for (const name of names) figures.push(await raced(name, machine));
  const mean = Math.exp(figures.reduce((sum, { ratio }) => sum + Math.log(ratio ?? 1), 0) / figures.length);
  return [...figures, figure({ name: "compute.mean", unit: "×", value: mean }, { of: "value", atLeast: 5 })];
}

async function raced(name: string, { toolchain, python }: Machine): Promise<Figure> {
  const source = await readFile(new URL(name, FOLDER), "utf8");
  const made = translate(source, { file: name });
  if (!made.ok) throw new Error(`${name} is refused: ${made.diagnostics[0]?.message}`);
  const wasm = await buildProgram(made.rust, toolchain, { profile: "release" });
  const [originals, modules]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const original = await runPython(python, { main: name, files: { [name]: source } }, {}, LIMITS);
    const module = await runWasm(wasm, { name }, LIMITS);
    if (compareRuns(original, module).result !== "equal") throw new Error(`${name} is not equal`);
    originals.push(original.ms);
    modules.push(module.ms);
  }
  const [baseline, value] = [median(originals), median(modules)];
  return figure({ name: `compute.${name.slice(0, -3)}`, unit: "ms", value, baseline, ratio: baseline / value });
}
