import { useState } from 'react';
import { useLocation } from 'wouter';
import { recentChannels } from '../timeline/recent.js';
import { Keys } from '../keys/keys.js';
import { usePeople } from '../people/use-people.js';
import { client, useParley } from '../session/parley.js';
import { allListed } from '../frame/listed.js';
import { useTeam } from '../frame/team-slug.js';
import { UnreadBadge } from '../frame/unread.js';
import { Dialog } from '../ui/dialog.js';
import { sentenceOf } from '../ui/problem.js';
import { useCombobox } from '../ui/use-combobox.js';
import { entriesOf, type Entry } from './entries.js';
import { ranked } from './ranked.js';

/** Leads everywhere by a few letters. */
export default function SwitcherDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [path, navigate] = useLocation();
  const team = useTeam();
  const people = usePeople(typed);
  useParley(() => client.state.channels); // drawn again when there are others
  const here = allListed(team).find((one) => one.path === path)?.channel.id;
  const shown = ranked(entriesOf(team, people), typed, recentChannels(), here);

  async function pick(entry: Entry): Promise<void> {
    try {
      const path = await entry.pick();
      if (path === undefined) return; // it has opened something in the place of this
      onClose();
      navigate(path);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  const combobox = useCombobox(typed, shown.length, (index) => void pick(shown[index]!));

  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        {...combobox.inputProps}
        autoFocus
        aria-label="A conversation, a person or an action"
        placeholder="A conversation, a person or an action"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="min-h-11 w-full rounded-lg border border-edge bg-canvas px-3 text-base"
      />
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <div
        id={combobox.listId}
        role="listbox"
        aria-label="Found"
        className="-mx-2 h-[min(24rem,50dvh)] empty:hidden overflow-y-auto overscroll-contain"
      >
        {shown.map((entry, index) => (
          <div
            key={entry.id}
            {...combobox.optionProps(index)}
            className="flex min-h-10 pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-lg px-2 aria-selected:bg-accent-soft"
          >
            <span className="grid w-6 shrink-0 place-content-center text-muted">{entry.icon}</span>
            <bdi className="truncate font-medium">{entry.name}</bdi>
            <span className="min-w-0 flex-1 truncate text-sm text-muted">{entry.about}</span>
            {entry.shortcut && <Keys of={entry.shortcut} />}
            {entry.channelId !== undefined && <UnreadBadge channelIds={[entry.channelId]} />}
          </div>
        ))}
      </div>
      <p role="status" className={shown.length > 0 ? 'sr-only' : 'h-[min(24rem,50dvh)] text-muted'}>
        {shown.length > 0 ? `${shown.length} found` : 'Nothing is called like that.'}
      </p>
    </Dialog>
  );
}
