import type { ParleyClient } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import { until } from './browser.js';

/** A file that somebody drops. */
export interface Dropped {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Holds files over the conversation, as a person with a mouse does; `drop` lets go of them there. */
export function hold(page: Page, ...files: Dropped[]): Promise<{ drop: () => Promise<void> }> {
  return holdOver(page.getByRole('region', { name: /^Messages in/ }), ...files);
}

/** The same over some part of the page. */
export async function holdOver(over: Locator, ...files: Dropped[]): Promise<{ drop: () => Promise<void> }> {
  const page = over.page();
  const data = await page.evaluateHandle(
    (given) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      return transfer;
    },
    files.map(({ name, type, bytes }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })),
  );
  await over.dispatchEvent('dragenter', { dataTransfer: data });
  return { drop: () => over.dispatchEvent('drop', { dataTransfer: data }) };
}

/** Lets the page send no more than so many bytes a second; undefined: as many as it can. */
export async function sendAtMost(page: Page, bytesPerSecond: number | undefined): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const uploadThroughput = bytesPerSecond ?? -1;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}

/** Uploads by the SDK and sends, and waits until it is ready or has failed. */
export async function sendFile(client: ParleyClient, channelId: string, file: Dropped, kind?: 'voice' | 'file') {
  const blob = new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type });
  const { id } = await client.media.upload(blob, { name: file.name, ...(kind && { kind }) });
  await client.send({ channelId, mediaIds: [id] }).delivered;
  await until(() => client.state.media[id]?.state !== 'processing', `${file.name} is ready or has failed`);
  return client.state.media[id]!;
}

/** What a browser must not run, whatever it is called: each would call `hit`, `alert`, the server or change the title. */
export const hostile: (Dropped & { kind?: 'file' })[] = [
  text(
    'drawing.svg',
    'image/svg+xml',
    (script) => `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script></svg>`,
  ),
  text(
    'holiday.png',
    'image/png',
    (script) => `<!doctype html><title>Mine</title><script>${script}</script><img src=x onerror="${script}">`,
  ),
  text('page.html', 'text/html', (script) => `<!doctype html><meta charset=utf-8><script>${script}</script>`),
  { ...text('script.gif', 'image/gif', polyglot), kind: 'file' },
  text('moving.gif', 'image/gif', polyglot),
  text('report.pdf', 'application/pdf', pdf),
  text(
    'note.webm',
    'video/webm',
    () =>
      '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\n/api/v1/hit\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
  ),
];

function text(name: string, type: string, made: (script: string) => string): Dropped {
  const script = "document.title='hit';fetch('/api/v1/hit');alert('hit')";
  return { name, type, bytes: Buffer.from(made(script), 'latin1') };
}

/** The first bytes of a GIF of 10,799 × 10,799 pixels, and a script. */
function polyglot(script: string): string {
  return `GIF89a/*\0\0\0\0\0*/=1;${script};//;`;
}

/** A document that runs a script when it is opened, in a reader that does so. */
function pdf(script: string): string {
  return [
    '%PDF-1.7',
    '1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj',
    `4 0 obj<</S/JavaScript/JS(app.alert\\('hit'\\);${script.replace(/[()]/g, '\\$&')})>>endobj`,
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n');
}
