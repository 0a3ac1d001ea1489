import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { NodeService } from './node.service.js';
import { NodeState } from './node.wire.js';

@ApiTags('Installation')
@Controller('installation/node')
export class NodeController {
  constructor(private readonly node: NodeService) {}

  @Get()
  @Can('installation.node.open', { summary: 'How the node is that answers, and what it works with' })
  open(@Access() access: InstallationAccess): Promise<NodeState> {
    return this.node.look(access);
  }
}
