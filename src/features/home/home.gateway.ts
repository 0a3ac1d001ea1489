import { Access, Command } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { HomeService } from './home.service.js';
import type { Home } from './home.wire.js';

@Gateway()
export class HomeGateway {
  constructor(private readonly home: HomeService) {}

  @Command('home.open')
  open(@Access() caller: UserAccess): Promise<Home> {
    return this.home.open(caller);
  }
}
