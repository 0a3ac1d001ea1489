import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PUBLIC } from '../../platform/http/public.js';
import { PERMISSION } from './decorators.js';
import type { Permission } from './policies.js';

/** What Nest marks a method with that receives requests (`path`) or socket messages (`message`). */
const ROUTE = 'path';
const MESSAGE = 'message';

/** A method that a request or a command reaches. */
export interface Door {
  door: 'rest' | 'socket';
  handler: string;
  /** Where the method lies, for its metadata. */
  prototype: object;
  method: string;
  permission: Permission | undefined;
  isPublic: boolean;
}

/** Refuses to start while any route or command declares no permission. */
@Injectable()
export class ClosedByDefault implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.doors().filter(({ permission, isPublic }) => !permission && !isPublic);
    if (open.length === 0) return;
    throw new Error(`No permission is declared for ${open.map(({ handler }) => handler).join(', ')}.`);
  }

  /** Every method that can be reached from outside. */
  doors(): Door[] {
    const wrappers = [...this.discovery.getControllers(), ...this.discovery.getProviders()];
    return wrappers.flatMap(({ instance }: { instance?: unknown }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = prototype[name] as () => unknown;
        const isRoute = Reflect.hasMetadata(ROUTE, method);
        if (!isRoute && !Reflect.hasMetadata(MESSAGE, method)) return [];
        return {
          door: isRoute ? ('rest' as const) : ('socket' as const),
          handler: `${instance.constructor.name}.${name}`,
          prototype,
          method: name,
          permission: this.reflector.get<Permission | undefined>(PERMISSION, method),
          isPublic: this.reflector.get<boolean | undefined>(PUBLIC, method) === true,
        };
      });
    });
  }
}
