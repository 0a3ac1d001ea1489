import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { toMe, UserSnapshot, type Me } from '../../core/users/me.wire.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { meUpdated, userUpdated } from '../../core/users/user.facts.js';
import type { User } from '../../core/users/user.wire.js';
import { UsersService } from '../../core/users/users.service.js';
import { FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';

/** What is heard about people. */
@Injectable()
export class UsersBroadcaster {
  constructor(facts: FactRegistry, users: UsersService) {
    facts.register({ name: 'me', facts: [meUpdated], load: loadMe });
    facts.register({
      name: 'user',
      facts: [userUpdated],
      load: (reader, changes) => loadUsers(users, reader, changes),
    });
    facts.registerSnapshot('user', UserSnapshot, loadSnapshots);
  }
}

// Accounts are disabled, never removed: each subject is found.

async function loadMe(reader: EntityManager, changes: LoggedChange[]): Promise<Me[]> {
  const users = await reader.findBy(UserEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
  const byId = new Map(users.map((user) => [user.id, toMe(user)]));
  return changes.map(({ subjectId }) => byId.get(subjectId)!);
}

async function loadUsers(users: UsersService, reader: EntityManager, changes: LoggedChange[]): Promise<User[]> {
  const byId = await users.present(
    reader,
    changes.map(({ subjectId }) => subjectId),
  );
  return changes.map(({ subjectId }) => byId.get(subjectId)!);
}

async function loadSnapshots(
  reader: EntityManager,
  viewerId: string,
  ids: string[],
): Promise<Map<string, UserSnapshot>> {
  const users = await reader.findBy(UserEntity, { id: In(ids.filter((id) => id === viewerId)) });
  return new Map(users.map((user) => [user.id, { me: toMe(user) }]));
}
