/** A command as completion sees it. */
export interface CommandShape {
  readonly name: string;
  readonly options: readonly string[];
  readonly commands: readonly CommandShape[];
}

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that completes commands, sub-commands and options in a shell. */
export function completionScript(shell: Shell, root: CommandShape): string {
  const places = placesOf(root, "");
  if (shell === "fish") return fishScript(root.name, places);
  const script = bashScript(root.name, places);
  return shell === "zsh" ? `#compdef ${root.name}\nautoload -U +X bashcompinit && bashcompinit\n${script}` : script;
}

interface Place {
  /** Commands before the word, joined by spaces. */
  readonly path: string;
  readonly words: readonly string[];
}

function placesOf(command: CommandShape, path: string): Place[] {
  const words = [...command.commands.map(({ name }) => name), ...command.options];
  const below = command.commands.flatMap((child) =>
    placesOf(child, path === "" ? child.name : `${path} ${child.name}`),
  );
  return [{ path, words }, ...below];
}

function bashScript(program: string, places: readonly Place[]): string {
  const cases = places.map(({ path, words }) => `    "${path}") words="${words.join(" ")}" ;;`);
  return `_${program}() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${program} ${program}
`;
}

function fishScript(program: string, places: readonly Place[]): string {
  const lines = places.map(
    ({ path, words }) => `complete -c ${program} -n 'test (__troupe_path) = "${path}"' -a '${words.join(" ")}'`,
  );
  return `function __troupe_path
  set -l words (commandline -opc)
  set -l path
  for word in $words[2..]
    string match -q -- '-*' $word; or set -a path $word
  end
  echo "$path"
end
complete -c ${program} -f
${lines.join("\n")}
`;
}
