import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandFault } from "../intake/gather.js";

/**
 * Makes the folder that results are to be kept in, before anything is done for them. `shown` is what the user called it.
 * Throws CommandFault where nothing can be kept there.
 */
export async function readyFolder(path: string, shown: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOTDIR" ? "it is no folder, or lies in a file" : String(code ?? (error as Error).message);
    throw new CommandFault(`nothing can be kept in ${shown}: ${why}`, { cause: error });
  }
}

/** Step by step, since Node's own `recursive` never ends below folders such as /proc. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (found !== undefined) throw Object.assign(new Error(`${path} is no folder`), { code: "ENOTDIR" });
  if (dirname(path) === path) throw new Error(`there is no ${path}`);
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
