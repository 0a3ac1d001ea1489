import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Config } from '../../platform/config/config.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { SystemMessages } from '../channels/system-messages.port.js';
import { VoiceCallEntity } from './voice.entities.js';
import { callStarted, callUpdated, tellCall, type Inside } from './voice.facts.js';

/** Calls in DMs: they ring, are answered or declined, and stand in the timeline when they are over. All under the lock of the DM's stream. */
@Injectable()
export class Calls {
  constructor(
    private readonly config: Config,
    private readonly timeline: SystemMessages,
  ) {}

  /** Whether there is a call just now. */
  async runs(manager: EntityManager, channelId: string): Promise<boolean> {
    return (await running(manager, channelId)) !== null;
  }

  /** Somebody has joined: the first begins a call, another answers it. */
  async joined(tx: WriteTx, { channelId, userId }: Inside): Promise<void> {
    const call = await running(tx.manager, channelId);
    if (!call) return this.begin(tx, channelId, userId);
    if (call.answeredAt === null && call.callerId !== userId) await this.change(tx, call, { answeredAt: tx.now });
  }

  /** Nobody is left. A call that nobody answered is one that the others missed. */
  async emptied(tx: WriteTx, channelId: string): Promise<void> {
    const call = await running(tx.manager, channelId);
    if (!call) return;
    await this.change(tx, call, { endedAt: tx.now });
    const { id: callId, answeredAt, callerId } = call;
    const event =
      answeredAt === null
        ? { event: 'call_missed' as const, callId }
        : {
            event: 'call_ended' as const,
            callId,
            seconds: Math.round((tx.now.getTime() - answeredAt.getTime()) / 1000),
          };
    await this.timeline.write(tx, channelId, callerId, event);
  }

  /** Somebody will not come. Where nothing rings (any more) that changes nothing. */
  async decline(tx: WriteTx, channelId: string, userId: string): Promise<void> {
    const call = await running(tx.manager, channelId);
    if (!call) return;
    const declinedBy = JSON.parse(call.declinedBy) as string[];
    if (call.callerId === userId || declinedBy.includes(userId)) return;
    await this.change(tx, call, { declinedBy: JSON.stringify([...declinedBy, userId]) });
  }

  private async begin(tx: WriteTx, channelId: string, callerId: string): Promise<void> {
    const ringUntil = new Date(tx.now.getTime() + this.config.voice.ringMs);
    const call = tx.manager.create(VoiceCallEntity, {
      ...{ id: newId(), channelId, callerId, startedAt: tx.now, ringUntil },
      ...{ answeredAt: null, endedAt: null, declinedBy: '[]', version: 1 },
    });
    await tx.manager.insert(VoiceCallEntity, { ...call });
    tellCall(tx, callStarted, call);
  }

  private async change(tx: WriteTx, call: VoiceCallEntity, changes: Partial<VoiceCallEntity>): Promise<void> {
    const moved = { ...changes, version: call.version + 1 };
    await tx.manager.update(VoiceCallEntity, { id: call.id }, moved);
    tellCall(tx, callUpdated, { ...call, ...moved });
  }
}

function running(manager: EntityManager, channelId: string): Promise<VoiceCallEntity | null> {
  return manager.findOneBy(VoiceCallEntity, { channelId, endedAt: IsNull() });
}
