import { useEffect, useMemo, useRef, useState } from 'react';
import { Info } from 'lucide-react';
import type { Channel } from '@parley/client';
import { WaitingButton } from '../details/waiting-button.js';
import { DmFace } from '../dms/dm-face.js';
import { wordsOf } from '../presence/presence-dot.js';
import { usePresence } from '../presence/presence.js';
import { client, quietly, useParley } from '../session/parley.js';
import { dmName } from '../session/places.js';
import { Nothing } from '../frame/nothing.js';
import { usePane } from '../frame/pane.js';
import { TopBar } from '../frame/top-bar.js';
import { MessageList } from '../timeline/message-list.js';
import { lastOwn } from '../timeline/messages.js';
import { attach } from '../tray/attach.js';
import { DropZone } from '../tray/drop-zone.js';
import { IconButton } from '../ui/button.js';
import { CallButton } from '../voice/call-button.js';
import { CallPlace } from '../voice/call-place.js';
import { Announcer } from '../timeline/announcer.js';
import { Beginning } from '../timeline/beginning.js';
import { BesideButtons } from './beside-buttons.js';
import { Beside } from './beside.js';
import { ChannelIcon } from '../frame/channel-icon.js';
import { Footer } from './footer.js';
import { useOpenChannel } from '../timeline/open-channels.js';
import { TakingPart } from '../frame/taking-part.js';

/** A conversation, by its address. */
export function ChannelPage({ teamSlug, slug }: { teamSlug: string; slug: string }) {
  const team = useParley(() => client.teams().find((one) => one.slug === teamSlug));
  const channel = useParley(() => team && client.channels(team.id).find((one) => one.slug === slug));
  return team && channel ? (
    <Conversation key={channel.id} place={team.name} channel={channel} about={channel.topic} />
  ) : (
    <Nothing />
  );
}

/** A conversation beside the teams, called by its people. */
export function DmPage({ channelId }: { channelId: string }) {
  const dm = useParley(() => client.dms().find(({ id }) => id === channelId));
  const channel = useMemo(() => dm && { ...dm, name: dmName(dm) }, [dm]);
  const others = dm?.participants?.filter(({ id }) => id !== client.me?.id) ?? [];
  const presence = wordsOf(usePresence(others.length === 1 ? others[0]!.id : ''));
  return channel ? <Conversation key={channel.id} place="Parley" channel={channel} about={presence} /> : <Nothing />;
}

interface Props {
  place: string;
  channel: Channel;
  /** What is said beside its name. */
  about: string | undefined;
}

function Conversation({ place, channel, about }: Props) {
  const { id } = channel;
  const isRoom = channel.teamId !== null;
  // Who is not in a channel that is joined by asking sees that it is there, and no more.
  const mayRead = useParley(() => channel.visibility !== 'request' || client.state.memberships[id] !== undefined);
  const mayWrite = useParley(() => channel.archivedAt === null && client.state.memberships[id] !== undefined);
  const unread = useParley(() => client.unread(id));
  const { isReady, problem } = useOpenChannel(id, mayRead);
  const [, openPane] = usePane();
  const [editing, setEditing] = useState<string>();
  const toEnd = useRef<() => void>(undefined);

  useEffect(() => {
    if (isRoom && client.me?.lastChannelId !== id) quietly(client.command('me.update', { lastChannelId: id }));
  }, [id, isRoom]);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${channel.name} · ${place}`;
  }, [unread, channel.name, place]);

  return (
    <TakingPart value={mayWrite}>
      <div className="flex min-h-0 flex-1">
        <DropZone
          label={`Drop the files to send them to ${channel.name}`}
          onFiles={mayWrite ? (files) => void attach(id, files) : undefined}
        >
          <TopBar
            title={channel.name}
            icon={isRoom ? <ChannelIcon channel={channel} /> : <DmFace channel={channel} />}
            about={about}
          >
            <CallButton channel={channel} />
            {mayRead && <BesideButtons channelId={id} />}
            <IconButton label="About this conversation" onClick={() => openPane({ kind: 'details' })}>
              <Info size={18} />
            </IconButton>
            <WaitingButton channelId={id} />
          </TopBar>
          {mayRead && <CallPlace channel={channel} />}
          {!mayRead ? (
            <div className="flex-1">
              <Beginning channel={channel} />
            </div>
          ) : problem === undefined ? (
            <MessageList channel={channel} isReady={isReady} editing={editing} onEdit={setEditing} toEnd={toEnd} />
          ) : (
            <p role="alert" className="flex-1 p-6 text-muted">
              {problem}
            </p>
          )}
          <Announcer channelId={id} />
          <Footer
            channel={channel}
            onSent={() => toEnd.current?.()}
            onEditLast={() => setEditing(lastOwn(client.messages(id), client.me?.id)?.id)}
          />
        </DropZone>
        <Beside channel={channel} />
      </div>
    </TakingPart>
  );
}
