// The search index of a filled database.
import 'reflect-metadata';

const ROWS_A_STATEMENT = 200;
const ROWS_A_COMMIT = 20_000;

/**
 * What the server would do by itself after its start, by its own code, but in the order in which things were said and many in one transaction. A FULLTEXT
 * index is made when all is there.
 */
export async function index(store, world) {
  const indexing = await indexingOf(store.kind);
  if (store.kind === 'mysql') await store.exec('ALTER TABLE message_search DROP INDEX ft_message_search_tokens');
  let [part, open] = [[], 0];
  await store.exec('BEGIN');
  for (const said of world.said()) {
    part.push(rowOf(said));
    if (part.length < ROWS_A_STATEMENT) continue;
    await indexing.store(store, part);
    open += part.length;
    part = [];
    if (open % ROWS_A_COMMIT > 0) continue;
    await store.exec('COMMIT');
    await store.exec('BEGIN');
  }
  await indexing.store(store, part);
  await store.exec(
    "INSERT INTO search_progress (stream, seq, position) SELECT id, seq, position FROM streams WHERE id LIKE 'channel:%'",
  );
  await store.exec('COMMIT');
  if (store.kind === 'mysql')
    await store.exec('ALTER TABLE message_search ADD FULLTEXT INDEX ft_message_search_tokens (tokens)');
}

/** So that its migration makes it anew. */
export async function dropIndex(store) {
  for (const table of ['message_grams', 'message_search', 'search_progress'])
    await store.exec(`DROP TABLE IF EXISTS ${table}`);
  await store.exec("DELETE FROM migrations WHERE name LIKE 'Search%'");
}

async function indexingOf(kind) {
  const [{ MessageIndexing }, sqlite, mysql] = await Promise.all(
    ['message-indexing', 'sqlite-search.index', 'mysql-search.index'].map(
      (name) => import(`../../dist/src/features/search/${name}.js`),
    ),
  );
  return new MessageIndexing(
    undefined,
    kind === 'sqlite' ? new sqlite.SqliteSearchIndex() : new mysql.MysqlSearchIndex(),
  );
}

/** A row as the indexing reads it from the database. */
function rowOf({ id, place, seq, author, body, at, mentions, reactions, pinnedAt, root }) {
  return {
    ...{ id, seq, rootId: place.parent?.id ?? place.id, authorId: author.id, kind: 'text', body, deletedAt: null },
    ...{ createdAt: at, reactionCount: reactions, pinnedAt, mentions, threads: root ? 1 : 0, has: null },
  };
}
