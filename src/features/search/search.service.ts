import { setImmediate as everybodyElse } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { requireOwnTeam } from '../../core/access/named-team.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { Message } from '../messages/message.wire.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { authorToken, gramsFor, hasToken, isProof, isShort, rootToken, type Gram } from './grams.js';
import { hasAll } from './has-kinds.js';
import { readCursor, writeCursor, type SearchPlace } from './search-cursor.js';
import { SearchIndex, type Candidate, type Wanted } from './search-index.port.js';
import { parseQuery, type SearchQuery } from './search-query.js';
import { channelsIn } from './search-scope.js';
import type { SearchMessagesDto } from './search.dto.js';
import type { SearchHit, SearchPage } from './search.wire.js';
import { matchText } from './text-match.js';

/** How many candidates are checked at once (at first hardly more than are shown) and for one page: one that is short then has a cursor all the same. */
const SPARE = 4;
const MAX_CHUNK = 100;
const MAX_CHECKED = 500;
/** The same in characters: 500 of the longest messages kept the loop busy for ten seconds. After so many it is everybody else's turn. */
const MAX_READ = 200_000;
const READ_A_TURN = 20_000;
/**
 * So many grams of a query are looked up, and so many of them that are the beginning of very many words: the alphabet, letter by letter, held up a
 * node of 60,000 messages for a third of a second.
 */
const MAX_GRAMS = 16;
const MAX_SHORT = 2;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** Finds messages among those that the caller may read at this moment. */
@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly index: SearchIndex,
    private readonly messages: MessagesQueries,
  ) {}

  /** @throws Problem `cursor.invalid`, `not_found` for a team that is not the caller's. */
  search({ userId }: UserAccess, asked: SearchMessagesDto): Promise<SearchPage> {
    const query = parseQuery(asked.query);
    const begin = asked.before === undefined ? undefined : readCursor(asked.before);
    return this.database.snapshot(async (reader) => {
      const place = { userId, teamId: asked.teamId, names: query.in, now: this.database.time };
      await requireOwnTeam(reader, userId, asked.teamId);
      const rootIds = await channelsIn(reader, place);
      const authors = await authorsOf(reader, query, userId);
      if (rootIds.length === 0 || authors?.length === 0) return { items: [], before: null };
      const sought = { query, rootIds, authors };
      const ranks: SearchPlace['rank'][] = query.terms.length > 0 ? ['whole', 'parts'] : ['parts'];
      const end = query.before && (await this.index.endOf(reader, query.before));
      return this.page(reader, sought, { places: placesFrom(ranks, begin, end), limit: asked.limit });
    });
  }

  private async page(
    reader: EntityManager,
    sought: Sought,
    { places, limit }: { places: SearchPlace[]; limit: number },
  ): Promise<SearchPage> {
    const items: SearchHit[] = [];
    let checked = 0;
    let read = 0;
    for (const { rank, id } of places) {
      const wanted = wantedOf(sought, rank);
      let before = id;
      for (let chunk = limit + SPARE; ; chunk = Math.min(MAX_CHUNK, 4 * chunk)) {
        const candidates = await this.index.candidates(reader, wanted, { before, limit: chunk });
        const messages = await this.textsOf(reader, candidates);
        for (const { id: at, messageId } of candidates) {
          if (items.length === limit || read >= MAX_READ) return { items, before: writeCursor({ rank, id: before }) };
          const message = messages.get(messageId);
          const hit = hitOf(message, sought.query, rank);
          before = Number(at);
          if (hit) items.push(hit);
          const turns = Math.floor(read / READ_A_TURN);
          read += message?.body.length ?? 0;
          if (Math.floor(read / READ_A_TURN) > turns) await everybodyElse();
        }
        if (candidates.length < chunk) break;
        checked += candidates.length;
        if (checked >= MAX_CHECKED) return { items, before: writeCursor({ rank, id: before }) };
      }
    }
    return { items, before: null };
  }

  /** The text itself decides, as it is now: what the index has of an edited or deleted message may be old. */
  private textsOf(reader: EntityManager, candidates: Candidate[]): Promise<Map<string, Message>> {
    return this.messages.byIds(
      reader,
      candidates.map(({ messageId }) => messageId),
    );
  }
}

/** A query with what its names stand for. */
interface Sought {
  query: SearchQuery;
  rootIds: string[];
  /** Undefined for anybody. */
  authors: string[] | undefined;
}

/** What is left to look at after a cursor, below the number `end`. */
function placesFrom(ranks: SearchPlace['rank'][], begin: SearchPlace | undefined, end = NEWEST): SearchPlace[] {
  const all = ranks.map((rank) => ({ rank, id: end }));
  if (!begin) return all;
  const at = ranks.indexOf(begin.rank);
  return at < 0 ? [] : [{ rank: begin.rank, id: Math.min(begin.id, end) }, ...all.slice(at + 1)];
}

/** Grams that are likely rare come first. */
function wantedOf({ query, rootIds, authors }: Sought, rank: SearchPlace['rank']): Wanted {
  const exactly = (token: string): Gram => ({ token, prefix: false });
  const grams = query.has.map((kind) => [exactly(hasToken(kind))]);
  if (query.in.length > 0) grams.push(rootIds.map((id) => exactly(rootToken(id))));
  const terms = query.terms.flatMap((term) => gramsFor(term, rank === 'whole'));
  grams.push(...telling(terms).map((gram) => [gram]));
  if (authors) grams.push(authors.map((id) => exactly(authorToken(id))));
  const proven = rank === 'parts' && terms.length <= MAX_GRAMS && query.terms.every(isProof);
  const unlike = proven ? query.terms.flatMap((term) => gramsFor(term, true)) : [];
  return { grams, unlike, rootIds, from: query.after, until: query.before };
}

/** Enough of them to find hardly more than is meant; the text itself is asked for the others. */
function telling(grams: Gram[]): Gram[] {
  const [short, long] = [grams.filter(isShort), grams.filter((gram) => !isShort(gram))];
  return [...long.slice(0, MAX_GRAMS), ...short.slice(0, MAX_SHORT)];
}

/** What is shown as `whole` does not come again as `parts`. */
function hitOf(message: Message | undefined, query: SearchQuery, rank: SearchPlace['rank']): SearchHit | undefined {
  if (!message || message.deletedAt !== null || !hasAll(message, query.has)) return undefined;
  const match = matchText(message.body, query);
  if (!match || (query.terms.length > 0 && match.whole !== (rank === 'whole'))) return undefined;
  return { message, channelId: message.channelId, seq: message.seq, highlights: match.highlights };
}

async function authorsOf(reader: EntityManager, { from }: SearchQuery, me: string): Promise<string[] | undefined> {
  if (from.length === 0) return undefined;
  const usernames = from.filter((name) => name !== 'me');
  const users = await reader.find(UserEntity, { select: { id: true }, where: { username: In(usernames) } });
  return [...new Set([...users.map(({ id }) => id), ...(from.includes('me') ? [me] : [])])];
}
