import type { Media } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

/** A recording that was just made. */
export interface Note {
  sound: Blob;
  durationMs: number;
  /** 128 peaks from 0 to 100. */
  waveform: readonly number[];
}

/** Something that lies ready to go with the next message. */
export interface Enclosure {
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** `refused` for good, unless `again` can be clicked. */
  readonly status: 'waiting' | 'uploading' | 'uploaded' | 'refused';
  /** Of what is to be uploaded. */
  readonly percent: number;
  readonly file?: Blob;
  readonly note?: Note;
  /** Address of a picture or a recording in this page, to be let go with `URL.revokeObjectURL`. */
  readonly preview?: string;
  readonly mediaId?: string;
  readonly problem?: string;
  readonly mayTryAgain?: boolean;
}

/** What lies beside the text of one channel. It is kept while the page is open. */
export interface Tray {
  readonly items: readonly Enclosure[];
  /** Why something did not come in. */
  readonly notice?: string;
}

const EMPTY: Tray = { items: [] };
/** By channel. */
const trays = valueOf<ReadonlyMap<string, Tray>>(new Map());

/** Calls `listener` after every change in any tray. */
export const onTrays = trays.subscribe;

export function trayOf(channelId: string): Tray {
  return trays.get().get(channelId) ?? EMPTY;
}

export function useTray(channelId: string): Tray {
  return useValue(trays, () => trayOf(channelId));
}

/** Whether anything lies anywhere. */
export function useHoldsFiles(): boolean {
  return useValue(trays, () => allEnclosures().length > 0);
}

export function changeTray(channelId: string, change: (tray: Tray) => Tray): void {
  const before = trayOf(channelId);
  const after = change(before);
  const kept = new Set(after.items.map(({ preview }) => preview));
  for (const { preview } of before.items) if (preview && !kept.has(preview)) URL.revokeObjectURL(preview);
  const isEmpty = after.items.length === 0 && after.notice === undefined;
  trays.set(withEntry(trays.get(), channelId, isEmpty ? undefined : after));
}

/** All that lies anywhere, with its channel. */
export function allEnclosures(): { channelId: string; item: Enclosure }[] {
  return [...trays.get()].flatMap(([channelId, { items }]) => items.map((item) => ({ channelId, item })));
}

/** Why what lies here cannot be sent yet. */
export function hindrance({ items }: Tray): string | undefined {
  const onTheWay = items.filter(({ status }) => status === 'waiting' || status === 'uploading').length;
  if (onTheWay > 0) return `Wait until ${onTheWay === 1 ? 'the file is' : `${onTheWay} files are`} uploaded.`;
  const refused = items.some(({ status }) => status === 'refused');
  return refused ? 'Remove what could not be uploaded.' : undefined;
}

/** Empties a tray. Answers what lay there on the server. */
function takeFromTray(channelId: string): string[] {
  const mediaIds = trayOf(channelId).items.flatMap(({ mediaId }) => mediaId ?? []);
  changeTray(channelId, () => EMPTY);
  return mediaIds;
}

/** What lies in a place that has another name from now on. Addresses of pictures in this page stay good, so nothing is let go. */
export function moveTray(from: string, to: string): void {
  const { items } = trayOf(from);
  if (items.length === 0) return;
  const others = withEntry(trays.get(), from, undefined);
  const there = trayOf(to);
  trays.set(withEntry(others, to, { ...there, items: [...items, ...there.items] })); // at once: whoever looks between would miss them
}

/** Puts what was refused with its message back to where it can be removed or sent again. */
export function returnToTray(channelId: string, uploads: readonly Media[]): void {
  const items = uploads.map(({ id, name, size }): Enclosure => ({
    key: id,
    name,
    size,
    status: 'uploaded',
    percent: 100,
    mediaId: id,
  }));
  changeTray(channelId, (tray) => ({ ...tray, items: [...items, ...tray.items] }));
}

/** Deletes on the server what will not be sent. */
export function deleteUploads(mediaIds: readonly string[]): void {
  for (const mediaId of mediaIds) quietly(client.media.remove(mediaId));
}

/** Takes everything out of all trays and off the server: that can be asked for only before one is signed out. */
export function clearTrays(): void {
  for (const channelId of [...trays.get().keys()]) deleteUploads(takeFromTray(channelId));
}

onSignedOut(() => {
  for (const channelId of [...trays.get().keys()]) changeTray(channelId, () => EMPTY);
});
