import { Injectable, type Type } from '@nestjs/common';
import type { ErrorCode } from '../errors/errors.catalogue.js';

/** A socket command as the documents show it. */
export interface CommandDocs {
  name: string;
  /** Which ids name the resource, beside the input: one way or several. */
  names: readonly (readonly string[])[];
  /** The class of the input; `undefined` when the command takes nothing else. */
  input: Type | undefined;
  /** The class of the answer, for a command that has no REST operation to say it. */
  answer: Type | undefined;
}

/** What the documents need to know of permissions. The platform asks; `core/access`, which holds the table, answers. */
export interface AccessAnswers {
  commands(): CommandDocs[];
  /** The problems that the table can answer for this permission. */
  refusals(permission: string): ErrorCode[];
}

/** Where `core/access` says who answers. Without it there are no commands and no permissions to document. */
@Injectable()
export class AccessDocs implements AccessAnswers {
  private answers: AccessAnswers = { commands: () => [], refusals: () => [] };

  /** Says who answers from here on. */
  register(answers: AccessAnswers): void {
    this.answers = answers;
  }

  /** Sorted by name. */
  commands(): CommandDocs[] {
    return this.answers.commands().sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  refusals(permission: string): ErrorCode[] {
    return this.answers.refusals(permission);
  }
}
