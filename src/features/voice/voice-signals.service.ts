import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { FlowLimits } from '../../platform/http/flow-limits.js';
import { VoiceBroadcaster } from './voice.broadcaster.js';
import type { SignalVoiceDto } from './voice.dto.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import { isInside } from './voice.facts.js';
import type { VoiceSignalled } from './voice.wire.js';

/** Hands on what two devices in one call have to say to each other. Nothing of it is kept. */
@Injectable()
export class VoiceSignals {
  constructor(
    private readonly database: Database,
    private readonly flows: FlowLimits,
    private readonly broadcaster: VoiceBroadcaster,
  ) {}

  /** @throws Problem `voice.not_in_room` for an earlier stay or another device, `voice.peer_gone`. */
  async signal(access: ChannelAccess, connectionId: string, signal: SignalVoiceDto): Promise<VoiceSignalled> {
    const { channelId, userId } = access;
    const { from, to, signalType, data } = signal;
    this.flows.take(['voice.signal', userId]);
    const [needed, other] = signalType === 'ice' ? [data.candidate, data.sdp] : [data.sdp, data.candidate];
    if (needed === undefined || other !== undefined) throw otherData();
    const rows = await this.database.read((reader) =>
      reader.findBy(VoiceParticipantEntity, { peerId: In([from, to]), channelId }),
    );
    const own = rows.find(({ peerId }) => peerId === from);
    if (!isInside(own) || own.userId !== userId || own.connectionId !== connectionId) throw fail('voice.not_in_room');
    const peer = rows.find(({ peerId }) => peerId === to);
    if (!peer || peer === own) throw fail('voice.peer_gone');
    this.broadcaster.signalled(peer.connectionId, { channelId, userId, from, to, signalType, data });
    return { to };
  }
}

function otherData() {
  return fail('validation.failed', {
    fields: [
      { field: 'data', rule: 'signalData', message: 'data needs sdp alone for an offer or an answer, else candidate' },
    ],
  });
}
