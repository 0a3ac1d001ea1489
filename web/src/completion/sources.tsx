import type { Channel, User } from '@parley/client';
import { Hash, Megaphone } from 'lucide-react';
import { useMemo } from 'react';
import { useChoices } from '../emoji/choices.js';
import { findEmoji, toned } from '../emoji/emoji-set.js';
import { useEmoji } from '../emoji/load-emoji.js';
import { mayMentionEveryone, useMentionable } from '../mentions/mentionable.js';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { channelsFor, peopleFor } from './people.js';
import type { Suggestion } from './suggestion.js';

const EMOJI_SHOWN = 8;

const everyone = [
  { name: 'channel', detail: 'Everybody in this conversation' },
  { name: 'here', detail: 'Everybody who is there now' },
];

/** People of the conversation, and everybody at once for who may. */
export function usePeople(channel: Channel, query: string): Suggestion[] {
  const people = useMentionable(channel);
  const messages = useParley(() => client.messages(channel.id));
  return useMemo(() => {
    const spoken = [...new Set(messages.map(({ author }) => author.id).reverse())];
    const others = people.filter(({ id }) => id !== client.me?.id);
    const all = mayMentionEveryone(channel) ? everyone.filter(({ name }) => name.startsWith(query)) : [];
    const bullhorn = <Megaphone size={18} className="mx-1.5 text-muted" />;
    return [
      ...peopleFor(others, query, spoken).map(personSuggestion),
      ...all.map(({ name, detail }) => ({ key: name, text: `@${name}`, picture: bullhorn, name: `@${name}`, detail })),
    ];
  }, [people, messages, query, channel]);
}

function personSuggestion(user: User): Suggestion {
  const { id, username, displayName } = user;
  const picture = <Avatar user={user} className="size-7" />;
  return { key: id, text: `@${username}`, picture, name: displayName, detail: `@${username}` };
}

/** Channels of the team that one sees. */
export function useChannels({ teamId }: Channel, query: string): Suggestion[] {
  const channels = useParley(() => client.channels(teamId ?? undefined));
  if (teamId === null) return [];
  return channelsFor(channels, query).map(({ id, slug, name }) => ({
    key: id,
    text: `#${slug}`,
    picture: <Hash size={16} className="mx-1.5 text-muted" />,
    name,
    detail: `#${slug}`,
  }));
}

/** Emoji by what they are called. */
export function useEmojiNames(query: string): Suggestion[] {
  const all = useEmoji();
  const { tone } = useChoices();
  return findEmoji(all, query, EMOJI_SHOWN).map((emoji) => {
    const text = toned(emoji, tone);
    const picture = <span className="mx-0.5 text-xl leading-none">{text}</span>;
    return { key: emoji.text, text, picture, name: `:${emoji.codes[0] ?? emoji.label}:` };
  });
}
