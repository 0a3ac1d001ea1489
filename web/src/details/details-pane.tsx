import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Files } from '../files/files.js';
import { PaneFrame } from '../frame/pane-frame.js';
import { usePane } from '../frame/pane.js';
import { Tabs } from '../ui/tabs.js';
import { About } from './about.js';
import { Manage } from './manage.js';
import { Members } from './members.js';
import { Participants } from './participants.js';
import { useWaiting } from './waiting.js';

/** What a conversation is about, who is in it, and what those who lead it may do. Which part is open stands in the address. */
export default function DetailsPane({ channel }: { channel: Channel }) {
  const { id } = channel;
  const [pane, open] = usePane();
  const mayList = useParley(() => client.may.inChannel(id, 'channel.member.list'));
  const mayManage = useParley(() => manages(id));
  const mayListFiles = useParley(() => client.may.inChannel(id, 'media.list'));
  const waiting = useWaiting(id).length;
  const isDirect = channel.kind === 'direct';
  const files = { id: 'files', label: 'Files', content: <Files channel={channel} /> };
  const ofPeople = [{ id: 'people', label: 'People', content: <Participants channel={channel} /> }, files];
  const ofRoom = [
    { id: 'about', label: 'About', content: <About channel={channel} /> },
    ...(mayListFiles ? [files] : []),
    ...(mayList ? [{ id: 'members', label: membersLabel(waiting), content: <Members channel={channel} /> }] : []),
    ...(mayManage ? [{ id: 'settings', label: 'Settings', content: <Manage channel={channel} /> }] : []),
  ];
  const tabs = isDirect ? ofPeople : ofRoom;
  const selected = tabs.find((tab) => tab.id === pane?.of) ?? tabs[0]!;
  return (
    <PaneFrame title={isDirect ? 'Details' : <bdi>{channel.name}</bdi>}>
      <Tabs label="Details" tabs={tabs} selected={selected.id} onSelect={(of) => open({ kind: 'details', of })} />
    </PaneFrame>
  );
}

function membersLabel(waiting: number) {
  if (waiting === 0) return 'Members';
  return (
    <span className="flex items-center gap-1.5">
      Members
      <span className="grid min-w-5 place-content-center rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent tabular-nums">
        {waiting}
        <span className="sr-only"> asking to join</span>
      </span>
    </span>
  );
}

/** What is archived can be restored or deleted, though not changed. */
function manages(channelId: string): boolean {
  return client.may.inChannel(channelId, 'channel.update') || client.may.inChannel(channelId, 'channel.archive');
}
