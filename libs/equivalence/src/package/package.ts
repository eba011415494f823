import type { FunctionVerdict } from "../verdict.js";
import { sha256, writeArchive } from "./archive.js";
import { chart } from "./chart.js";
import { dockerfile } from "./docker.js";
import { PACKAGE_VERSION, packageName, pythonName } from "./names.js";
import { pythonBinding } from "./python-binding.js";
import { typescriptBinding } from "./typescript-binding.js";

/** A module that was compared, and what is known of it. */
export interface Packaged {
  /** Path of the program, as it was given. */
  file: string;
  /** Names and texts of the program's files. */
  sources: Record<string, string>;
  rust: string;
  wasm: Uint8Array;
  verdict: string;
  cases: number;
  functions: FunctionVerdict[];
}

/** An archive that is handed out. */
export interface Package {
  name: string;
  fileName: string;
  sha256: string;
  bytes: Buffer;
}

/** The module with a manifest, bindings for TypeScript and Python, a Dockerfile and a Helm chart, as `NAME-VERSION.tar.gz`. */
export async function packageProgram(program: Packaged): Promise<Package> {
  const name = packageName(program.file);
  const module = `${name}.wasm`;
  const files = new Map<string, Uint8Array | string>([
    [module, program.wasm],
    ["manifest.json", `${JSON.stringify(manifestOf(program, name), null, 2)}\n`],
    ["README.md", readmeOf(program, name)],
    [`source/${name}.rs`, program.rust],
    ...Object.entries(program.sources).map(([path, text]) => [`source/${path}`, text] as const),
    ...prefixed("typescript", await typescriptBinding(name, PACKAGE_VERSION)),
    ["typescript/module.wasm", program.wasm],
    ...prefixed("python", pythonBinding(name, PACKAGE_VERSION)),
    [`python/${pythonName(name)}/module.wasm`, program.wasm],
    ["Dockerfile", dockerfile()],
    ...prefixed("chart", chart(name, PACKAGE_VERSION)),
  ]);
  const bytes = await writeArchive(`${name}-${PACKAGE_VERSION}`, files);
  return { name, fileName: `${name}-${PACKAGE_VERSION}.tar.gz`, sha256: sha256(bytes), bytes };
}

const prefixed = (folder: string, files: Record<string, string>): [string, string][] =>
  Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]);

function manifestOf({ file, sources, wasm, verdict, cases, functions }: Packaged, name: string): object {
  return {
    name,
    version: PACKAGE_VERSION,
    module: { file: `${name}.wasm`, sha256: sha256(wasm), bytes: wasm.length, abi: "wasi_snapshot_preview1" },
    program: { file, sources: Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, sha256(text)])) },
    interface: { entry: "_start", stdin: true, arguments: true, environment: false, files: false },
    equivalence: { verdict, inputs: cases, functions: functions.map(({ line: _, ...each }) => each) },
  };
}

function readmeOf({ file, verdict, cases }: Packaged, name: string): string {
  return `# ${name}

A WASI module made from \`${file.slice(file.lastIndexOf("/") + 1)}\`. Beside Python it was ${verdict} on ${cases} ${cases === 1 ? "input" : "inputs"}; that proves nothing beyond them.

| To run it | |
| --- | --- |
| any WASI host | \`wasmtime ${name}.wasm\` |
| Node 20 | \`node typescript/cli.js\`, or \`import { run } from "./typescript/index.js"\` |
| Python 3.9 with \`pip install wasmtime\` | \`cd python && python3 -m ${pythonName(name)}\`, or \`from ${pythonName(name)} import run\` |
| Docker | \`docker build -t ${name} . && docker run --rm -i ${name}\` |
| Kubernetes | \`helm install ${name} chart --set image.repository=…\` |

It reads standard input and its arguments, writes standard output and error, and ends with a status. It gets no files, no environment and no network. \`sha256sum -c SHA256SUMS\` checks what is here.
`;
}
