import { type ContentClient, TerminalError } from "@troupe/sdk";

/** The text of a Content body. Trying again does not bring back one that is gone. */
export async function contentText(content: ContentClient, id: string): Promise<string> {
  const body = await content.get(id);
  if (body === undefined) throw new TerminalError(`there is no content ${id}`);
  return new TextDecoder().decode(body);
}
