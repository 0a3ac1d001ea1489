import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import type { TeamRole } from '../../core/access/roles.js';
import { UsersService } from '../../core/users/users.service.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamDeparture } from './team-departure.js';
import { toTeamMember, type TeamMember, type TeamMemberGone } from './team.wire.js';
import { TeamsBroadcaster } from './teams.broadcaster.js';

interface InTeam {
  teamId: string;
  userId: string;
}

/**
 * What becomes of a membership, told to the team and the person, whoever causes it: that they may, their services have seen to. The caller has
 * locked the team's stream and the person's.
 */
@Injectable()
export class TeamRoster {
  constructor(
    private readonly memberships: Memberships,
    private readonly users: UsersService,
    private readonly broadcaster: TeamsBroadcaster,
    private readonly departure: TeamDeparture,
  ) {}

  /** Lets somebody in. @throws Problem `team.member_exists`, `team.banned`. */
  async admit(tx: WriteTx, joining: InTeam & { role: TeamRole }): Promise<TeamMember> {
    const member = await this.present(tx, await this.memberships.joinTeam(tx, joining));
    this.broadcaster.joined(tx, member);
    return member;
  }

  /** Gives another role. A guest who rises comes into the public channels; who becomes a guest stays where they are and is brought into no more. */
  async setRole(tx: WriteTx, before: TeamMemberEntity, role: TeamRole): Promise<TeamMember> {
    if (role === before.role) return this.present(tx, before);
    const { teamId, userId } = before;
    const after = { ...before, role, version: before.version + 1 };
    await tx.manager.update(TeamMemberEntity, { teamId, userId }, { role, version: after.version });
    if (before.role === 'guest') await this.memberships.joinPublicChannels(tx, { teamId, userId });
    const member = await this.present(tx, after);
    this.broadcaster.memberUpdated(tx, member);
    return member;
  }

  /** The streams that `part` needs besides, to be looked up before the lock. */
  channelsOf(whom: InTeam): (reader: EntityManager) => Promise<StreamId[]> {
    return (reader) => this.memberships.channelStreams(reader, whom);
  }

  /** Takes a member out, with everything that goes with it. `channels`: all of `channelsOf`, which the caller has locked, too. */
  async part(
    tx: WriteTx,
    whom: InTeam,
    channels: StreamId[],
    state: 'left' | 'removed' | 'banned',
  ): Promise<TeamMemberGone> {
    const { version } = await this.memberships.leaveTeam(tx, whom, state);
    const gone = { ...whom, version };
    this.broadcaster.removed(tx, gone);
    await this.departure.depart(tx, { ...whom, channels });
    return gone;
  }

  /** Presents a membership as this transaction sees it. */
  async present({ manager }: WriteTx, member: TeamMemberEntity): Promise<TeamMember> {
    return toTeamMember(member, await this.users.presentOne(manager, member.userId));
  }
}
