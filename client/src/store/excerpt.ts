import { emptyState, type State } from './state.js';
import { closed, type Timeline } from './timeline.js';

/** So many conversations are kept with messages: those that were looked at and where somebody wrote last. One that was led into its past begins at its end. */
const CONVERSATIONS = 20;
/** So many of the newest messages of each. */
const MESSAGES = 50;

/**
 * What of a state is worth keeping for the next start: all that is small, and the newest messages of recent conversations. It is a state of its own:
 * what is let go is what would be asked for again, so going on from it ends where going on from the whole does.
 */
export function excerptOf(state: State): State {
  const recent = Object.entries(state.timelines)
    .filter(([, { open, window }]) => open && window && window.messages.length > 0 && !window.hasAfter)
    .sort(([, a], [, b]) => newest(b).localeCompare(newest(a)))
    .slice(0, CONVERSATIONS)
    .map(([id]) => id);
  const entries = Object.entries(state.timelines);
  const timelines = Object.fromEntries(
    entries.map(([id, timeline]) => [id, recent.includes(id) ? shortened(timeline) : closed(timeline)]),
  );
  const shown = recent.flatMap((id) => timelines[id]!.window!.messages);
  const attached = new Set(shown.flatMap(({ attachments }) => attachments.map(({ id }) => id)));
  // What is uploaded and not sent yet hangs on no message.
  const media = Object.fromEntries(
    Object.entries(state.media).filter(([id, { messageId }]) => messageId === null || attached.has(id)),
  );
  const mediaChannels = Object.fromEntries(Object.entries(state.mediaChannels).filter(([id]) => id in media));
  // Lists of members are loaded by whoever shows them, and unsent messages have a place of their own.
  return { ...state, timelines, media, mediaChannels, teamMembers: emptyState.teamMembers, pending: [] };
}

function newest({ window }: Timeline): string {
  return window?.messages.at(-1)?.createdAt ?? '';
}

function shortened(timeline: Timeline): Timeline {
  const { window } = timeline;
  if (!window) return timeline;
  const messages = window.messages.slice(-MESSAGES);
  const cut = window.messages.length - messages.length;
  return {
    ...timeline,
    window: { ...window, fromSeq: window.fromSeq + cut, messages, hasBefore: window.hasBefore || cut > 0 },
    loose: {}, // newer ones are asked for, because the window does not reach them
  };
}
