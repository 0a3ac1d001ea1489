import type { ReactNode } from 'react';
import type { Channel } from '@parley/client';
import { ChevronDown } from 'lucide-react';
import { useMentionable } from '../mentions/mentionable.js';
import { client } from '../session/parley.js';
import { hasKinds, type Filters } from './query.js';

interface Props {
  channel: Channel;
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

const CONTROL =
  'min-h-10 w-full pointer-coarse:min-h-11 min-w-0 rounded-lg border border-edge bg-raised px-2.5 text-ink [&:is(select)]:appearance-none [&:is(select)]:truncate [&:is(select)]:pe-8';

/** What narrows a search down: by whom, where, with what, when. */
export function FilterForm({ channel, filters, onFilters }: Props) {
  const people = useMentionable(channel).filter(({ id }) => id !== client.me?.id);
  const isRoom = channel.teamId !== null;
  const bind = (name: keyof Filters) => ({
    value: filters[name],
    onChange: ({ target }: { target: { value: string } }) => onFilters({ ...filters, [name]: target.value }),
    className: CONTROL,
  });
  return (
    <div className="grid grid-cols-2 gap-x-2 gap-y-3">
      <Labelled label="From" isList>
        <select {...bind('from')}>
          <option value="">anybody</option>
          <option value="me">me</option>
          {people.map(({ id, username, displayName }) => (
            <option key={id} value={username}>
              {displayName}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="Where" isList>
        <select {...bind('where')}>
          <option value="channel">{isRoom ? channel.name : 'this conversation'}</option>
          {isRoom && <option value="team">this team</option>}
          <option value="all">everywhere</option>
        </select>
      </Labelled>
      <Labelled label="Since">
        <input type="date" {...bind('after')} />
      </Labelled>
      <Labelled label="Before">
        <input type="date" {...bind('before')} />
      </Labelled>
      <Labelled label="With" isList>
        <select {...bind('has')}>
          <option value="">anything</option>
          {hasKinds.map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
    </div>
  );
}

interface LabelledProps {
  label: string;
  /** Whether one chooses from a list there. */
  isList?: boolean;
  children: ReactNode;
}

function Labelled({ label, isList = false, children }: LabelledProps) {
  return (
    <label className="grid min-w-0 gap-1 text-sm">
      <span className="text-muted">{label}</span>
      <span className="relative grid">
        {children}
        {isList && (
          <ChevronDown
            size={15}
            aria-hidden="true"
            className="pointer-events-none absolute end-2.5 self-center text-muted"
          />
        )}
      </span>
    </label>
  );
}
