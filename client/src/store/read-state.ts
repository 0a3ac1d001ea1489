import type { Message, ReadMark } from '../wire.js';
import type { State } from './state.js';

/** Takes in a read mark: of two the one with the higher version stands, of equal versions the one further on. */
export function putReadMark(state: State, mark: ReadMark): State {
  const { channelId } = mark;
  const held = state.readMarks[channelId];
  const older = held && (mark.version < held.version || (mark.version === held.version && mark.seq <= held.seq));
  if (older) return state;
  const marked = { ...state, readMarks: { ...state.readMarks, [channelId]: moved(mark, state.spoken[channelId]) } };
  // Set back by hand, it uncovers messages that were perhaps never heard of here.
  return mark.mentions.reduce((next, seq) => learn(next, channelId, seq, true, { unlessKnown: true }), marked);
}

/** Where a mark stands with one's own newest message: sending moves it, unless it was set back after that. */
function moved(mark: ReadMark, spoken: { seq: number; counted: number } | undefined): ReadMark {
  const moves = spoken && spoken.seq > mark.resetSeq && spoken.seq > mark.seq;
  return moves ? { ...mark, seq: spoken.seq, counted: spoken.counted } : mark;
}

/** A snapshot knows all unread mentions, so what was known before counts no more. */
export function beginReadState(state: State, mark: ReadMark): State {
  const { channelId } = mark;
  const mentions = { ...state.mentions, [channelId]: Object.fromEntries(mark.mentions.map((seq) => [seq, true])) };
  return putReadMark({ ...state, mentions }, mark);
}

/**
 * What a fact says of a message: whether it mentions oneself. Answers say it of some moment, perhaps long ago; facts of one channel come in order, so
 * the last one stands.
 */
export function hearMention(state: State, message: Message): State {
  const { channelId, seq, editedAt, deletedAt } = message;
  // It may have mentioned oneself before, and a mark that was read then can still be on its way: marks come on another stream.
  const revised = editedAt !== null || deletedAt !== null;
  return learn(state, channelId, seq, isMentioned(state, message), { evenIfNot: revised });
}

/** A message of one's own says, from wherever it comes, that everything before it is read. */
export function hearOwn(state: State, message: Message): State {
  return message.author.id === state.me?.id && isSaid(message) ? speak(state, message) : state;
}

/** What the server says by itself in one's name marks nothing as read, but that one has called and nobody came: that is said to the others. */
function isSaid({ kind, body }: Message): boolean {
  return kind === 'text' || (body !== '' && (JSON.parse(body) as { event: string }).event === 'call_missed');
}

function speak(state: State, { channelId, seq, counted }: Message): State {
  if (seq <= (state.spoken[channelId]?.seq ?? 0)) return state;
  const spoken = { seq, counted };
  const next = { ...state, spoken: { ...state.spoken, [channelId]: spoken } };
  const held = state.readMarks[channelId];
  return held ? { ...next, readMarks: { ...state.readMarks, [channelId]: moved(held, spoken) } } : next;
}

/** How many unread messages mention oneself. */
export function countMentions(state: State, channelId: string): number {
  const read = state.readMarks[channelId]?.seq ?? 0;
  return Object.entries(state.mentions[channelId] ?? {}).filter(([seq, mentions]) => mentions && Number(seq) > read)
    .length;
}

interface Learning {
  /** What facts said stands. */
  unlessKnown?: boolean;
  /** Also keeps that a message of which nothing was known does not mention oneself. */
  evenIfNot?: boolean;
}

function isMentioned({ me }: State, { mentions, author, deletedAt }: Message): boolean {
  if (deletedAt !== null || !me) return false;
  return mentions.everyone !== null || (author.id !== me.id && mentions.userIds.includes(me.id));
}

/** Messages that never mentioned oneself are not kept, but for those of which something else may yet be said. */
function learn(state: State, channelId: string, seq: number, mentions: boolean, how: Learning): State {
  const known = state.mentions[channelId];
  if (!known) return state; // not one's own channel
  const held = known[seq];
  if (held === mentions || (held === undefined ? !mentions && !how.evenIfNot : how.unlessKnown)) return state;
  return { ...state, mentions: { ...state.mentions, [channelId]: { ...known, [seq]: mentions } } };
}
