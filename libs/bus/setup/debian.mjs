import { execFile } from "node:child_process";
import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Release whose package is the engine that Troupe is developed and tested with. */
const USUAL_SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const CODENAMES = /^(stable|oldstable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)(-|$)/;

/** Entries of a deb822 `.sources` file: fields by lower-case name; comments and continued lines are minded. */
export function parseDeb822(text) {
  return text
    .split(/\r?\n[ \t]*(?:\r?\n)+/)
    .map((stanza) => {
      const fields = {};
      let name;
      for (const line of stanza.split(/\r?\n/)) {
        if (line.startsWith("#")) continue;
        const field = /^([A-Za-z][A-Za-z-]*):\s*(.*)$/.exec(line);
        if (field !== null) {
          name = field[1].toLowerCase();
          fields[name] = field[2].trim();
        } else if (name !== undefined && /^\s+\S/.test(line)) {
          fields[name] += `\n${line.trim()}`;
        }
      }
      return fields;
    })
    .filter((fields) => fields.uris !== undefined && !/^(no|false|0|off|disable)$/i.test(fields.enabled ?? ""))
    .map((fields) => ({
      types: words(fields.types),
      uris: words(fields.uris),
      suites: words(fields.suites),
    }));
}

/** Entries of a one-line `sources.list`: `deb [options] uri suite component…`. */
export function parseSourcesList(text) {
  return text
    .split(/\r?\n/)
    .map((line) => /^\s*(deb|deb-src)\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line.replace(/#.*/, "")))
    .filter((match) => match !== null)
    .map((match) => ({ types: [match[1]], uris: [match[2]], suites: [match[3]] }));
}

/** Address of the Debian mirror among source entries: not the security archive, and no other distribution. */
export function mirrorOf(entries) {
  for (const entry of entries) {
    if (!entry.types.includes("deb") || entry.suites.some((suite) => /security/.test(suite))) continue;
    if (!entry.suites.some((suite) => CODENAMES.test(suite))) continue;
    const uri = entry.uris.find((uri) => /\/debian(\.list)?\/?$/.test(uri));
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** The system's Debian mirror, or undefined where the system has no apt or no Debian source. */
export async function findMirror(root = "/etc/apt") {
  const parts = join(root, "sources.list.d");
  const names = await readdir(parts).catch(() => []);
  const files = [join(root, "sources.list"), ...names.sort().map((name) => join(parts, name))];
  const entries = [];
  for (const file of files) {
    const parse = file.endsWith(".sources") ? parseDeb822 : file.endsWith(".list") ? parseSourcesList : undefined;
    if (parse === undefined) continue;
    const text = await readFile(file, "utf8").catch(() => "");
    entries.push(...parse(text));
  }
  return mirrorOf(entries);
}

/** Whether this system can unpack a Debian package. */
export async function hasApt() {
  if (process.platform !== "linux") return false;
  try {
    await run("apt-get", ["--version"]);
    await run("dpkg", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Fetches the distribution's nats-server and unpacks it in `work`; nothing is installed, and no privilege is needed.
 * Resolves with the binary's path.
 */
export async function unpackDebianPackage({ mirror, work, log, suite = USUAL_SUITE }) {
  log(`fetching the package nats-server of Debian ${suite}`);
  const [archive] = await downloadPackages({ mirror, suite, packages: ["nats-server"], work });
  if (archive === undefined) throw new Error("apt-get download left no package");
  const tree = join(work, "unpacked");
  await run("dpkg", ["-x", archive, tree]);
  for (const place of ["usr/sbin", "usr/bin"]) {
    const binary = join(tree, place, "nats-server");
    if (await exists(binary)) return binary;
  }
  throw new Error(`${archive} holds no nats-server`);
}

/**
 * Downloads packages into `work` with an apt state of its own: the system's lists and packages are not touched, and
 * signatures are checked as ever. Resolves with the paths of the archives.
 */
export async function downloadPackages({ mirror, suite, packages, work, timeoutMs = 180_000 }) {
  const state = { lists: join(work, "lists"), cache: join(work, "cache"), parts: join(work, "parts") };
  for (const dir of [join(state.lists, "partial"), join(state.cache, "archives/partial"), state.parts]) {
    await mkdir(dir, { recursive: true });
  }
  const source = join(work, "debian.sources");
  const signed = (await exists(KEYRING)) ? `Signed-By: ${KEYRING}\n` : "";
  await writeFile(source, `Types: deb\nURIs: ${mirror}\nSuites: ${suite}\nComponents: main\n${signed}`);
  const settings = {
    "Dir::State::Lists": state.lists,
    "Dir::Cache": state.cache,
    "Dir::Etc::SourceList": source,
    "Dir::Etc::SourceParts": state.parts,
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": state.parts,
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const child = { cwd: work, env: { ...process.env, LC_ALL: "C" }, timeout: timeoutMs, maxBuffer: 16 << 20 };
  await run("apt-get", [...options, "-qq", "update"], child);
  await run("apt-get", [...options, "-qq", "download", ...packages], child);
  return (await readdir(work)).filter((name) => name.endsWith(".deb")).map((name) => join(work, name));
}

const words = (text = "") => text.split(/\s+/).filter((word) => word !== "");

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );
