import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TeamAccess } from '../../core/access/grants.js';
import { Memberships } from '../../core/access/memberships.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { membersToMove, membershipsToMove, setWithheld } from '../../core/access/withholding.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { UsersService } from '../../core/users/users.service.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { toTeamMember } from './team.wire.js';
import { TeamsBroadcaster } from './teams.broadcaster.js';

/** Keeps members without a second factor out of teams that ask for one, and lets them in again when they have it. The persons are told, each alone. */
@Injectable()
export class TeamWithholding {
  constructor(
    private readonly memberships: Memberships,
    private readonly users: UsersService,
    private readonly broadcaster: TeamsBroadcaster,
  ) {}

  /** The streams to be locked by whoever changes whether the team asks for it; none where that stays. */
  async concernedBy(reader: EntityManager, { teamId }: TeamAccess, required: boolean | undefined): Promise<StreamId[]> {
    if (required === undefined) return [];
    return (await membersToMove(reader, teamId, required)).map((userId): StreamId => `user:${userId}`);
  }

  /** Whoever asks for it has it, so nobody locks themselves out. @throws Problem `team.second_factor_first`. */
  async require(tx: WriteTx, { teamId, userId }: TeamAccess, required: boolean): Promise<void> {
    const actor = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
    if (required && !actor.secondFactorAt) throw fail('team.second_factor_first');
    const people = await membersToMove(tx.manager, teamId, required);
    await setWithheld(tx, teamId, people, required);
    for (const person of people) await this.tell(tx, { teamId, userId: person }, required);
  }

  /** The person has a second factor now; their stream is locked. */
  release(tx: WriteTx, userId: string): Promise<void> {
    return this.move(tx, userId, true);
  }

  /** The streams of a person's teams: a team that begins to ask for a second factor now does not overlook who turns theirs off. */
  teamsOf(reader: EntityManager, userId: string): Promise<StreamId[]> {
    return this.memberships.teamStreams(reader, userId);
  }

  /** The person has none any more; the streams `teamsOf` are locked besides. */
  withhold(tx: WriteTx, userId: string): Promise<void> {
    return this.move(tx, userId, false);
  }

  private async move(tx: WriteTx, userId: string, has: boolean): Promise<void> {
    for (const { teamId } of await membershipsToMove(tx.manager, userId, has)) {
      await setWithheld(tx, teamId, [userId], !has);
      await this.tell(tx, { teamId, userId }, !has);
    }
  }

  private async tell(tx: WriteTx, who: { teamId: string; userId: string }, withheld: boolean): Promise<void> {
    if (withheld) return this.broadcaster.withheld(tx, who.teamId, who.userId);
    const member = await tx.manager.findOneByOrFail(TeamMemberEntity, who);
    this.broadcaster.released(tx, toTeamMember(member, await this.users.presentOne(tx.manager, who.userId)));
  }
}
