import { useState } from 'react';
import type { User } from '@parley/client';
import { X } from 'lucide-react';
import { useLocation } from 'wouter';
import { usePeople } from '../people/use-people.js';
import { PresenceDot } from '../presence/presence-dot.js';
import { Avatar } from '../media/avatar.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { sentenceOf } from '../ui/problem.js';
import { useCombobox } from '../ui/use-combobox.js';
import { openDm } from './open-dm.js';

/** The server has conversations of at most ten people, oneself among them. */
const MOST = 9;

/** To whom: one or several people by their names. The conversation that they have opens, or a new one. */
export default function NewMessageDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [, navigate] = useLocation();
  const people = usePeople(typed).filter(({ id }) => !chosen.some((one) => one.id === id));
  const shown = chosen.length < MOST ? people : [];

  function choose(user: User): void {
    setChosen([...chosen, user]);
    setTyped('');
  }

  async function begin(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      const path = await openDm(chosen.map(({ id }) => id));
      onClose();
      navigate(path);
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  const { listId, inputProps, optionProps } = useCombobox(typed, shown.length, (index) => choose(shown[index]!));

  return (
    <Dialog title="New message" onClose={onClose}>
      <div className="flex flex-wrap items-center gap-1.5 rounded-lg border border-edge bg-canvas p-1.5 focus-within:border-accent">
        {chosen.map((user) => (
          <Chosen key={user.id} user={user} onRemove={() => setChosen(chosen.filter((one) => one !== user))} />
        ))}
        <input
          {...inputProps}
          autoFocus
          aria-label="To"
          placeholder={chosen.length === 0 ? 'To: names or usernames' : 'and …'}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && typed === '') setChosen(chosen.slice(0, -1));
            else inputProps.onKeyDown?.(event);
          }}
          className="min-h-8 min-w-32 pointer-coarse:min-h-9 flex-1 bg-transparent px-1.5 text-base outline-none"
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="People"
        className="-mx-2 h-[min(16rem,40dvh)] empty:hidden overflow-y-auto overscroll-contain"
      >
        {shown.map((user, index) => (
          <div
            key={user.id}
            {...optionProps(index)}
            className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-lg px-2 aria-selected:bg-accent-soft"
          >
            <span className="relative shrink-0">
              <Avatar user={user} className="size-7 rounded-md text-[0.6875rem]" />
              <PresenceDot userId={user.id} className="ring-raised" />
            </span>
            <bdi className="truncate font-medium">{user.displayName}</bdi>
            <span className="min-w-0 flex-1 truncate text-sm text-muted">@{user.username}</span>
          </div>
        ))}
      </div>
      <p role="status" className={shown.length > 0 ? 'sr-only' : 'h-[min(16rem,40dvh)] text-muted'}>
        {shown.length > 0
          ? `${shown.length} people`
          : chosen.length < MOST
            ? 'Nobody whom you share a team with is called like that.'
            : 'That is as many as one conversation holds.'}
      </p>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <Button disabled={busy || chosen.length === 0} onClick={() => void begin()}>
        Open conversation
      </Button>
    </Dialog>
  );
}

function Chosen({ user, onRemove }: { user: User; onRemove: () => void }) {
  return (
    <span className="flex items-center gap-1.5 rounded-md bg-accent-soft ps-1 text-sm font-medium">
      <Avatar user={user} className="size-5 rounded text-[0.5625rem]" />
      <bdi className="max-w-40 truncate">{user.displayName}</bdi>
      <button
        type="button"
        aria-label={`Without ${user.displayName}`}
        onClick={onRemove}
        className="grid size-7 place-content-center rounded-md text-muted hover:text-ink pointer-coarse:size-9"
      >
        <X size={14} />
      </button>
    </span>
  );
}
