import { execFile } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { copyFile, cp, mkdir, readdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** What a cluster runs; PostgreSQL finds everything else relative to them, symbolic links resolved: so, copies. */
const PROGRAMS = ["postgres", "initdb"];

/**
 * Folder of server programs that can be given the `vector` extension: the system's own when it has it, else a copy of
 * the installation in `folder` with the build of the cache laid over it (`scripts/postgres.mjs` makes it), else the
 * system's as it is.
 */
export async function installationWithVector(binDir: string, folder: string): Promise<string> {
  const [bin, lib, share, version] = await askConfig(binDir, ["bindir", "pkglibdir", "sharedir", "version"]);
  if (bin === undefined || lib === undefined || share === undefined) return binDir;
  if (existsSync(join(share, "extension/vector.control"))) return binDir;
  const built = join(cacheFolder(), /\d+/.exec(version ?? "")?.[0] ?? "none");
  if (!existsSync(join(built, "lib/vector.so"))) return binDir;
  await mkdir(join(folder, bin), { recursive: true });
  for (const program of PROGRAMS) {
    await copyFile(join(bin, program), join(folder, bin, program), constants.COPYFILE_FICLONE);
  }
  const extensions = join(share, "extension");
  await linkAll(lib, join(folder, lib));
  await linkAll(share, join(folder, share), [basename(extensions)]);
  await linkAll(extensions, join(folder, extensions));
  await cp(join(built, "lib"), join(folder, lib), { recursive: true });
  await cp(join(built, "extension"), join(folder, extensions), { recursive: true });
  return join(folder, bin);
}

async function linkAll(from: string, to: string, except: readonly string[] = []): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => !except.includes(name));
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
}

async function askConfig(binDir: string, names: readonly string[]): Promise<string[]> {
  const asked = names.map((name) => `--${name}`);
  const { stdout } = await run(join(binDir, "pg_config"), asked).catch(() => ({ stdout: "" }));
  return stdout.trim() === "" ? [] : stdout.trim().split("\n");
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "troupe", "pgvector");
}
