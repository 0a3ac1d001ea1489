import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import type { Me } from '../../core/users/me.wire.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { SetStatusDto, UpdateMeDto } from './me.dto.js';
import { MeService } from './me.service.js';

@Gateway()
export class MeGateway {
  constructor(private readonly me: MeService) {}

  @Command('me.open')
  open(@Access() caller: UserAccess): Promise<Me> {
    return this.me.open(caller);
  }

  @Command('me.update')
  update(@Access() caller: UserAccess, @Input() input: UpdateMeDto): Promise<Me> {
    return this.me.update(caller, input);
  }

  @Command('status.set')
  setStatus(@Access() caller: UserAccess, @Input() input: SetStatusDto): Promise<Me> {
    return this.me.setStatus(caller, input);
  }
}
