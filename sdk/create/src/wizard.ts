import { PROJECT_TEMPLATES, ProjectError } from "./names.js";

export interface WizardInput {
  readonly folder: string | undefined;
  readonly template: string | undefined;
  /** False where nobody could answer: then nothing is asked. */
  readonly isInteractive: boolean;
}

const ABOUT = {
  worker: "does tasks that others ask for by event",
  tool: "offers a function that other agents can call",
  planner: "carries missions to their end by asking other agents",
} as const;

/** Asks for what was not given. Throws ProjectError when it cannot ask. */
export async function runWizard(input: WizardInput): Promise<{ folder: string; template: string }> {
  if (!input.isInteractive) {
    if (input.folder === undefined) {
      throw new ProjectError("input", "the project's folder is missing", "npm create troupe my-agent");
    }
    return { folder: input.folder, template: input.template ?? "worker" };
  }
  if (input.folder !== undefined && input.template !== undefined) {
    return { folder: input.folder, template: input.template };
  }
  const { cancel, intro, select, text } = await import("@clack/prompts");
  const answered = <T extends string>(answer: T | symbol): T => {
    if (typeof answer === "string") return answer;
    cancel("Nothing was made.");
    throw new ProjectError("input", "cancelled");
  };
  intro("A new agent");
  const folder =
    input.folder ?? answered(await text({ message: "Folder", placeholder: "my-agent", defaultValue: "my-agent" }));
  const options = PROJECT_TEMPLATES.map((value) => ({ value, label: value, hint: ABOUT[value] }));
  const template =
    input.template ?? answered(await select({ message: "Kind", options, initialValue: "worker" as const }));
  return { folder, template };
}
