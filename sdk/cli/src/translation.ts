/** The packages that translate Python; they are installed beside the command by those who want them. */
export interface Translation {
  readonly equivalence: typeof import("@troupe/equivalence");
  readonly translate: typeof import("@troupe/translate");
}

export const NOT_INSTALLED = "npm install @troupe/equivalence @troupe/translate";

/** The packages, or undefined where they are not installed. */
export async function loadTranslation(): Promise<Translation | undefined> {
  try {
    const [equivalence, translate] = await Promise.all([import("@troupe/equivalence"), import("@troupe/translate")]);
    return { equivalence, translate };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
