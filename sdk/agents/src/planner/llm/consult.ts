import type { Fault } from "@troupe/contracts";
import { withoutFaults } from "@troupe/contracts";
import type { Llm, LlmAnswer, LlmCall, LlmMessage, LlmTool, LlmUsage } from "./llm.js";

/*
 * A question to a model whose answer must be calls of the given tools.
 * 1. An answer is taken as a whole: every call fits, or none counts.
 * 2. A mistaken answer goes back with what is wrong with it, at most `maxCorrections` times.
 * 3. `around` is called about each call of the model, so that its cost is known before it is made.
 */

/** What a call means, or what is wrong with it. */
export type Judged<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface Consultation<T> {
  readonly llm: Llm;
  readonly messages: readonly LlmMessage[];
  readonly tools: readonly LlmTool[];
  readonly judge: (call: LlmCall) => Judged<T>;
  /** What is wrong with calls that are right one by one. */
  readonly together?: (values: readonly T[]) => string | undefined;
  readonly maxCorrections: number;
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** Makes the call number `round`, from 0. */
  readonly around?: (
    round: number,
    messages: readonly LlmMessage[],
    call: () => Promise<LlmAnswer>,
  ) => Promise<LlmAnswer>;
}

export type Consulted<T> =
  | {
      readonly ok: true;
      readonly values: readonly T[];
      readonly answer: LlmAnswer;
      readonly corrections: number;
      readonly usage: LlmUsage;
    }
  | { readonly ok: false; readonly faults: readonly string[]; readonly usage: LlmUsage };

/** Asks until the answer fits. Rejects as the model does. */
export async function consult<T>(consultation: Consultation<T>): Promise<Consulted<T>> {
  const { llm, tools, maxCorrections, maxTokens, signal, around = (_round, _messages, call) => call() } = consultation;
  const messages = [...consultation.messages];
  let usage: LlmUsage = { prompt: 0, answer: 0 };
  for (let round = 0; ; round++) {
    const request = {
      messages: [...messages],
      tools,
      mustCall: true,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(signal === undefined ? {} : { signal }),
    };
    const said = await around(round, request.messages, () => llm.complete(request));
    const answer = { ...said, text: withoutFaults(said.text) };
    usage = { prompt: usage.prompt + answer.usage.prompt, answer: usage.answer + answer.usage.answer };
    const judged = judge(consultation, answer);
    if (judged.ok) return { ok: true, values: judged.values, answer, corrections: round, usage };
    if (round >= maxCorrections) return { ok: false, faults: [...judged.faults.values()], usage };
    messages.push(...corrected(answer, judged.faults));
  }
}

type Verdict<T> =
  | { readonly ok: true; readonly values: readonly T[] }
  | { readonly ok: false; readonly faults: ReadonlyMap<string, string> };

function judge<T>({ judge: of, together, tools }: Consultation<T>, { calls }: LlmAnswer): Verdict<T> {
  if (calls.length === 0) {
    return { ok: false, faults: new Map([["", `call one of the tools: ${tools.map(({ name }) => name).join(", ")}`]]) };
  }
  const judged = calls.map((call) => ({ call, verdict: of(call) }));
  const faults = judged.flatMap(({ call, verdict }): [string, string][] =>
    verdict.ok
      ? []
      : [
          [
            call.id,
            `${call.name}: ${verdict.faults.map(({ pointer, message }) => `${pointer || "/"} ${message}`).join("; ")}`,
          ],
        ],
  );
  if (faults.length > 0) return { ok: false, faults: new Map(faults) };
  const values = judged.flatMap(({ verdict }) => (verdict.ok ? [verdict.value] : []));
  const wrong = together?.(values);
  if (wrong === undefined) return { ok: true, values };
  return { ok: false, faults: new Map([[calls[0]?.id ?? "", wrong]]) };
}

/** The mistaken answer, and what is wrong with it, in the form models are used to. */
function corrected({ text, calls }: LlmAnswer, faults: ReadonlyMap<string, string>): LlmMessage[] {
  const said: LlmMessage = { role: "assistant", text, calls };
  if (calls.length === 0) return [said, { role: "user", text: faults.get("") ?? "" }];
  return [
    said,
    ...calls.map(({ id }): LlmMessage => {
      const fault = faults.get(id);
      const heard =
        fault === undefined
          ? "Not done: another call of this answer is wrong."
          : `Not done. ${fault}. Correct it and call again.`;
      return { role: "tool", callId: id, text: heard };
    }),
  ];
}
