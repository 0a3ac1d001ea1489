import { useSyncExternalStore } from 'react';

const PREFIX = 'parley.draft.';
const listeners = new Set<() => void>();

function draftOf(channelId: string): string {
  return localStorage.getItem(PREFIX + channelId) ?? '';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was written in a channel and not sent, also after a reload. */
export function useDraft(channelId: string): string {
  return useSyncExternalStore(subscribe, () => draftOf(channelId));
}

export function keepDraft(channelId: string, text: string): void {
  if (text === '') localStorage.removeItem(PREFIX + channelId);
  else localStorage.setItem(PREFIX + channelId, text);
  for (const listener of listeners) listener();
}

/** Lets go of a text that was sent. What was written behind it meanwhile stays. */
export function takeFromDraft(channelId: string, text: string): void {
  const draft = draftOf(channelId);
  if (draft.startsWith(text)) keepDraft(channelId, draft.slice(text.length).trimStart());
}

/** Puts a text that was refused back to where it can be changed. */
export function returnToDraft(channelId: string, text: string): void {
  keepDraft(channelId, [draftOf(channelId), text].filter(Boolean).join('\n'));
}

/** What was written in a place that has another name from now on. */
export function moveDraft(from: string, to: string): void {
  const text = draftOf(from);
  if (text === '') return;
  keepDraft(from, '');
  returnToDraft(to, text);
}

/** Nobody else at this machine shall read them. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
