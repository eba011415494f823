import { type Fault, type JsonSchema, schemaFault } from "@troupe/contracts";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** Schemas kept compiled. */
const MAX_COMPILED = 500;

/** Checks data by registered JSON Schemas (2020-12); compiles each once. */
export class SchemaCheck {
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction | undefined>();

  constructor() {
    this.#ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, addUsedSchema: false });
    addFormats.default(this.#ajv);
  }

  /** What does not fit, with JSON Pointers into the data; nothing where the schema itself cannot be read. */
  faults(schema: JsonSchema, data: unknown): Fault[] {
    const validate = this.#validator(schema);
    if (validate === undefined || validate(data)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => ({
      pointer: instancePath,
      message: schemaFault(message, params),
    }));
  }

  #validator(schema: JsonSchema): ValidateFunction | undefined {
    const key = JSON.stringify(schema);
    if (!this.#compiled.has(key)) {
      if (this.#compiled.size >= MAX_COMPILED) this.#compiled.clear();
      this.#compiled.set(key, this.#compile(schema));
    }
    return this.#compiled.get(key);
  }

  #compile({ $schema: _, $id: __, ...schema }: JsonSchema): ValidateFunction | undefined {
    try {
      return this.#ajv.compile(schema);
    } catch {
      return undefined;
    }
  }
}
