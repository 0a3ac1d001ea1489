import { Injectable } from '@nestjs/common';
import { fact, FactRegistry } from '../../platform/changes/facts.js';
import { SessionRevoked } from './session.wire.js';

export const sessionRevoked = fact('session.revoked', SessionRevoked, 'user');

/** What people hear about their own sessions. */
@Injectable()
export class AuthBroadcaster {
  constructor(facts: FactRegistry) {
    facts.register({
      name: 'session',
      facts: [sessionRevoked],
      load: (_reader, changes) => Promise.resolve(changes.map(({ subjectId }) => ({ sessionId: subjectId }))),
    });
  }
}
