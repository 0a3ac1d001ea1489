import type { Message } from '../wire.js';
import type { PendingMessage, State } from './state.js';
import { toSeq } from './timeline.js';

/** Shows a message as on its way. */
export function addPending(state: State, message: PendingMessage): State {
  return { ...state, pending: [...state.pending, message] };
}

/** Changes what is said about a message on its way. */
export function changePending(state: State, nonce: string, change: Partial<PendingMessage>): State {
  return { ...state, pending: state.pending.map((one) => (one.nonce === nonce ? { ...one, ...change } : one)) };
}

/** Takes a message off the list. */
export function dropPending(state: State, nonce: string): State {
  return { ...state, pending: state.pending.filter((one) => one.nonce !== nonce) };
}

/** `message` is stored: if it was pending it is so no longer, from the moment on that it stands in its place, so that it neither vanishes nor doubles. */
export function settlePending(state: State, message: Message): State {
  const mine = state.pending.find(({ nonce }) => nonce === message.nonce);
  if (mine && message.author.id === (state.me?.id ?? message.author.id)) {
    return sweepSent(changePending(state, mine.nonce, { status: 'sent', message }));
  }
  return sweepSent(state);
}

/** Takes sent messages off the list that stand in their channel's window by now, or whose place nobody looks at. */
export function sweepSent(state: State): State {
  const waits = ({ channelId, message }: PendingMessage): boolean => {
    if (!message) return true;
    const timeline = state.timelines[channelId];
    if (!timeline?.open) return false;
    return !timeline.window || (!timeline.window.hasAfter && toSeq(timeline.window) < message.seq);
  };
  const pending = state.pending.filter(waits);
  return pending.length === state.pending.length ? state : { ...state, pending };
}
