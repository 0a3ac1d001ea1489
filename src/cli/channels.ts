import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../core/access/member.entities.js';
import { Memberships } from '../core/access/memberships.js';
import { visibilities, type Visibility } from '../core/access/roles.js';
import { Audit } from '../core/audit/audit.js';
import { recordAct } from '../core/audit/installation-audit.js';
import { UsersService } from '../core/users/users.service.js';
import { ChannelFounding } from '../features/channels/channel-founding.js';
import { freeSlug } from '../features/channels/channel-slugs.js';
import { CreateChannelDto } from '../features/channels/channels.dto.js';
import { slugOf } from '../features/teams/slugs.js';
import { TeamFounding } from '../features/teams/team-founding.js';
import { TeamEntity } from '../features/teams/team.entity.js';
import { InputPipe } from '../platform/errors/input.pipe.js';
import { Refused, type CliCommand, type Given, type Place } from './command.js';

export const channelCommands: readonly CliCommand[] = [
  {
    usage: `channel:create <team> <name> [--visibility ${visibilities.join('|')}]`,
    help: 'makes a channel in a team (by its short name or id), in the name of its owner',
    options: { visibility: { type: 'string' } },
    run: createChannel,
  },
];

async function createChannel(place: Place, { words: [teamName = '', name = ''], options }: Given): Promise<void> {
  const database = await place.database();
  const { team, owner } = await database.read((reader) => findTeam(reader, teamName));
  const { visibility = 'public' } = options;
  const input = { teamId: team.id, name, visibility };
  await new InputPipe().transform(input, { type: 'body', metatype: CreateChannelDto });
  const founding = new ChannelFounding(new TeamFounding(), new Memberships(), new UsersService());
  const made = await database.write([`team:${team.id}`, `user:${owner}`], async (tx) => {
    const slug = await freeSlug(tx.manager, team.id, slugOf(name, 'channel'));
    const channel = {
      ...input,
      visibility: visibility as Visibility,
      hostId: owner,
      slug,
      topic: '',
      kind: 'text' as const,
    };
    const { id } = await founding.found(tx, channel);
    const detail = { slug, visibility, atCommandLine: true };
    await new Audit().record(tx, team.id, { actorId: owner, action: 'channel.created', channelId: id, detail });
    await recordAct(tx, { actorId: null, action: 'channel.created', detail: { teamId: team.id, channelId: id } });
    return { id, slug };
  });
  place.terminal.out(`#${made.slug} is made in ${team.slug}: ${made.id}`);
}

/** The team with the one of its owners who has been in it the longest. */
async function findTeam(reader: EntityManager, name: string): Promise<{ team: TeamEntity; owner: string }> {
  const lower = name.toLowerCase();
  const team = await reader.findOneBy(TeamEntity, [{ slug: lower }, { id: lower }]);
  if (!team) throw new Refused(`There is no team "${name}".`);
  const [owner] = await reader.find(TeamMemberEntity, {
    where: { teamId: team.id, role: 'owner', state: 'joined' },
    order: { joinedAt: 'ASC' },
    take: 1,
  });
  if (!owner) throw new Refused(`The team ${team.slug} has no owner.`);
  return { team, owner: owner.userId };
}
