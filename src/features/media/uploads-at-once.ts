import { Injectable } from '@nestjs/common';
import { fail } from '../../platform/errors/problem.js';

/** How many files of one person may be on their way at once, on one node, whatever they are for. */
const AT_ONCE = 10;

/** Bounds what one person's uploads hold open and keep busy, and how far they can be above their quota for as long as they come. */
@Injectable()
export class UploadsAtOnce {
  private readonly running = new Map<string, number>();

  /** @throws Problem `media.too_many_at_once`, and what `upload` throws. */
  async within<T>(userId: string, upload: () => Promise<T>): Promise<T> {
    const before = this.running.get(userId) ?? 0;
    if (before >= AT_ONCE) throw fail('media.too_many_at_once', { retryAfter: 1 });
    this.running.set(userId, before + 1);
    try {
      return await upload();
    } finally {
      const left = this.running.get(userId)! - 1;
      if (left === 0) this.running.delete(userId);
      else this.running.set(userId, left);
    }
  }
}
