import { type Condition, load } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { DirectionsOn } from '../clauses/compare-clauses.js';

/** What the catalogue of rights, as known at a size, makes of amendments. */
export interface ProtectionSource {
  directions(size: number): Promise<DirectionsOn>;
  /** The condition on rows `f` of arrangements that an amendment, not withdrawn, makes a clause worse (AMD-09). */
  lowered(size: number): Condition;
}

/** What is known of protection. The context of rights tells it: rights import arrangements, not the other way round. */
@Injectable()
export class Protection {
  private source?: ProtectionSource;

  contribute(source: ProtectionSource): void {
    this.source = source;
  }

  /** Read once in a request, whatever it asks for. */
  async directions(size: number, context: object): Promise<DirectionsOn> {
    const found = await load(context, 'directions', String(size), async (sizes) => {
      const told = sizes.map(async (of) => [of, await this.known().directions(Number(of))] as const);
      return new Map(await Promise.all(told));
    });
    return found!;
  }

  lowered(size: number): Condition {
    return this.known().lowered(size);
  }

  private known(): ProtectionSource {
    if (!this.source) throw new Error('Nobody tells what protects more: compose the registry with RightsModule.');
    return this.source;
  }
}
