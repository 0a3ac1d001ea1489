import { Access, Command } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { NodeService } from './node.service.js';
import type { NodeState } from './node.wire.js';

@Gateway()
export class NodeGateway {
  constructor(private readonly node: NodeService) {}

  @Command('installation.node.open')
  open(@Access() access: InstallationAccess): Promise<NodeState> {
    return this.node.look(access);
  }
}
