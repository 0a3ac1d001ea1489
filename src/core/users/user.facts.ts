import { fact } from '../../platform/changes/facts.js';
import { Me } from './me.wire.js';
import { User } from './user.wire.js';

/** Oneself, on one's own stream: all of it, address included. */
export const meUpdated = fact('me.updated', Me, 'user');
/** A person, as everybody who shares a team with them sees them; and a conversation, when the person is no more. */
export const userUpdated = fact('user.updated', User, 'team', 'channel');
