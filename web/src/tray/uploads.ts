import { ParleyError } from '@parley/client';
import { failureOf, sizeOf } from '../media/words.js';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { allEnclosures, changeTray, deleteUploads, onTrays, trayOf, type Enclosure, type Note } from './trays.js';

/** How many go with one message, by the server's rules. */
const MOST = 10;
/** How many are on their way at once: more would only make each slower. */
const AT_ONCE = 3;
/** Pictures that every browser shows. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif)$/;

/** What is on its way, by its key in the tray. */
const underWay = new Map<string, AbortController>();

/** Lays files into the tray of a channel and begins to upload them. */
export function addFiles(channelId: string, files: readonly File[]): void {
  add(
    channelId,
    files.map((file) => ({
      ...{ key: newKey(), name: file.name, size: file.size, status: 'waiting', percent: 0, file },
      ...(SHOWN.test(file.type) && { preview: URL.createObjectURL(file) }),
    })),
  );
}

/** The same for a recording. */
export function addNote(channelId: string, note: Note): void {
  const { sound } = note;
  const name = `Voice note.${sound.type.startsWith('audio/mp4') ? 'm4a' : 'webm'}`;
  const preview = URL.createObjectURL(sound);
  add(channelId, [
    { key: newKey(), name, size: sound.size, status: 'waiting', percent: 0, file: sound, note, preview },
  ]);
}

/** Takes something out of the tray: stops its upload, or deletes it on the server. */
export function removeFromTray(channelId: string, { key, mediaId }: Enclosure): void {
  changeTray(channelId, ({ items }) => ({ items: items.filter((item) => item.key !== key) }));
  if (mediaId !== undefined) deleteUploads([mediaId]);
}

export function tryAgain({ key }: Enclosure): void {
  change(key, { status: 'waiting', percent: 0, problem: undefined, mayTryAgain: false });
  work();
}

function add(channelId: string, fresh: readonly Enclosure[]): void {
  const room = MOST - trayOf(channelId).items.length;
  for (const { preview } of fresh.slice(room)) if (preview) URL.revokeObjectURL(preview);
  const notice = fresh.length > room ? `At most ${MOST} files go with one message.` : undefined;
  changeTray(channelId, ({ items }) => ({ items: [...items, ...fresh.slice(0, room)], ...(notice && { notice }) }));
  work();
}

/** Wherever it lies by now: a thread that begins takes along what lay ready for it. */
function change(key: string, changes: { [K in keyof Enclosure]?: Enclosure[K] | undefined }): void {
  const channelId = allEnclosures().find(({ item }) => item.key === key)?.channelId;
  if (channelId === undefined) return;
  changeTray(channelId, (tray) => ({
    ...tray,
    items: tray.items.map((item) => (item.key === key ? { ...item, ...changes } : item)),
  }));
}

/** Begins as many of those that wait as may be on their way. */
function work(): void {
  for (const { item } of allEnclosures())
    if (item.status === 'waiting' && underWay.size < AT_ONCE) void upload(item).finally(work);
}

async function upload({ key, name, file, note }: Enclosure): Promise<void> {
  const abort = new AbortController();
  underWay.set(key, abort);
  change(key, { status: 'uploading' });
  try {
    const media = await client.media.upload(file!, {
      name,
      ...(note && { kind: 'voice' as const, waveform: [...note.waveform] }),
      onProgress: (sent, of) => change(key, { percent: of > 0 ? Math.floor((sent / of) * 100) : 0 }),
      signal: abort.signal,
    });
    if (abort.signal.aborted) return deleteUploads([media.id]); // it was too late to stop it
    change(key, { status: 'uploaded', percent: 100, mediaId: media.id });
    const known = client.state.media[media.id];
    if (known?.state === 'failed') refuse(key, failureOf(known));
  } catch (error) {
    if (!abort.signal.aborted) change(key, { status: 'refused', ...problemOf(error) });
  } finally {
    underWay.delete(key);
  }
}

function refuse(key: string, problem: string): void {
  change(key, { status: 'refused', problem, mayTryAgain: false });
}

function problemOf(error: unknown): Partial<Enclosure> {
  const mayTryAgain = error instanceof ParleyError && error.passing;
  if (!(error instanceof ParleyError) || error.code !== 'payload.too_large')
    return { problem: sentenceOf(error), mayTryAgain };
  const limit = Number(/\d+/.exec(error.detail ?? '')?.[0]);
  return { problem: limit > 0 ? `It is too large: at most ${sizeOf(limit)} are taken.` : 'It is too large.' };
}

// What is taken out of a tray, by whatever way, is not uploaded to the end.
onTrays(() => {
  if (underWay.size === 0) return;
  const lying = new Set(allEnclosures().map(({ item }) => item.key));
  for (const [key, abort] of underWay) if (!lying.has(key)) abort.abort();
});

// It may turn out to be damaged or infected while it lies here.
client.on('media.failed', (media) => {
  const found = allEnclosures().find(({ item }) => item.mediaId === media.id);
  if (found) refuse(found.item.key, failureOf(media));
});

let count = 0;

function newKey(): string {
  return `enclosure-${(count += 1)}`;
}
