#!/usr/bin/env node
/**
 * Two people meet: `node examples/two-friends.mjs [address] [--stay]`, against a server that runs (http://localhost:3000 unless given).
 *
 * Ada and Ben register, Ada makes a team and invites Ben by link, writes to him alone, and both talk in its general channel. With `--stay` they go on talking, a
 * line a second, until Ctrl+C: kill the server in the middle and start it again, and both go on by themselves. At the end both timelines are
 * compared with each other and with what the server has stored. Exit code 0 when all are equal, else 1.
 */
import { setTimeout as sleep } from 'node:timers/promises';

let sdk;
try {
  sdk = await import('@parley/client');
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('The SDK is not built yet: run `npm start` (or `npm run build`) once, then this again.');
  process.exit(1);
}
const { createClient, ParleyError } = sdk;

const stay = process.argv.includes('--stay');
const url = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'http://localhost:3000';
const lines = stay ? Infinity : 6;
const enough = new AbortController();
process.once('SIGINT', () => {
  enough.abort();
  console.log('\nEnough talked. (Ctrl+C again to leave at once.)');
});

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof ParleyError)) throw error;
  const hint = error.code === 'client.unreachable' ? ` Is a server running at ${url}? \`npm start\` starts one.` : '';
  console.error(`It did not work: ${error.detail ?? error.title}.${hint}`);
  process.exitCode = 1;
}

async function main() {
  const [ada, ben] = await Promise.all([join('Ada'), join('Ben')]);
  const team = await ada.client.command('team.create', { name: 'Difference Engine' });
  console.log(`Ada makes the team “${team.name}”.`);
  const invitation = await ada.client.command('invitation.create', { teamId: team.id });
  console.log(`Ada hands Ben this link: ${invitation.url}`);

  const code = invitation.url.split('/').at(-1);
  const preview = await ben.client.command('invitation.preview', { code });
  console.log(`Ben reads: ${preview.inviter.displayName} invites you to “${preview.team.name}”. He accepts.`);
  await ben.client.command('invitation.accept', { code });

  for (const { client } of [ada, ben]) await client.until(() => client.channels(team.id).length > 0);
  const general = ada.client.channels(team.id)[0];
  for (const friend of [ada, ben]) {
    await friend.client.openChannel(general.id);
    listen(friend, general);
  }
  await whisper(ada, ben);
  console.log(`Both are in #${general.slug} and talk.\n`);

  const sent = await talk(general.id, [ada, ben]);
  const alike = await compare(general.id, [ada, ben], sent);
  await Promise.all([ada, ben].map(({ client }) => client.close()));
  return alike;
}

/** Registers under a random name, and says whenever the connection comes or goes. */
async function join(name) {
  const client = createClient({ url });
  const username = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}`;
  const account = { username, displayName: name, email: `${username}@example.org`, password: crypto.randomUUID() };
  await client.auth.register(account);
  await client.reaches('online');
  console.log(`${name} has registered as ${username} and is online.`);
  return { name, client };
}

function listen({ name, client }, channel) {
  client.on('message.created', (message) => {
    if (message.channelId !== channel.id || message.kind !== 'text' || message.author.id === client.me.id) return;
    console.log(`  ${name} hears ${message.author.displayName} say: ${message.body}`);
  });
  client.onStatus(({ state, reason }) => {
    if (state === 'signed-out') return;
    console.log(`  … ${name} is ${state}${reason ? ` (${reason})` : ''}`);
  });
}

/** One writes to the other alone, who reads it and reacts. */
async function whisper({ client: ada }, { client: ben }) {
  const message = { body: `Only for you, @${ben.me.username}!`, nonce: crypto.randomUUID() };
  const { channel, lastMessage } = await ada.command('dm.open', { userIds: [ben.me.id], message });
  await ben.until(() => ben.dms().some(({ id }) => id === channel.id) && ben.mentions(channel.id) === 1);
  console.log(
    `Ben has a direct message, unread: ${ben.unread(channel.id)}, of these about him: ${ben.mentions(channel.id)}.`,
  );
  await ada.openChannel(channel.id);
  await ben.command('reaction.add', { messageId: lastMessage.id, emoji: '🤫' });
  await ben.markRead(channel.id);
  await ada.until(() => ada.messages(channel.id).some(({ reactions }) => reactions.length > 0));
  const [{ emoji, count }] = ada.messages(channel.id)[0].reactions;
  console.log(`Ada sees that he has read it: ${emoji} ${count}`);
}

/** Each in turn says a line. Answers what was said, once the server has stored it all. */
async function talk(channelId, friends) {
  const sayings = [];
  for (let n = 0; n < lines && !enough.signal.aborted; n += 1) {
    const { name, client } = friends[n % 2];
    const said = client.send({ channelId, body: `This is line ${n + 1}, ${n % 2 ? 'Ada' : 'Ben'}.` });
    sayings.push(said.delivered);
    said.delivered.catch((error) => console.log(`  … ${name}'s line ${n + 1} was refused: ${error.message}`));
    await (stay ? sleep(1000) : said.delivered);
  }
  return Promise.all(sayings);
}

/** Compares what each client has heard live with the other's and with what the server has stored. */
async function compare(channelId, friends, sent) {
  const stored = await fetchAll(channelId, friends[0].client);
  const last = stored.at(-1).seq;
  const caughtUp = friends.map(({ client }) => client.until(() => client.messages(channelId).at(-1)?.seq >= last));
  await Promise.race([Promise.all(caughtUp), sleep(30_000, undefined, { ref: false })]); // if not, the comparison says so
  const wanted = JSON.stringify(stored);
  const alike = friends.every(({ client }) => JSON.stringify(client.messages(channelId)) === wanted);
  const once = sent.every(({ nonce }) => stored.filter((message) => message.nonce === nonce).length === 1);
  const whole = stored.every(({ seq }, index) => seq === index + 1);
  console.log(`\n${sent.length} lines were sent and ${once ? 'each is stored once' : 'NOT each is stored once'}.`);
  console.log(alike && whole ? 'Both timelines equal what is stored, without a hole.' : 'The timelines DIFFER.');
  return alike && once && whole;
}

/** Everything in the channel, page by page. */
async function fetchAll(channelId, client) {
  const all = [];
  for (let page; !page || page.hasAfter;) {
    page = await client.command('message.list', { channelId, after: all.at(-1)?.seq ?? 0, limit: 100 });
    all.push(...page.items);
  }
  return all;
}
