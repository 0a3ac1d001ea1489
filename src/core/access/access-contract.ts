import { Injectable, type Type } from '@nestjs/common';
import { AccessDocs, type CommandDocs } from '../../platform/contract/access-docs.js';
import type { ErrorCode } from '../../platform/errors/errors.catalogue.js';
import { INPUT } from '../../platform/errors/input.pipe.js';
import { namesOf } from './access.service.js';
import { ClosedByDefault, type Door } from './closed-by-default.js';
import { ANSWERS } from './decorators.js';
import { policies, type Permission } from './policies.js';
import type { Policy } from './policy.js';
import { channelRoles, teamRoles } from './roles.js';

/** Where Nest keeps what a method's parameter decorators said, on its class. */
const PARAMETERS = '__routeArguments__';

/** Tells the generated contract what the table and the gateways say. */
@Injectable()
export class AccessContract {
  constructor(docs: AccessDocs, closed: ClosedByDefault) {
    docs.register({
      commands: () =>
        closed
          .doors()
          .flatMap((door) => (door.door === 'socket' && door.permission ? commandOf(door, door.permission) : [])),
      refusals: (permission) => refusalsOf(policies[permission as Permission]),
    });
  }
}

function commandOf(door: Door, permission: Permission): CommandDocs {
  return { name: permission, names: waysToName(permission), input: inputOf(door), answer: answerOf(door) };
}

/** A channel can also be opened by its team and its short name. */
function waysToName(permission: Permission): string[][] {
  const names = namesOf(permission);
  if (names.length <= 1) return names.map((name) => [name]);
  const [id, ...address] = names;
  return [[id!], address];
}

/** The class of the parameter that `@Input()` marks. */
function inputOf({ prototype, method }: Door): Type | undefined {
  const parameters = (Reflect.getMetadata(PARAMETERS, prototype.constructor, method) ?? {}) as Record<
    string,
    { index: number; data: unknown }
  >;
  const marked = Object.values(parameters).find(({ data }) => data === INPUT);
  const types = Reflect.getMetadata('design:paramtypes', prototype, method) as Type[];
  return marked && types[marked.index];
}

function answerOf({ prototype, method }: Door): Type | undefined {
  return Reflect.getMetadata(ANSWERS, Reflect.get(prototype, method) as object) as Type | undefined;
}

/** What `judge` can answer for a line of the table, over all callers. */
function refusalsOf(policy: Policy): ErrorCode[] {
  if (policy.on === 'user') return [];
  if (policy.on === 'installation') return ['access.denied'];
  if (policy.on === 'team')
    return [
      ...(['not_found', 'team.second_factor_required'] as const),
      ...(policy.team.length < teamRoles.length ? (['access.denied'] as const) : []),
    ];
  if (policy.on === 'media')
    return ['not_found', 'team.second_factor_required', ...(policy.unsent ? (['access.denied'] as const) : [])];
  const allReaders = policy.visitors && policy.channel.length === channelRoles.length;
  return [
    'not_found',
    ...(policy.kinds === 'direct' ? [] : (['team.second_factor_required'] as const)),
    ...(allReaders ? [] : (['access.denied'] as const)),
    ...(policy.kinds === 'any' ? [] : (['channel.kind_unsupported'] as const)),
    ...(policy.live ? (['channel.archived'] as const) : []),
    ...(policy.live && policy.kinds !== 'rooms' && policy.kinds !== 'voice' ? (['dm.no_shared_team'] as const) : []),
  ];
}
