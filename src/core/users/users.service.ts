import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UserEntity } from './user.entity.js';
import { toUser, type User } from './user.wire.js';

/** Who people are, for whoever shows them: authors, members, participants. */
@Injectable()
export class UsersService {
  /** Presents the people with these ids in one query. An id that nobody has is missing in the answer. */
  async present(reader: EntityManager, ids: Iterable<string>): Promise<Map<string, User>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const users = await reader.find(UserEntity, {
      select: { id: true, username: true, displayName: true, avatarId: true, status: true, version: true },
      where: { id: In(wanted) },
    });
    return new Map(users.map((user) => [user.id, toUser(user)]));
  }

  /** Presents one person. @throws Error when nobody has this id: accounts are disabled and never removed. */
  async presentOne(reader: EntityManager, id: string): Promise<User> {
    const user = (await this.present(reader, [id])).get(id);
    if (!user) throw new Error(`Nobody has the id ${id}.`);
    return user;
  }
}
