import { useEffect, useState } from 'react';
import type { Channel } from '@parley/client';
import { Search, SlidersHorizontal } from 'lucide-react';
import { client } from '../session/parley.js';
import { PaneFrame } from '../frame/pane-frame.js';
import { IconButton } from '../ui/button.js';
import { FilterForm } from './filter-form.js';
import { Hits } from './hits.js';
import { queryOf, type Filters } from './query.js';

/** Milliseconds after the last key until the server is asked. */
const PAUSE = 300;

/** Finds messages by words and by what is chosen besides. */
export default function SearchPane({ channel }: { channel: Channel }) {
  const isRoom = channel.teamId !== null;
  const [words, setWords] = useState('');
  const [filters, setFilters] = useState<Filters>({
    from: '',
    where: isRoom ? 'team' : 'all',
    has: '',
    after: '',
    before: '',
  });
  const [showsFilters, setShowsFilters] = useState(false);
  const query = queryOf(words, filters, nameOf(channel));
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query), PAUSE);
    return () => clearTimeout(timer);
  }, [query]);
  const teamId = filters.where === 'all' ? null : channel.teamId;

  return (
    <PaneFrame title="Search">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(query);
        }}
        className="sticky top-0 z-10 grid gap-3 border-b border-line bg-canvas p-3"
      >
        <div className="flex items-center gap-1">
          <label className="flex flex-1 items-center gap-2 rounded-lg border border-edge bg-raised px-2.5 focus-within:border-accent">
            <Search size={16} className="shrink-0 text-muted" aria-hidden="true" />
            <span className="sr-only">Search messages</span>
            <input
              type="search"
              autoFocus
              value={words}
              maxLength={300}
              placeholder="Search messages"
              onChange={(event) => setWords(event.target.value)}
              className="min-h-10 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-muted md:text-[0.9375rem]"
            />
          </label>
          <IconButton
            label="Filters"
            aria-expanded={showsFilters}
            className="size-10"
            onClick={() => setShowsFilters(!showsFilters)}
          >
            <SlidersHorizontal size={17} />
          </IconButton>
        </div>
        {showsFilters && <FilterForm channel={channel} filters={filters} onFilters={setFilters} />}
      </form>
      {asked === '' ? <Hints /> : <Hits key={`${asked} ${teamId}`} query={asked} teamId={teamId} />}
    </PaneFrame>
  );
}

function Hints() {
  return (
    <div className="grid gap-2 p-4 text-sm text-muted">
      <p>Every word must occur. You can also write:</p>
      <ul className="grid gap-1">
        {[
          ['"fair copy"', 'these words in this order'],
          ['-draft', 'without this word'],
          ['from:ada', 'by whom'],
          ['in:general', 'where, also in:@ada'],
          ['has:file', 'also image, voice, link, reaction, pin, thread, mention'],
        ].map(([example, meaning]) => (
          <li key={example}>
            <code className="rounded bg-hover px-1.5 py-0.5 font-mono text-xs text-ink">{example}</code> {meaning}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What `in:` calls a conversation; several people have no name there. */
function nameOf({ teamId, slug, participants }: Channel): string | undefined {
  if (teamId !== null) return slug;
  const others = participants?.filter(({ id }) => id !== client.me?.id) ?? [];
  return others.length === 1 ? `@${others[0]!.username}` : others.length === 0 ? '@me' : undefined;
}
