// What those who lead do in the demo when everything is said: roles, bans, a notification, channels that are slow or archived. Each can be done again.

/** Lets people speak again where an earlier run, which broke off, had ended it. */
export async function reopen(founder, channel) {
  const { id: channelId, archivedAt, slowModeSeconds } = channel;
  if (archivedAt !== null) await founder.command('channel.archive', { channelId, archived: false });
  if (slowModeSeconds > 0) await founder.command('channel.update', { channelId, slowModeSeconds: 0 });
}

/** Who of these people is banned already. */
export async function bannedIn(founder, teamId) {
  const { items } = await founder.command('team.ban.list', { teamId });
  return new Set(items.map(({ user }) => user.username));
}

/** @param channels of the team, with `slug` and `id` */
export async function keepOrder(clients, cast, { teamId, channels }) {
  const founder = clients.get(cast.members[0]);
  for (const [username, role] of Object.entries(cast.roles ?? {})) {
    await founder.command('team.member.update', { teamId, userId: clients.get(username).me.id, role });
  }
  for (const { slug, slowModeSeconds, archived, asks = [] } of cast.channels) {
    const { id: channelId } = channels.find((channel) => channel.slug === slug);
    for (const ask of asks) await askIn(founder, clients.get(ask.username), { channelId, message: ask.message });
    if (slowModeSeconds) await founder.command('channel.update', { channelId, slowModeSeconds });
    if (archived) await founder.command('channel.archive', { channelId });
  }
  if (cast.notification) await notify(founder, teamId, cast.notification);
  const banned = await bannedIn(founder, teamId);
  for (const { username, reason } of cast.bans ?? []) {
    if (!banned.has(username)) await founder.command('team.member.ban', { teamId, username, reason });
  }
}

async function askIn(founder, client, { channelId, message }) {
  const { items } = await founder.command('join_request.list', { channelId, status: 'pending' });
  if (items.some(({ user }) => user.id === client.me.id)) return;
  await client.command('join_request.create', { channelId, message });
}

async function notify(founder, teamId, notification) {
  const { items } = await founder.command('team.notification.list', { teamId });
  if (!items.some(({ title }) => title === notification.title))
    await founder.command('team.notify', { teamId, ...notification });
}
