import { findPython, findToolchain, type Python, runtimeLibrary, type Toolchain } from "@troupe/equivalence";

/** What builds and runs the programs of the bench. */
export interface Machine {
  toolchain: Toolchain;
  python: Python;
}

/** Finds compiler and interpreter and builds the runtime, so that nothing of that is measured. Throws without them. */
export async function prepared(): Promise<Machine> {
  const [toolchain, python] = await Promise.all([findToolchain(), findPython()]);
  if (python === undefined) throw new Error("no Python 3.11 was found: install python3.11, or set TROUPE_PYTHON");
  await runtimeLibrary(toolchain, "debug");
  await runtimeLibrary(toolchain, "release");
  return { toolchain, python };
}
