// Lets people say what their story says, and react, pin and answer as it says.
import { v5 } from 'uuid';
import { people } from './cast.mjs';

/**
 * Says one line after the other, as the store numbers them; what was said by an earlier run stays.
 * @param clients by username
 * @param {{id: string, slug?: string, members: string[]}} channel and who has read it in the end: everybody all of it, but for the owner of the demo
 * @param {{lines: import('./story.mjs').Line[], read: number}} story
 * @returns what each line became, with the thread under it
 */
export async function talk(clients, { id: channelId, slug, members }, { lines, read }) {
  const said = [];
  for (const [index, line] of lines.entries()) {
    const replyToId = line.replyTo === undefined ? undefined : said[line.replyTo].message.id;
    const nonce = v5(String(index), channelId); // the same in every run
    const input = { channelId, body: line.body, nonce, replyToId };
    const message = await clients.get(line.author).command('message.send', input);
    await revise(clients.get(line.author), message, line);
    for (const { emoji, by } of line.reactions) {
      for (const username of by) await clients.get(username).command('reaction.add', { messageId: message.id, emoji });
    }
    if (line.pinnedBy) await clients.get(line.pinnedBy).command('message.pin', { messageId: message.id });
    said.push({ line, message, thread: await answer(clients, message, line.replies) });
  }
  const mark = (username) => said[(username === people[0].username ? read : said.length) - 1]?.message.seq ?? 0;
  await Promise.all(
    members.map((username) => clients.get(username).command('channel.read', { channelId, seq: mark(username) })),
  );
  return { id: channelId, slug, said };
}

/** `message` is as an earlier run left it, perhaps in the middle of this. */
async function revise(client, { id: messageId, body, deletedAt }, line) {
  if (deletedAt !== null) return;
  const bodies = [line.body, ...line.edits];
  for (const next of bodies.slice(bodies.indexOf(body) + 1))
    await client.command('message.edit', { messageId, body: next });
  if (line.deleted) await client.command('message.delete', { messageId });
}

/** Answers the thread under a message, null without one. */
async function answer(clients, { id: messageId }, replies) {
  if (replies.length === 0) return null;
  const { channelId } = await clients.get(replies[0].author).command('thread.open', { messageId });
  return talk(clients, { id: channelId, members: [] }, { lines: replies, read: 0 });
}
