import { Id } from '../../platform/errors/text.js';

/** Which of the jobs that were given up. */
export class ChosenDeadJobDto {
  @Id()
  deadLetterId: string;
}
