import { Body, Controller, Delete, Get, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Me } from '../../core/users/me.wire.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SetStatusDto, UpdateMeDto } from './me.dto.js';
import { MeService } from './me.service.js';

@ApiTags('Users')
@Controller('me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @Can('me.open', { summary: 'Oneself' })
  open(@Access() caller: UserAccess): Promise<Me> {
    return this.me.open(caller);
  }

  @Patch()
  @Can('me.update', { summary: 'Change one’s names, or where the app begins' })
  @Refuses('auth.username_taken', 'not_found')
  update(@Access() caller: UserAccess, @Body() input: UpdateMeDto): Promise<Me> {
    return this.me.update(caller, input);
  }

  @Put('status')
  @Can('status.set', { summary: 'Say what one is doing; with neither text nor emoji say nothing any more' })
  setStatus(@Access() caller: UserAccess, @Body() input: SetStatusDto): Promise<Me> {
    return this.me.setStatus(caller, input);
  }

  @Delete('status')
  @Can('status.set', { summary: 'Say nothing any more of what one is doing', as: 'status.clear' })
  clearStatus(@Access() caller: UserAccess): Promise<Me> {
    return this.me.clearStatus(caller);
  }
}
