import { Fragment } from 'react';
import { gist } from '../channel/gist.js';
import { Hit } from '../channel/hit.js';
import { client } from '../session/parley.js';
import { MorePages, usePages } from '../ui/pages.js';
import { placeName } from './place-name.js';
import { snippet } from './snippet.js';

/** What was found, page by page. */
export function Hits({ query, teamId }: { query: string; teamId: string | null }) {
  const pages = usePages(`${query} ${teamId}`, async (after) => {
    const asked = { query, limit: 20, ...(teamId !== null && { teamId }), ...(after && { before: after }) };
    const { items, before } = await client.command('search.messages', asked);
    return { items, after: before };
  });
  const { items, isDone, isLoading } = pages;
  return (
    <>
      <p role="status" className="px-4 pt-3 text-sm text-muted empty:hidden">
        {isDone && items.length === 0 && 'Nothing was found. Try fewer or other words.'}
        {!isLoading && items.length > 0 && `${items.length}${isDone ? '' : ' or more'} found`}
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
      <MorePages pages={pages} />
    </>
  );
}
