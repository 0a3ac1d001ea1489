import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { UsersService } from '../../core/users/users.service.js';
import { Config } from '../../platform/config/config.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { Calls } from './calls.js';
import type { JoinVoiceDto } from './voice.dto.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import {
  isInside,
  participantJoined,
  participantUpdated,
  tellParticipant,
  tellParticipantGone,
  type Inside,
} from './voice.facts.js';
import type { Departure } from './voice.wire.js';

/** How long somebody counts as there after they were heard of last: longer than a node needs to come back to Redis, shorter than anybody waits. */
export const LEASE_MS = 8_000;

/** So long after that a lost device may still come back by itself. */
const COME_BACK_MS = 60_000;

/** The device that somebody is in a call with. */
export interface Device {
  connectionId: string;
  sessionId: string;
}

/** What changes about somebody who is in a call. */
export type StayChanges = Partial<
  Pick<VoiceParticipantEntity, 'muted' | 'deafened' | 'camera' | 'screen' | 'silencedIn'>
>;

/** Comings and goings, in a transaction that holds the streams of the person and of the channels concerned. */
@Injectable()
export class Stays {
  constructor(
    private readonly config: Config,
    private readonly users: UsersService,
    private readonly calls: Calls,
  ) {}

  /**
   * Brings the caller in: with another device, from another call, or back after a lost connection, which nobody notices. Answers undefined when they
   * are in a call whose stream this write does not hold.
   * @throws Problem `voice.room_full`; then they stay where they are.
   */
  async join(tx: WriteTx, access: ChannelAccess, device: Device, entrance: JoinVoiceDto): Promise<string | undefined> {
    const { channelId, userId } = access;
    const before = await tx.manager.findOneBy(VoiceParticipantEntity, { userId });
    if (isInside(before) && !tx.holds(`channel:${before.channelId}`)) return undefined;
    const held = { ...device, aliveUntil: new Date(tx.now.getTime() + LEASE_MS) };
    if (isInside(before, channelId) && before.peerId === entrance.peerId) {
      await tx.manager.update(VoiceParticipantEntity, { userId }, held);
      return before.peerId;
    }
    if (entrance.peerId !== undefined) await this.requireLost(tx, access, before, entrance.peerId);
    const others = await tx.manager.countBy(VoiceParticipantEntity, { channelId, userId: Not(userId) });
    const { roomLimit: limit } = this.config.voice;
    if (others >= limit) throw fail('voice.room_full', { detail: `At most ${limit} people can be in a call.` });
    const moves = isInside(before) && before.channelId !== channelId;
    if (moves) await this.end(tx, before, 'moved');
    const { muted = false, deafened = false } = entrance;
    const row = {
      ...{ userId, channelId, peerId: newId(), ...held, muted, deafened, camera: false, screen: false },
      ...{ silencedIn: before?.silencedIn ?? '[]', endedBy: null, joinedAt: tx.now },
      version: (before?.version ?? 0) + (moves ? 2 : 1),
    };
    await tx.manager.upsert(VoiceParticipantEntity, { ...row }, ['userId']);
    tellParticipant(tx, participantJoined, row, await this.users.presentOne(tx.manager, userId));
    if (access.channel.kind === 'direct') await this.calls.joined(tx, row);
    return row.peerId;
  }

  /** Ends a stay. A call in a DM ends with the last. */
  async end(tx: WriteTx, row: Inside, reason: Departure): Promise<void> {
    const { userId, channelId } = row;
    const changes = { channelId: null, endedBy: reason, version: row.version + 1 };
    await tx.manager.update(VoiceParticipantEntity, { userId }, changes);
    tellParticipantGone(tx, { ...row, ...changes }, channelId);
    if (!(await tx.manager.existsBy(VoiceParticipantEntity, { channelId }))) await this.calls.emptied(tx, channelId);
  }

  /** Whoever declines the call of a DM is not rung any more, on none of their devices. */
  async decline(tx: WriteTx, { channelId, userId }: ChannelAccess): Promise<void> {
    await this.calls.decline(tx, channelId, userId);
  }

  /** Tells of it unless nothing is different. */
  async change(tx: WriteTx, row: Inside, changes: StayChanges): Promise<void> {
    const different = Object.entries(changes).some(([name, value]) => row[name as keyof StayChanges] !== value);
    if (!different) return;
    const moved = { ...changes, version: row.version + 1 };
    await tx.manager.update(VoiceParticipantEntity, { userId: row.userId }, moved);
    const user = await this.users.presentOne(tx.manager, row.userId);
    tellParticipant(tx, participantUpdated, { ...row, ...moved }, user);
  }

  /**
   * A stay that somebody has ended, that went on with another device or that is long over is not begun again behind their back, and nobody is rung
   * by it. @throws Problem `voice.not_in_room`.
   */
  private async requireLost(
    { manager, now }: WriteTx,
    { channelId, channel }: ChannelAccess,
    row: VoiceParticipantEntity | null,
    peerId: string,
  ): Promise<void> {
    const isLost = row?.peerId === peerId && !isInside(row) && row.endedBy === 'lost';
    if (!isLost || row.aliveUntil.getTime() < now.getTime() - COME_BACK_MS) throw fail('voice.not_in_room');
    if (channel.kind === 'direct' && !(await this.calls.runs(manager, channelId))) throw fail('voice.not_in_room');
  }
}
