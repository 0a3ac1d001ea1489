import { useSyncExternalStore } from 'react';
import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

const PREFIX = 'parley.draft.';
const listeners = new Set<() => void>();

/** By person too: in a channel of both, the next one at this machine must not find what this one wrote. */
function keyOf(channelId: string): string {
  return `${PREFIX}${client.auth.userId}.${channelId}`;
}

function draftOf(channelId: string): string {
  return localStorage.getItem(keyOf(channelId)) ?? '';
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
  if (text === '') localStorage.removeItem(keyOf(channelId));
  else localStorage.setItem(keyOf(channelId), text);
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

onSignedOut((userId) => {
  const own = `${PREFIX}${userId}.`;
  for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
});
