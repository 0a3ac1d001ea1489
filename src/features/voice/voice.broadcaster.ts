import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UsersService } from '../../core/users/users.service.js';
import { FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import { PassingEvents } from '../../platform/realtime/passing-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { VoiceCallEntity, VoiceParticipantEntity } from './voice.entities.js';
import * as facts from './voice.facts.js';
import { VoiceSignal, VoiceSpeaking } from './voice.wire.js';

const SIGNALLED = 'voice.signalled';
const SPEAKING = 'voice.speaking';

/** What Voice tells: a channel who is in its call, which is durable; who speaks, and what peers say to each other, which pass. */
@Injectable()
export class VoiceBroadcaster {
  constructor(
    registry: FactRegistry,
    events: PassingEvents,
    private readonly users: UsersService,
    private readonly realtime: Realtime,
  ) {
    registry.register({
      name: 'voice.participant',
      facts: [facts.participantJoined, facts.participantUpdated, facts.participantLeft],
      load: (reader, changes) => this.participants(reader, changes),
    });
    registry.register({
      name: 'voice.call',
      facts: [facts.callStarted, facts.callUpdated],
      load: calls,
    });
    events.register({ name: SIGNALLED, data: VoiceSignal }, { name: SPEAKING, data: VoiceSpeaking });
  }

  /** To the one device that it is for. */
  signalled(connectionId: string, signal: VoiceSignal): void {
    this.realtime.publish(connectionId, SIGNALLED, signal);
  }

  /** To all who hear the channel, but for whoever speaks. */
  speaking(event: VoiceSpeaking): void {
    this.realtime.publish(`channel:${event.channelId}`, SPEAKING, event, { except: `user:${event.userId}` });
  }

  private async participants(reader: EntityManager, changes: LoggedChange[]): Promise<(object | undefined)[]> {
    const keys = changes.map(({ subjectId }) => {
      const [channelId = '', userId = ''] = subjectId.split('/');
      return { channelId, userId };
    });
    const ids = keys.map(({ userId }) => userId);
    const found = await reader.findBy(VoiceParticipantEntity, { userId: In(ids) });
    const rows = new Map(found.map((row) => [row.userId, row]));
    const users = await this.users.present(reader, ids);
    return changes.map(({ type }, index) => {
      const { channelId, userId } = keys[index]!;
      const row = rows.get(userId);
      if (!row) return undefined;
      const isInside = facts.isInside(row, channelId);
      // Who has come back since is told of by another fact, whose copy is the newer.
      if (type === facts.participantLeft.name) return isInside ? undefined : facts.toGone(row, channelId);
      return isInside ? facts.toParticipant(row, users.get(userId)!) : undefined;
    });
  }
}

async function calls(reader: EntityManager, changes: LoggedChange[]): Promise<(object | undefined)[]> {
  const found = await reader.findBy(VoiceCallEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
  const byId = new Map(found.map((call) => [call.id, facts.toCall(call)]));
  return changes.map(({ subjectId }) => byId.get(subjectId));
}
