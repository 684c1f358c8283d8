import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** Turns `/health/ready` to 503 before the doors close, so that a proxy stops sending first. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  draining = false;

  beforeApplicationShutdown(): void {
    this.draining = true;
  }
}
