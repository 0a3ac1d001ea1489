import { Fragment, useCallback } from 'react';
import { gist } from '../message/gist.js';
import { Hit } from '../message/hit.js';
import { client } from '../session/parley.js';
import { More } from '../ui/more.js';
import { usePages } from '../ui/use-pages.js';
import { placeName } from './place-name.js';
import { snippet } from './snippet.js';

/** What was found, page by page. */
export function Hits({ query, teamId }: { query: string; teamId: string | null }) {
  const load = useCallback(
    async (after?: string) => {
      const asked = { query, limit: 20, ...(teamId !== null && { teamId }), ...(after && { before: after }) };
      const { items, before } = await client.command('search.messages', asked);
      return { items, after: before };
    },
    [query, teamId],
  );
  const pages = usePages(load, ({ message }) => message.id);
  const { items = [], hasMore, busy } = pages;
  return (
    <>
      <p role="status" className="px-4 pt-3 text-sm text-muted empty:hidden">
        {pages.items?.length === 0 && 'Nothing was found. Try fewer or other words.'}
        {!busy && items.length > 0 && `${items.length}${hasMore ? ' or more' : ''} found`}
      </p>
      <ul className="grid grid-cols-1 gap-px p-2">
        {items.map(({ message, highlights }) => (
          <li key={message.id} className="flex">
            <Hit message={message} place={placeName(message.channelId)}>
              {message.body === ''
                ? gist(message)
                : snippet(message.body, highlights).map(({ text, isHit }, index) =>
                    isHit ? (
                      <mark key={index} className="rounded-sm bg-mark text-ink">
                        {text}
                      </mark>
                    ) : (
                      <Fragment key={index}>{text}</Fragment>
                    ),
                  )}
            </Hit>
          </li>
        ))}
      </ul>
      <div className="grid px-4 pb-4">
        <More pages={pages} />
      </div>
    </>
  );
}
