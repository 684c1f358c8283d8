import { Injectable } from '@nestjs/common';

/** The only source of "now" outside the database, so that tests can turn it. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
