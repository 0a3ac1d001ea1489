import { ownError } from '../errors.js';
import { Alarm } from '../waiting.js';
import type { Schemas } from '../generated/contract.js';

/** What is shown together is asked for together: everything that is wanted within so many milliseconds. */
const GATHER_MS = 20;
/** Ids of one command. The server allows no more. */
const AT_ONCE = 100;
/** An address is given out no longer than until so long before its end, so that what begins to load it can finish. */
const MARGIN_MS = 5 * 60_000;
/** No address holds for less, whatever the clock here says of its end. */
const SHORTEST_LIFE_MS = 60 * 60_000;

type Link = Schemas['MediaLink'];
/** The command `media.link`. */
type AskLinks = (input: { mediaIds: string[] }) => Promise<Schemas['MediaLinks']>;

interface Held {
  link: Promise<Link>;
  /** By the clock here, in milliseconds; what is being asked for has no end yet. */
  until: number;
}

interface Wanted {
  mediaId: string;
  resolve: (link: Link) => void;
  reject: (error: unknown) => void;
}

/** Keeps the addresses that were signed for this session. */
export class MediaAddresses {
  private held = new Map<string, Held>();
  private wanted: Wanted[] = [];
  private asking = new Set<Wanted>();
  private readonly alarm = new Alarm(() => this.askAll());

  constructor(private readonly ask: AskLinks) {}

  /** The addresses of an upload, asked for only where none are held. @throws ParleyError why they could not be had; `client.signed_out`. */
  of(mediaId: string): Promise<Link> {
    const known = this.held.get(mediaId);
    if (known && known.until > Date.now()) return known.link;
    const link = new Promise<Link>((resolve, reject) => this.wanted.push({ mediaId, resolve, reject }));
    const held: Held = { link, until: Infinity };
    this.held.set(mediaId, held);
    link.then(
      ({ expiresAt }) => (held.until = endOf(expiresAt)),
      () => this.held.get(mediaId) === held && this.held.delete(mediaId),
    );
    if (!this.alarm.isSet) this.alarm.set(GATHER_MS);
    return link;
  }

  /** Forgets all: they were for a session that has ended. Whoever waits for one hears `client.signed_out`. */
  clear(): void {
    this.alarm.clear();
    for (const { reject } of [...this.wanted, ...this.asking]) reject(ownError('client.signed_out'));
    this.held = new Map();
    this.wanted = [];
    this.asking = new Set();
  }

  private askAll(): void {
    while (this.wanted.length > 0) void this.askSome(this.wanted.splice(0, AT_ONCE));
  }

  /** Never rejects: whoever wanted one of them hears what went wrong. */
  private async askSome(some: Wanted[]): Promise<void> {
    const { asking } = this;
    for (const one of some) asking.add(one);
    try {
      const { items } = await this.ask({ mediaIds: some.map(({ mediaId }) => mediaId) });
      const links = new Map(items.map((link) => [link.mediaId, link]));
      for (const { mediaId, resolve, reject } of some) {
        const link = links.get(mediaId);
        if (link) resolve(link);
        else reject(ownError('client.unexpected_answer'));
      }
    } catch (error) {
      for (const { reject } of some) reject(error);
    } finally {
      for (const one of some) asking.delete(one);
    }
  }
}

function endOf(expiresAt: string): number {
  return Math.min(Date.parse(expiresAt), Date.now() + SHORTEST_LIFE_MS) - MARGIN_MS;
}
