import { Controller, Get } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { HomeService } from './home.service.js';
import { Home } from './home.wire.js';

@Controller('home')
export class HomeController {
  constructor(private readonly home: HomeService) {}

  @Get()
  @Can('home.open', { summary: 'All that the first screen shows, in one round trip' })
  open(@Access() caller: UserAccess): Promise<Home> {
    return this.home.open(caller);
  }
}
