import { useState } from 'react';
import type { Channel, Team } from '@parley/client';
import { useLocation } from 'wouter';
import { ChannelIcon } from '../frame/channel-icon.js';
import { refusalOf } from '../entry/refusal.js';
import { client, useParley } from '../session/parley.js';
import { pathOf } from '../session/places.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { SearchField } from '../ui/search-field.js';

/** All channels of a team that one sees, and the way into each. */
export default function BrowseDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const channels = useParley(() => client.channels(team.id));
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string>();
  const [, navigate] = useLocation();
  const wanted = query.trim().toLowerCase();
  const found = channels.filter(({ name, topic }) => `${name}\n${topic}`.toLowerCase().includes(wanted));

  function open(channel: Channel): void {
    navigate(pathOf(team, channel));
    onClose();
  }

  async function join(channel: Channel): Promise<void> {
    setProblem(undefined);
    try {
      await client.command('channel.join', { channelId: channel.id });
      open(channel);
    } catch (error) {
      setProblem(refusalOf(error));
    }
  }

  return (
    <Dialog title={`Channels of ${team.name}`} onClose={onClose}>
      <SearchField label="Find a channel" value={query} autoFocus onChange={setQuery} />
      <ul className="-mx-2 grid max-h-[60vh] grid-cols-1 overflow-y-auto px-2">
        {found.map((channel) => (
          <li key={channel.id} className="border-b border-line last:border-none">
            <Found channel={channel} onOpen={() => open(channel)} onJoin={() => void join(channel)} />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p role="status" className="text-muted">
          No channel is called that.
        </p>
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </Dialog>
  );
}

interface FoundProps {
  channel: Channel;
  onOpen: () => void;
  onJoin: () => void;
}

function Found({ channel, onOpen, onJoin }: FoundProps) {
  const { id, name, topic, visibility, archivedAt } = channel;
  const isMember = useParley(() => client.state.memberships[id] !== undefined);
  const joinable = !isMember && visibility === 'public' && client.may.inChannel(id, 'channel.join');
  const state = archivedAt ? 'Archived' : isMember ? 'Joined' : visibility === 'request' ? 'By request' : '';
  return (
    <div className="flex min-h-14 items-center gap-3 py-2">
      <div className="grid min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-1.5 font-medium">
          <ChannelIcon channel={channel} />
          <bdi className="truncate">{name}</bdi>
        </p>
        <p className="truncate text-sm text-muted">
          <bdi>{[state, topic].filter(Boolean).join(' · ')}</bdi>
        </p>
      </div>
      {joinable ? (
        <Button aria-label={`Join ${name}`} onClick={onJoin}>
          Join
        </Button>
      ) : (
        <Button look="plain" aria-label={`Open ${name}`} onClick={onOpen}>
          Open
        </Button>
      )}
    </div>
  );
}
