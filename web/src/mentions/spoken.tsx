import { createContext, Fragment, useContext, type ReactNode } from 'react';
import type { Message } from '@parley/client';
import { Link } from 'wouter';
import { UserCard } from '../people/user-card.js';
import { useUsers } from '../people/use-users.js';
import { client, useParley } from '../session/parley.js';
import { pathOf } from '../session/places.js';
import { piecesOf, type Piece } from './pieces.js';

/** The message around a text, whose mentions the server has read. */
export const SpokenIn = createContext<Pick<Message, 'mentions' | 'channelId' | 'author'> | undefined>(undefined);

/** Text of a message in which people, everybody and channels that are named stand out. */
export function Spoken({ text }: { text: string }) {
  const message = useContext(SpokenIn);
  return message && /[@#]/.test(text) ? <WithNames text={text} message={message} /> : text;
}

type Props = { text: string; message: Pick<Message, 'mentions' | 'channelId' | 'author'> };

function WithNames({ text, message: { mentions, channelId, author } }: Props) {
  const people = useUsers(mentions.userIds);
  const teamId = useParley(() => client.state.channels[channelId]?.teamId ?? null);
  const channels = useParley(() => client.channels(teamId ?? ''));
  const pieces = piecesOf(text, {
    people: new Set(people.map(({ username }) => username)),
    // Both where only one is meant: a message that calls all may also name those who are there.
    everyone: new Set(mentions.everyone === null ? [] : ['channel', 'here']),
    channels: new Set(channels.map(({ slug }) => slug)),
  });

  function drawn({ kind, text: written, name }: Piece): ReactNode {
    if (kind === 'person')
      return <Person written={written} person={people.find(({ username }) => username === name)} />;
    if (kind === 'everyone') return <Chip isMe={author.id !== client.me?.id}>{written}</Chip>;
    const channel = kind === 'channel' && channels.find(({ slug }) => slug === name);
    const team = teamId === null ? undefined : client.state.teams[teamId];
    return channel && team ? (
      <Link href={pathOf(team, channel)} className="mention">
        {written}
      </Link>
    ) : (
      written
    );
  }

  return pieces.map((piece, index) => <Fragment key={index}>{drawn(piece)}</Fragment>);
}

function Person({ written, person }: { written: string; person: { id: string; displayName: string } | undefined }) {
  const isMe = useParley(() => client.me?.id === person?.id);
  return <Chip isMe={isMe}>{person ? <UserCard userId={person.id}>{written}</UserCard> : written}</Chip>;
}

/** What mentions oneself stands out more, and its row with it. */
function Chip({ isMe, children }: { isMe: boolean; children: ReactNode }) {
  return (
    <span data-mention={isMe ? 'me' : 'other'} className="mention">
      {children}
    </span>
  );
}
