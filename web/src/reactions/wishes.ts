import type { Message } from '@parley/client';

type Reaction = Message['reactions'][number];

/** By emoji, whether one's own shall be there: what was asked of the server and is not yet seen. */
export type Wishes = ReadonlyMap<string, boolean>;

export const NO_WISHES: Wishes = new Map();

/** Reactions as they will be once what one wishes has happened. */
export function withWishes(reactions: readonly Reaction[], wishes: Wishes, me: string): readonly Reaction[] {
  let next = reactions;
  for (const [emoji, wanted] of wishes) {
    const held = next.find((one) => one.emoji === emoji);
    if (isMine(held, me) === wanted) continue;
    if (!held) next = [...next, { emoji, count: 1, userIds: [me] }];
    else next = next.map((one) => (one === held ? changed(one, wanted, me) : one)).filter(({ count }) => count > 0);
  }
  return next;
}

export function isMine(reaction: Reaction | undefined, me: string | undefined): boolean {
  return me !== undefined && reaction !== undefined && reaction.userIds.includes(me);
}

function changed({ emoji, count, userIds }: Reaction, wanted: boolean, me: string): Reaction {
  return wanted
    ? { emoji, count: count + 1, userIds: [...userIds, me] }
    : { emoji, count: count - 1, userIds: userIds.filter((id) => id !== me) };
}
