import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What can come along when a channel is opened. */
export const channelIncludes = ['messages', 'members', 'joinRequest'] as const;
export type ChannelInclude = (typeof channelIncludes)[number];

/** Loads one of them, of lists the first page, from the same consistent state as the channel itself. That the viewer may see it is looked at before. */
export type IncludeLoader = (reader: EntityManager, channelId: string, viewerId: string) => Promise<object | null>;

/** Lets features above Channels add to what opening a channel answers, so that a view needs one round trip. */
@Injectable()
export class ChannelIncludes {
  private readonly loaders = new Map<ChannelInclude, IncludeLoader>();

  register(include: ChannelInclude, load: IncludeLoader): void {
    this.loaders.set(include, load);
  }

  /** Answers an object with one key for each include. */
  async load(
    reader: EntityManager,
    includes: readonly ChannelInclude[],
    { channelId, viewerId }: { channelId: string; viewerId: string },
  ): Promise<Partial<Record<ChannelInclude, object | null>>> {
    const loaded: Partial<Record<ChannelInclude, object | null>> = {};
    for (const include of includes) {
      const load = this.loaders.get(include);
      if (!load) throw new Error(`Nobody has registered how ${include} of a channel are loaded.`);
      loaded[include] = await load(reader, channelId, viewerId);
    }
    return loaded;
  }
}
