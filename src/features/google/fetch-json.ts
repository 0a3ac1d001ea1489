/** What Google answers has some hundred bytes. */
const MAX_BYTES = 65_536;

/**
 * Asks and answers the text of a JSON object. It follows no redirect: whoever is asked has to answer.
 * @throws Error when the answer takes longer than `timeoutMs`, is no success, is too long, or is no JSON object.
 */
export async function fetchJson(url: string, request: RequestInit, timeoutMs: number): Promise<string> {
  const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const text = await textOf(response);
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
  const json: unknown = JSON.parse(text);
  if (typeof json !== 'object' || json === null) throw new Error(`${new URL(url).host} answered no object`);
  return text;
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
