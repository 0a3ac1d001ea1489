import { useEffect, useRef, useState } from 'react';
import type { ListedMedia } from '@parley/client';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';

/** Pictures of one page, and how near to the end of what is loaded the next page is asked for. */
const PAGE = 30;
const NEAR = 3;

type Side = 'older' | 'newer';

interface Loaded {
  /** Oldest first. */
  items: readonly ListedMedia[];
  index: number;
  /** Where it goes on: an upload of the list, or a cursor; null where nothing is beyond. */
  cursors: Record<Side, string | null>;
}

export interface Gallery {
  current: ListedMedia;
  /** Whether something is known, or may be, on this side of it. */
  has: (side: Side) => boolean;
  step: (side: Side) => void;
  /** Why what is beyond did not come. */
  problem: string | undefined;
}

/**
 * All pictures of a conversation, beginning with some of them that are known already (`known`, oldest first, never empty): the others are asked
 * for as one comes near to them.
 */
export function useGallery(channelId: string, known: readonly ListedMedia[], first: number): Gallery {
  const [loaded, setLoaded] = useState<Loaded>(() => ({
    items: known,
    index: first,
    cursors: { older: known[0]!.media.id, newer: known.at(-1)!.media.id },
  }));
  const [problem, setProblem] = useState<string>();
  const asking = useRef(new Set<Side>());
  const { items, index, cursors } = loaded;

  useEffect(() => {
    async function load(side: Side): Promise<void> {
      const cursor = cursors[side];
      if (cursor === null || asking.current.has(side)) return;
      asking.current.add(side);
      try {
        const place = side === 'older' ? { after: cursor } : { before: cursor };
        const page = await client.command('media.list', { channelId, kinds: ['image'], limit: PAGE, ...place });
        setLoaded((before) => joined(before, side, page));
        setProblem(undefined);
      } catch (error) {
        setProblem(sentenceOf(error)); // asked again with the next step
      } finally {
        asking.current.delete(side);
      }
    }
    if (index < NEAR) void load('older');
    if (index >= items.length - NEAR) void load('newer');
  }, [channelId, index, items.length, cursors]);

  function has(side: Side): boolean {
    return side === 'older' ? index > 0 : index < items.length - 1;
  }
  function step(side: Side): void {
    if (has(side)) setLoaded((before) => ({ ...before, index: before.index + (side === 'older' ? -1 : 1) }));
  }
  return { current: items[index]!, has, step, problem };
}

/** The list gives the newest first. What is still being made ready is passed over. */
function joined(
  { items, index, cursors }: Loaded,
  side: Side,
  page: { items: readonly ListedMedia[]; before: string | null; after: string | null },
): Loaded {
  const known = new Set(items.map(({ media }) => media.id));
  const fresh = page.items.filter(({ media }) => media.state === 'ready' && !known.has(media.id)).toReversed();
  if (side === 'newer') return { items: [...items, ...fresh], index, cursors: { ...cursors, newer: page.before } };
  return { items: [...fresh, ...items], index: index + fresh.length, cursors: { ...cursors, older: page.after } };
}
