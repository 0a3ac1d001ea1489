import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { JoinRequest, JoinRequestPage } from './join-request.wire.js';
import { CreateJoinRequestDto, DecideJoinRequestCommandDto, ListJoinRequestsDto } from './join-requests.dto.js';
import { JoinRequestsService } from './join-requests.service.js';

@Gateway()
export class JoinRequestsGateway {
  constructor(private readonly requests: JoinRequestsService) {}

  @Command('join_request.create')
  create(@Access() channel: ChannelAccess, @Input() input: CreateJoinRequestDto): Promise<JoinRequest> {
    return this.requests.create(channel, input);
  }

  @Command('join_request.list')
  list(@Access() channel: ChannelAccess, @Input() asked: ListJoinRequestsDto): Promise<JoinRequestPage> {
    return this.requests.list(channel, asked);
  }

  @Command('join_request.approve')
  approve(@Access() channel: ChannelAccess, @Input() { requestId }: DecideJoinRequestCommandDto): Promise<JoinRequest> {
    return this.requests.approve(channel, requestId);
  }

  @Command('join_request.deny')
  deny(@Access() channel: ChannelAccess, @Input() { requestId }: DecideJoinRequestCommandDto): Promise<JoinRequest> {
    return this.requests.deny(channel, requestId);
  }
}
