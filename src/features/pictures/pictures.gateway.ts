import { Access, Command } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import type { Me } from '../../core/users/me.wire.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { Team } from '../teams/team.wire.js';
import { AvatarsService } from './avatars.service.js';
import { TeamIconsService } from './team-icons.service.js';

/** All but the pictures themselves, which go by HTTP alone. */
@Gateway()
export class PicturesGateway {
  constructor(
    private readonly avatars: AvatarsService,
    private readonly icons: TeamIconsService,
  ) {}

  @Command('avatar.remove')
  removeAvatar(@Access() caller: UserAccess): Promise<Me> {
    return this.avatars.show(caller, undefined);
  }

  @Command('team.icon.remove')
  removeIcon(@Access() team: TeamAccess): Promise<Team> {
    return this.icons.show(team, undefined);
  }
}
